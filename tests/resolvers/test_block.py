import asyncio
from typing import Any

import pytest

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.network import Network, Person
from tests.problems import refusal

BLOCK = "... on Block { id handle createdAt }"
UNBLOCKED = "... on Unblocked { educator { handle } }"
ABSENT = {
    "__typename": "Problem",
    "code": "NOT_FOUND",
    "message": "There is no such educator.",
    "fields": [{"path": ["educatorId"], "message": "There is no such educator."}],
}


async def block(person: Person, educator: str, **more: Any) -> Any:
    return await person.api.perform("block", BLOCK, educatorId=educator, **more)


async def unblock(person: Person, educator: str, **more: Any) -> Any:
    return await person.api.perform("unblock", UNBLOCKED, educatorId=educator, **more)


async def sees(person: Person, other: Person) -> bool:
    query = "query ($id: ID!, $handle: String!) { node(id: $id) { id } educator(handle: $handle) { id } }"
    found = await person.api.data(query, id=other.id, handle=other.handle)
    assert (found["node"] is None) == (found["educator"] is None)
    return found["node"] is not None


async def test_a_wall_ends_follows_both_ways_and_hides_each_from_the_other(
    network: Network, behind: Behind
) -> None:
    ada, ben, cleo = [await network.educator(handle) for handle in ("ada", "ben", "cleo")]
    for follower, followed in ((ada, ben), (ben, ada), (ada, cleo), (cleo, ben)):
        await follower.follows(followed.id)
    events = await behind.count("event")
    made = await block(ada, ben.id)
    assert (made["__typename"], made["handle"]) == ("Block", "ben")
    assert made["createdAt"].startswith("2026-03-02T08:00:00")
    left = await behind.connection.fetch("SELECT follower_id, educator_id FROM follow ORDER BY id")
    assert [tuple(row) for row in left] == [
        (row_id(ada.id), row_id(cleo.id)),
        (row_id(cleo.id), row_id(ben.id)),
    ]
    assert (await sees(ada, ben), await sees(ben, ada), await sees(cleo, ben)) == (False, False, True)
    assert await behind.count("event") == events


async def test_behind_a_wall_neither_can_follow_mute_or_block_again(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await block(ada, ben.id)
    attempts = [
        (ada, ben, "follow", "targetId"),
        (ben, ada, "follow", "targetId"),
        (ada, ben, "mute", "educatorId"),
        (ben, ada, "mute", "educatorId"),
        (ben, ada, "block", "educatorId"),
        (ben, ada, "unblock", "educatorId"),
    ]
    async with behind.nothing_happens():
        for person, other, mutation, argument in attempts:
            refused = await person.api.perform(mutation, "__typename", **{argument: other.id})
            assert refusal(refused) == ("NOT_FOUND", [argument]), mutation


async def test_who_built_a_wall_finds_it_again(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await block(ada, ben.id)
    query = "{ me { blocks { totalCount nodes { handle } } } }"
    assert (await ada.api.data(query))["me"]["blocks"] == {"totalCount": 1, "nodes": [{"handle": "ben"}]}
    assert (await ben.api.data(query))["me"]["blocks"] == {"totalCount": 0, "nodes": []}


async def test_a_wall_is_built_once(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    first, *others = await asyncio.gather(*(block(ada, ben.id) for _ in range(10)))
    assert (first["__typename"], others) == ("Block", [first] * 9)
    assert await behind.count("block") == 1
    async with behind.nothing_happens():
        assert await block(ada, ben.id) == first


async def test_a_wall_that_is_taken_down_brings_no_follow_back(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await ben.follows(ada.id)
    await block(ada, ben.id)
    assert await unblock(ada, ben.id) == {"__typename": "Unblocked", "educator": {"handle": "ben"}}
    assert (await sees(ada, ben), await sees(ben, ada)) == (True, True)
    assert await behind.count("follow") == 0
    assert (await ben.follows(ada.id))["__typename"] == "Follow"


async def test_two_walls_are_taken_down_one_by_one(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await block(ada, ben.id)
    await behind.connection.execute(
        "INSERT INTO block (id, blocker_id, blocked_id, created_at) VALUES ($1, $1, $2, now())",
        row_id(ben.id),
        row_id(ada.id),
    )
    assert await unblock(ada, ben.id) == {"__typename": "Unblocked", "educator": None}
    assert await sees(ada, ben) is False
    assert await unblock(ben, ada.id) == {"__typename": "Unblocked", "educator": {"handle": "ada"}}
    assert await sees(ada, ben) is True


async def test_a_wall_stands_for_what_comes_next_in_the_same_request(
    network: Network, behind: Behind
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    document = """mutation ($id: ID!) {
        wall: block(input: { educatorId: $id }) { __typename }
        early: follow(input: { targetId: $id }) { __typename }
        door: unblock(input: { educatorId: $id }) { ... on Unblocked { educator { handle } } }
        late: follow(input: { targetId: $id }) { __typename } }"""
    assert await ada.api.data(document, id=ben.id) == {
        "wall": {"__typename": "Block"},
        "early": {"__typename": "Problem"},
        "door": {"educator": {"handle": "ben"}},
        "late": {"__typename": "Follow"},
    }
    assert await behind.count("follow") == 1


@pytest.mark.parametrize("attempt", range(2))
async def test_no_follow_slips_through_a_wall_that_is_being_built(
    network: Network, behind: Behind, attempt: int
) -> None:
    ada = await network.educator("ada")
    others = [await network.educator(f"teacher{n}") for n in range(4)]
    both = [asyncio.gather(other.follows(ada.id), block(ada, other.id)) for other in others]
    answers = [answer["__typename"] for pair in await asyncio.gather(*both) for answer in pair]
    assert answers[1::2] == ["Block"] * 4
    assert set(answers[::2]) <= {"Follow", "Problem"}
    assert (await behind.count("block"), await behind.count("follow")) == (4, 0)


async def test_nobody_blocks_themselves(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        assert refusal(await block(ada, ada.id)) == ("INVALID", ["educatorId"])


async def test_nobody_signed_in_builds_no_wall(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        built = await network.api.perform("block", BLOCK, educatorId=ada.id)
        taken = await network.api.perform("unblock", UNBLOCKED, educatorId=ada.id)
    assert (refusal(built), refusal(taken)) == (("UNAUTHENTICATED", []), ("UNAUTHENTICATED", []))


async def test_who_is_hidden_cannot_be_told_from_who_is_absent(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben", visibility="CONNECTIONS")
    cleo = await network.educator("cleo")
    await block(cleo, ada.id)
    thread = await ada.starts_thread()
    targets = [ben.id, cleo.id, encode_id("Educator", row_id(thread)), thread, "x", ""]
    async with behind.nothing_happens():
        assert [await block(ada, target) for target in targets] == [ABSENT] * 6


async def test_a_wall_that_does_not_stand_cannot_be_taken_down(network: Network, behind: Behind) -> None:
    ada, ben, cleo = [await network.educator(handle) for handle in ("ada", "ben", "cleo")]
    await block(cleo, ada.id)
    await block(ada, ben.id)
    await unblock(ada, ben.id)
    async with behind.nothing_happens():
        targets = [ben.id, cleo.id, ada.id, encode_id("Educator", row_id(ben.id)), "x"]
        refused = [await unblock(ada, target) for target in targets]
    assert [refusal(answer) for answer in refused] == [("NOT_FOUND", ["educatorId"])] * 5
