"""How educators are connected, and who guided those who guided them."""

from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.network import Network, Person
from tests.ties import changed, closed, people, stands_at, tied

PATH = """query ($from: ID!, $to: ID!, $most: Int! = 4) {
    mentoringPath(fromId: $from, toId: $to, maxHops: $most) { hops educators { handle } } }"""
LINEAGE = """query ($id: ID!, $depth: Int! = 3) { mentorLineage(educatorId: $id, depth: $depth) {
    generation mentor { handle } mentee { handle } } }"""
WALL = "INSERT INTO block (id, blocker_id, blocked_id, created_at) VALUES (gen_random_uuid(), $1, $2, now())"

HOPS = ("INVALID", "`maxHops` lies between 1 and 4.")
DEPTH = ("INVALID", "`depth` lies between 1 and 3.")
ABSENT = ("NOT_FOUND", "There is no such educator.")


class World(NamedTuple):
    """Ada guides Ben, he Cleo, she Dan, he Eve, she Fay; Gus guides Cleo as well; Ida is alone."""

    people: dict[str, Person]
    rooms: dict[str, Any]
    connection: asyncpg.Connection

    async def path(self, viewer: Person | Network, start: str, end: str, most: int = 4) -> str | None:
        """The first letters of those on the way."""
        ends = {"from": self.people[start].id, "to": self.people[end].id}
        found = (await viewer.api.data(PATH, **ends, most=most))["mentoringPath"]
        if found is None:
            return None
        handles = [educator["handle"] for educator in found["educators"]]
        assert found["hops"] == len(handles) - 1
        return "".join(handle[0] for handle in handles)

    async def lineage(self, viewer: Person | Network, handle: str, depth: int = 3) -> list[str]:
        """Generation, mentor and mentee of each ancestor."""
        found = await viewer.api.data(LINEAGE, id=self.people[handle].id, depth=depth)
        return sorted(
            f"{one['generation']} {one['mentor']['handle'][0]}{one['mentee']['handle'][0]}"
            for one in found["mentorLineage"]
        )


@pytest.fixture
async def world(network: Network, connection: asyncpg.Connection) -> World:
    made = await people(network, "ada", "ben", "cleo", "dan", "eve", "fay", "gus", "ida")
    pairs = [
        ("ada", "ben"),
        ("ben", "cleo"),
        ("cleo", "dan"),
        ("dan", "eve"),
        ("eve", "fay"),
        ("gus", "cleo"),
    ]
    rooms = {
        f"{one[0]}{other[0]}": await tied(connection, made[one], made[other], **closed(BEGINNING))
        for one, other in pairs
    }
    return World(made, rooms, connection)


async def test_a_path_leads_both_ways_over_as_many_ties_as_are_allowed(world: World) -> None:
    ida = world.people["ida"]
    assert await world.path(ida, "ada", "eve") == "abcde"
    assert await world.path(ida, "eve", "ada") == "edcba"
    assert await world.path(ida, "gus", "ben", 2) == "gcb"
    assert await world.path(ida, "gus", "ben", 1) is None
    assert await world.path(ida, "ada", "fay") is None
    assert await world.path(ida, "ada", "ida") is None
    assert await world.path(ida, "ada", "ada", 1) == "a"
    await tied(world.connection, world.people["eve"], world.people["ben"])
    assert await world.path(ida, "ada", "fay") == "abef"


async def test_a_path_takes_no_tie_that_one_of_its_two_hides(world: World) -> None:
    ben, cleo, ida = (world.people[name] for name in ("ben", "cleo", "ida"))
    await changed(world.connection, world.rooms["bc"], shown_by_mentee=False)
    assert await world.path(ida, "ada", "dan") is None
    assert await world.path(ben, "ada", "dan") == await world.path(cleo, "ada", "dan") == "abcd"
    await world.connection.execute("UPDATE account SET roles = '{MODERATOR}' WHERE email LIKE 'ida%'")
    await ida.signs_in_again()
    assert await world.path(ida, "ada", "dan") is None


