"""Developmental networks: whom somebody grows with, as far as the viewer may see it."""

from datetime import timedelta
from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.meetings import meeting
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.ties import changed, closed, people, stands_at, tied

DAY = timedelta(days=1)
QUERY = """query ($id: ID!) { developmentalNetwork(educatorId: $id) {
    ties { educator { handle } role since functions pattern strength } functionsCovered gaps
    effectivePerspectives { setting region phase subject careerStage } density effectiveSize constraint } }"""
TIES = "{ developmentalNetwork { ties { educator { handle } } } }"
EVERY_GAP = [
    "SUBSTANTIVE_FEEDBACK", "PROFESSIONAL_DEVELOPMENT", "ACCESS_TO_OPPORTUNITIES", "EMOTIONAL_SUPPORT",
    "INTELLECTUAL_COMMUNITY", "ROLE_MODEL", "SAFE_SPACE", "ACCOUNTABILITY", "SPONSORSHIP",
]  # fmt: skip


class World(NamedTuple):
    """Ada with two mentors, Ben and Cleo, and two mentees, Dan and Eve; Ben guides Cleo, and she Dan."""

    people: dict[str, Person]
    ben: Any
    cleo: Any
    connection: asyncpg.Connection

    async def network_of(self, handle: str, viewer: Person | Network) -> Any:
        """The network that somebody sees around somebody."""
        found = await viewer.api.data(QUERY, id=self.people[handle].id)
        return found["developmentalNetwork"]

    async def seen_by(self, viewer: Person | Network, handle: str = "ada") -> list[str]:
        """Those whom somebody sees around somebody, oldest tie first."""
        return [tie["educator"]["handle"] for tie in (await self.network_of(handle, viewer))["ties"]]


@pytest.fixture
async def world(network: Network, connection: asyncpg.Connection) -> World:
    made = await people(network, "ada", "ben", "cleo", "dan", "eve", "fay")
    ada, ben, cleo, dan, eve, _ = made.values()
    ago = {"activated_at": BEGINNING - 300 * DAY}
    first = await tied(connection, ben, ada, ["SAFE_SPACE", "ROLE_MODEL"], **ago)
    second = await tied(connection, cleo, ada, ["ROLE_MODEL"], activated_at=BEGINNING - 2 * DAY)
    await tied(connection, ada, dan, ["SPONSORSHIP"], activated_at=BEGINNING - DAY)
    await tied(connection, ada, eve)
    await tied(connection, ben, cleo)
    await tied(connection, cleo, dan)
    return World(made, first, second, connection)


async def test_ones_own_network_tells_all(world: World) -> None:
    for months in range(6):
        await meeting(world.connection, world.ben, BEGINNING - (36 + 30 * months) * DAY, "HELD")
    found = await world.network_of("ada", world.people["ada"])
    ben, cleo, dan, eve = found["ties"]
    assert ben == {
        "educator": {"handle": "ben"},
        "role": "MENTOR",
        "since": "2025-05-06T08:00:00+00:00",
        "functions": ["ROLE_MODEL", "SAFE_SPACE"],
        "pattern": "EMERGING",
        # Six of twelve meetings, over 150 of 365 days, the last 36 of 180 days ago.
        "strength": pytest.approx((0.5 + 150 / 365 + 0.8) / 3),
    }
    assert cleo["functions"] == ["ROLE_MODEL"]
    never = {"pattern": "TRANSACTIONAL", "strength": 0.0}
    # What they ask Ada for does not fill gaps of hers.
    asked = {"role": "MENTEE", "functions": []}
    assert dan == {"educator": {"handle": "dan"}, "since": "2026-03-01T08:00:00+00:00", **asked, **never}
    assert eve["educator"] == {"handle": "eve"}
    assert found["functionsCovered"] == 2
    assert found["gaps"] == [gap for gap in EVERY_GAP if gap not in ("SAFE_SPACE", "ROLE_MODEL")]
    figures = (found["density"], found["effectiveSize"], found["constraint"])
    assert figures == pytest.approx((1 / 3, 3.0, 0.534722), abs=5e-7)
    own = await world.people["ada"].api.data(
        "{ me { developmentalNetwork { effectiveSize functionsCovered } } }"
    )
    assert own["me"]["developmentalNetwork"] == {"effectiveSize": 3.0, "functionsCovered": 2}


async def test_perspectives_are_counted_by_the_profiles(world: World) -> None:
    _, ben, cleo, dan, eve, _ = world.people.values()
    await add_topics(world.connection, "art", "music")
    for person in (ben, cleo, dan):
        await stands_at(world.connection, person, organisation="North  school", country="PT", phases=[1])
    await stands_at(world.connection, eve, organisation="South school", phases=[1, 2], career_stage="MID_3_9")
    await ben.api.perform("updateProfile", "__typename", subjects=["art"])
    await eve.api.perform("updateProfile", "__typename", subjects=["art", "music"])
    found = await world.network_of("ada", world.people["ada"])
    three_to_one = pytest.approx(1.754765, abs=5e-7)
    assert found["effectivePerspectives"] == {
        "setting": three_to_one,
        "region": 1.0,
        "phase": pytest.approx(1.457569, abs=5e-7),
        "subject": three_to_one,
        "careerStage": three_to_one,
    }


