"""Suggestions: mentors who close a gap, with the reasons."""

from datetime import timedelta
from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.mentoring import add_topics, asks, mentors, responds, were_asked
from tests.network import Network, Person
from tests.ties import closed, people, stands_at, tied

SUGGEST = """query ($first: Int! = 5) {
    suggestMentors(first: $first) { educator { handle } score parts { name value because } } }"""
NAMES = ["NEEDS_MET", "NEW_PERSPECTIVE", "FREE_PLACES", "RESPONSIVENESS"]
UNKNOWN = (0.5, "Got too few requests in the last 90 days to say how they answer.")
HOUR = timedelta(hours=1)


class World(NamedTuple):
    """Ada, whom Ben guides, and mentors: Cleo, Dan and Eve."""

    people: dict[str, Person]
    connection: asyncpg.Connection

    async def suggested(self, handle: str = "ada", **arguments: Any) -> dict[str, list[tuple[float, str]]]:
        """Handle → the parts of the score, best first."""
        found = (await self.people[handle].api.data(SUGGEST, **arguments))["suggestMentors"]
        for one in found:
            assert [part["name"] for part in one["parts"]] == NAMES
            assert one["score"] == pytest.approx(sum(part["value"] for part in one["parts"]))
        assert found == sorted(found, key=lambda one: -one["score"])
        return {
            one["educator"]["handle"]: [(round(part["value"], 9), part["because"]) for part in one["parts"]]
            for one in found
        }


@pytest.fixture
async def world(network: Network, connection: asyncpg.Connection) -> World:
    made = await people(network, "ada", "ben", "cleo", "dan", "eve")
    ada, ben, cleo, dan, eve = made.values()
    await add_topics(connection, "art", "music")
    await tied(connection, ben, ada, ["ROLE_MODEL"], shown_by_mentor=False)
    await mentors(ben, ("art", "SAFE_SPACE"))
    await mentors(cleo, ("art", "SAFE_SPACE"), ("art", "ROLE_MODEL"), ("music", "SPONSORSHIP"), capacity=3)
    await mentors(dan, ("music", "SPONSORSHIP"), capacity=1)
    await mentors(eve, ("music", "SAFE_SPACE"))
    for person in (ada, ben, cleo, dan):
        await stands_at(connection, person, country="PT")
    await stands_at(connection, eve, country="GB", career_stage="MID_3_9")
    return World(made, connection)


async def needs(person: Person, *wanted: tuple[str, str]) -> list[str]:
    shape = "... on Need { id }"
    return [
        (await person.api.perform("openNeed", shape, topic=topic, function=function, visibility="PRIVATE"))[
            "id"
        ]
        for topic, function in wanted
    ]


async def test_who_meets_needs_comes_first_and_every_part_is_told(world: World) -> None:
    ada, _, cleo, dan, eve = world.people.values()
    await needs(ada, ("art", "SAFE_SPACE"), ("music", "SPONSORSHIP"))
    await tied(world.connection, dan, eve, activated_at=None, shown_by_mentor=False)
    answered = [(10 + day, 24.0, "DECLINED", False) for day in range(4)]
    await were_asked(world.connection, eve, cleo, BEGINNING, *answered, (60, None, "EXPIRED", False))
    found = await world.suggested()
    assert found == {
        "cleo": [
            (2.0, "Offers what you look for: safe space on Art, sponsorship on Music."),
            (0.0, "Stands where others of your network do."),
            (1.0, "Has 3 of 3 places free."),
            (0.6, "Answered 80% of the requests of the last 90 days, half of these within 24 h."),
        ],
        "eve": [
            (0.0, "Offers nothing that you look for."),
            (2 / 5, "Adds to your network by their region, career stage."),
            (1.0, "Has 2 of 2 places free."),
            UNKNOWN,
        ],
        "dan": [
            (1.0, "Offers what you look for: sponsorship on Music."),
            (0.0, "Stands where others of your network do."),
            (0.0, "Has no place free; a first chat takes none."),
            UNKNOWN,
        ],
    }
    assert list(found) == ["cleo", "eve", "dan"]
    assert list(await world.suggested(first=1)) == ["cleo"]


async def test_without_needs_the_functions_count_that_the_network_lacks(world: World) -> None:
    found = await world.suggested()
    # Of eight that Ben does not give; he gives the third of Cleo's.
    assert found["cleo"][0] == (2 / 8, "Offers what your network lacks: safe space, sponsorship.")
    assert found["dan"][0] == (1 / 8, "Offers what your network lacks: sponsorship.")
    assert (await world.suggested("cleo"))["eve"][1] == (2 / 5, "Would be the first tie of your network.")
    silent = [(10 + day, None, "EXPIRED", False) for day in range(5)]
    await were_asked(world.connection, world.people["eve"], world.people["dan"], BEGINNING, *silent)
    none = (0.0, "Answered none of the requests of the last 90 days.")
    assert (await world.suggested())["dan"][3] == none


async def test_only_who_can_be_asked_is_suggested(world: World) -> None:
    ada, ben, cleo, dan, eve = world.people.values()
    assert set(await world.suggested()) == {"cleo", "dan", "eve"}
    assert set(await world.suggested("cleo")) == {"ben", "dan", "eve"}
    request = await asks(ada, cleo)
    assert set(await world.suggested()) == {"dan", "eve"}
    await responds(cleo, request, "DECLINE", declineReason="NO_TIME")
    assert set(await world.suggested()) == {"dan", "eve"}
    old = "UPDATE mentorship_request SET answered_at = $1, first_response_at = $1 WHERE status = 'DECLINED'"
    await world.connection.execute(old, BEGINNING - timedelta(days=30))
    assert set(await world.suggested()) == {"cleo", "dan", "eve"}
    await dan.blocks(ada)
    await stands_at(world.connection, eve, visibility="CONNECTIONS")
    assert set(await world.suggested()) == {"cleo"}
    await mentors(cleo, status="PAUSED")
    assert await world.suggested() == {}
    await mentors(cleo, ("art", "SAFE_SPACE"), status="AWAY", awayUntil=(BEGINNING + HOUR).isoformat())
    assert await world.suggested() == {}
    # Who guided once can be asked again.
    over = closed(BEGINNING)
    sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(over, 2))
    sql = f"UPDATE mentorship SET {sets} WHERE mentor_id = $1"
    await world.connection.execute(sql, row_id(ben.id), *over.values())
    assert set(await world.suggested()) == {"ben"}


async def test_a_suggestion_tells_nothing_of_ties_of_others(world: World, network: Network) -> None:
    ada, ben, cleo, dan, eve = world.people.values()
    await needs(ada, ("music", "SAFE_SPACE"))
    before = await world.suggested()
    ended = closed(BEGINNING)
    for mentor, mentee in ((cleo, dan), (dan, eve), (ben, cleo), (eve, ben)):
        await tied(world.connection, mentor, mentee, ["SAFE_SPACE"], shown_by_mentor=False, **ended)
    assert await world.suggested() == before
    assert (await network.api.data(SUGGEST))["suggestMentors"] == []
    tool = await ada.api.perform(
        "createApiToken", "... on NewApiToken { secret }", name="t", scopes=["WRITE"]
    )
    assert (await (await network.client(tool["secret"])).data(SUGGEST))["suggestMentors"] == []


@pytest.mark.parametrize("first", [0, 21])
async def test_at_most_twenty_are_suggested(network: Network, first: int) -> None:
    answer = await network.api.send(SUGGEST, first=first)
    (error,) = answer["errors"]
    assert error["message"] == "`first` lies between 1 and 20."
    assert error["extensions"]["code"] == "INVALID"