async def test_a_path_leads_past_walls_and_hidden_people_or_nowhere(world: World) -> None:
    ada, cleo, ida = (world.people[name] for name in ("ada", "cleo", "ida"))
    await world.people["ida"].blocks(world.people["cleo"])
    assert await world.path(ida, "ada", "dan") is None
    assert await world.path(cleo, "ada", "dan") == "abcd"
    assert await world.path(cleo, "ida", "ida") is None
    ben = row_id(world.people["ben"].id)
    await world.connection.execute(WALL, ben, row_id(cleo.id))
    assert await world.path(ada, "ada", "dan") is None
    await world.connection.execute("DELETE FROM block")
    await stands_at(world.connection, cleo, visibility="CONNECTIONS")
    assert await world.path(ida, "ada", "dan") is None
    assert await world.path(ida, "ada", "cleo") is None
    assert await world.path(world.people["ben"], "ada", "dan") == "abcd"
    await changed(world.connection, world.rooms["ab"], close_reason="SAFETY")
    assert await world.path(ada, "ada", "ben") is None


async def test_a_path_leads_nobody_past_members(world: World, network: Network) -> None:
    assert await world.path(network, "ada", "cleo") == "abc"
    await stands_at(world.connection, world.people["ben"], visibility="MEMBERS")
    assert await world.path(network, "ada", "cleo") is None


async def test_a_lineage_goes_back_three_generations(world: World) -> None:
    ida = world.people["ida"]
    assert await world.lineage(ida, "eve") == ["1 de", "2 cd", "3 bc", "3 gc"]
    assert await world.lineage(ida, "eve", 2) == ["1 de", "2 cd"]
    assert await world.lineage(ida, "ada") == []
    # Roles flip: nobody is an ancestor of their own, and each tie is listed once.
    await tied(world.connection, world.people["dan"], world.people["cleo"])
    await tied(world.connection, world.people["eve"], world.people["dan"])
    assert await world.lineage(ida, "eve") == ["1 de", "2 cd", "3 bc", "3 dc", "3 gc"]
    document = (
        '{ educator(handle: "ben") { mentorLineage { generation mentor { handle } mentee { handle } } } }'
    )
    (entry,) = (await ida.api.data(document))["educator"]["mentorLineage"]
    assert entry == {"generation": 1, "mentor": {"handle": "ada"}, "mentee": {"handle": "ben"}}


async def test_a_lineage_ends_where_a_tie_or_somebody_is_hidden(world: World) -> None:
    dan, ida = world.people["dan"], world.people["ida"]
    await changed(world.connection, world.rooms["cd"], shown_by_mentor=False)
    assert await world.lineage(ida, "eve") == ["1 de"]
    assert await world.lineage(dan, "eve") == ["1 de", "2 cd", "3 bc", "3 gc"]
    await world.people["gus"].blocks(dan)
    assert await world.lineage(dan, "eve") == ["1 de", "2 cd", "3 bc"]
    await stands_at(world.connection, world.people["ben"], visibility="CONNECTIONS")
    assert await world.lineage(dan, "eve") == ["1 de", "2 cd"]
    await stands_at(world.connection, world.people["eve"], visibility="CONNECTIONS")
    assert await world.lineage(ida, "eve") == []


@pytest.mark.parametrize(
    ("document", "code", "message"),
    [
        ('mentoringPath(fromId: "$", toId: "$", maxHops: 5) { hops }', *HOPS),
        ('mentoringPath(fromId: "$", toId: "$", maxHops: 0) { hops }', *HOPS),
        ('mentoringPath(fromId: "x", toId: "$") { hops }', *ABSENT),
        ('mentorLineage(educatorId: "$", depth: 4) { generation }', *DEPTH),
        ('mentorLineage(educatorId: "$", depth: 0) { generation }', *DEPTH),
        ('mentorLineage(educatorId: "x") { generation }', *ABSENT),
        ('developmentalNetwork(educatorId: "x") { density }', *ABSENT),
    ],
)  # fmt: skip
async def test_what_cannot_be_asked_is_refused(
    network: Network, document: str, code: str, message: str
) -> None:
    ada = await network.educator("ada")
    answer = await ada.api.send("{ " + document.replace("$", ada.id) + " }")
    (error,) = answer["errors"]
    assert (error["message"], error["extensions"]["code"]) == (message, code)