async def test_others_see_who_but_not_what_lies_in_the_rooms(world: World, network: Network) -> None:
    await meeting(world.connection, world.ben, BEGINNING - 3 * DAY, "HELD")
    inside = ("functions", "pattern", "strength")
    unknown = (None, None, None)
    of_fay = await world.network_of("ada", world.people["fay"])
    of_ben = await world.network_of("ada", world.people["ben"])
    for found in (of_fay, of_ben):
        assert (found["functionsCovered"], found["gaps"], found["effectiveSize"]) == (None, None, 3.0)
    assert [tuple(tie[name] for name in inside) for tie in of_fay["ties"]] == [unknown] * 4
    known, *others = [tuple(tie[name] for name in inside) for tie in of_ben["ties"]]
    assert known == (["ROLE_MODEL", "SAFE_SPACE"], "TRANSACTIONAL", pytest.approx((1 / 12 + 177 / 180) / 3))
    assert others == [unknown] * 3
    await stands_at(world.connection, world.people["dan"], visibility="MEMBERS")
    assert await world.seen_by(network) == ["ben", "cleo", "eve"]
    assert await world.network_of("dan", network) is None


async def test_a_tie_is_seen_when_both_show_it_and_by_its_two(world: World, network: Network) -> None:
    ada, ben, cleo, dan, eve, fay = world.people.values()
    await changed(world.connection, world.ben, shown_by_mentor=False)
    everybody = ["ben", "cleo", "dan", "eve"]
    assert await world.seen_by(ada) == await world.seen_by(ben) == everybody
    assert await world.seen_by(fay) == await world.seen_by(cleo) == everybody[1:]
    await world.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'fay%'")
    await fay.signs_in_again()
    assert await world.seen_by(fay) == everybody[1:]
    # Among those around Ada, Ben is no longer tied to Cleo for others.
    assert (await world.network_of("ada", fay))["density"] == pytest.approx(1 / 3)
    await stands_at(world.connection, dan, visibility="CONNECTIONS")
    assert await world.seen_by(eve) == ["cleo", "eve"]
    assert await world.seen_by(cleo) == ["cleo", "dan", "eve"]


async def test_walls_cut_ties(world: World) -> None:
    ada, ben, cleo, dan, _, fay = world.people.values()
    await fay.blocks(dan)
    assert await world.seen_by(fay) == ["ben", "cleo", "eve"]
    assert (await world.network_of("dan", fay)) is None
    # A wall that is put up behind the API leaves the mentorship as it was.
    wall = (
        "INSERT INTO block (id, blocker_id, blocked_id, created_at) VALUES (gen_random_uuid(), $1, $2, now())"
    )
    await world.connection.execute(wall, row_id(ben.id), row_id(cleo.id))
    assert (await world.network_of("ada", ada))["density"] == pytest.approx(1 / 6)
    await world.connection.execute(wall, row_id(ada.id), row_id(ben.id))
    assert await world.seen_by(fay) == ["cleo", "eve"]
    assert await world.seen_by(cleo) == ["cleo", "dan", "eve"]


async def test_what_has_begun_and_is_not_long_over_ties(world: World) -> None:
    ada, connection = world.people["ada"], world.connection
    year = BEGINNING - 365 * DAY
    await changed(connection, world.ben, **closed(year + timedelta(seconds=1)))
    assert await world.seen_by(ada) == ["ben", "cleo", "dan", "eve"]
    await changed(connection, world.ben, closed_at=year)
    assert await world.seen_by(ada) == ["cleo", "dan", "eve"]
    await changed(connection, world.cleo, **closed(BEGINNING, "SAFETY"))
    assert await world.seen_by(ada) == ["dan", "eve"]
    await changed(connection, world.cleo, close_reason="NO_FAULT", activated_at=None)
    assert await world.seen_by(ada) == ["dan", "eve"]
    await connection.execute("UPDATE mentorship SET shown_by_mentor = false")
    alone = await world.network_of("ada", world.people["fay"])
    perspectives = dict.fromkeys(("setting", "region", "phase", "subject", "careerStage"))
    structure = dict.fromkeys(("density", "effectiveSize", "constraint", "functionsCovered", "gaps"))
    assert alone == {"ties": [], "effectivePerspectives": perspectives, **structure}
    nobody = await world.network_of("fay", world.people["fay"])
    assert (nobody["functionsCovered"], nobody["gaps"]) == (0, EVERY_GAP)


async def test_who_guided_each_other_are_one_tie(world: World) -> None:
    ada, ben = world.people["ada"], world.people["ben"]
    await tied(world.connection, ada, ben, ["SPONSORSHIP"])
    first = (await world.network_of("ada", ada))["ties"][0]
    assert (first["role"], first["since"]) == ("BOTH", "2025-05-06T08:00:00+00:00")
    assert first["functions"] == ["ROLE_MODEL", "SAFE_SPACE"]
    theirs = (await world.network_of("ben", ben))["ties"][0]
    assert (theirs["role"], theirs["functions"]) == ("BOTH", ["SPONSORSHIP"])


async def test_it_is_asked_for_many_at_once(world: World) -> None:
    ada = world.people["ada"]
    data = await ada.api.data(f"{{ educators(first: 10) {{ nodes {{ handle ... on Educator {TIES} }} }} }}")
    sizes = {row["handle"]: len(row["developmentalNetwork"]["ties"]) for row in data["educators"]["nodes"]}
    assert sizes == {"ada": 4, "ben": 2, "cleo": 3, "dan": 2, "eve": 1, "fay": 0}
