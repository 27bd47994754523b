import asyncio
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind
from tests.communities import joins, leaves, starts
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.problems import refusal

CHALLENGE = """... on Challenge { id title description closedAt version facingCount solvedCount
    topic { slug } author { handle } community { slug } viewerMark { stance note }
    marks { totalCount nodes { stance note educator { handle } } } }"""


class World(NamedTuple):
    """Ada's community with Ben and Cleo in it; Dan is not."""

    ada: Person
    ben: Person
    cleo: Person
    dan: Person
    community: str

    async def shares(self, person: Person, **more: Any) -> Any:
        given = {"communityId": self.community, "title": "Nobody listens", **more}
        return await person.api.perform("createChallenge", CHALLENGE, **given)


async def marks(person: Person, challenge_id: str, stance: str | None, **more: Any) -> Any:
    given = {"challengeId": challenge_id, "stance": stance, **more}
    return await person.api.perform("markChallenge", CHALLENGE, **given)


@pytest.fixture
async def world(network: Network, behind: Behind) -> World:
    await add_topics(behind.connection, "art")
    ada, ben, cleo, dan = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo", "dan")))
    community = await starts(ada, visibility="LISTED")
    for person in (ben, cleo):
        await joins(person, community)
    return World(ada, ben, cleo, dan, community)


async def test_peers_find_each_other_by_a_challenge(world: World, behind: Behind) -> None:
    made = await world.shares(world.ben, description="In the **last** lesson.", topic="art")
    assert made == {
        "__typename": "Challenge",
        "id": made["id"],
        "title": "Nobody listens",
        "description": "In the **last** lesson.",
        "closedAt": None,
        "version": 1,
        "facingCount": 0,
        "solvedCount": 0,
        "topic": {"slug": "art"},
        "author": {"handle": "ben"},
        "community": {"slug": "quiet-starts"},
        "viewerMark": None,
        "marks": {"totalCount": 0, "nodes": []},
    }
    await marks(world.ben, made["id"], "FACING")
    solved = await marks(world.cleo, made["id"], "SOLVED", note="A bell.")
    assert (solved["facingCount"], solved["solvedCount"]) == (1, 1)
    assert solved["viewerMark"] == {"stance": "SOLVED", "note": "A bell."}
    assert solved["marks"]["nodes"] == [
        {"stance": "FACING", "note": None, "educator": {"handle": "ben"}},
        {"stance": "SOLVED", "note": "A bell.", "educator": {"handle": "cleo"}},
    ]
    news = await world.ben.api.data(
        "{ me { notifications { nodes { kind actor { handle } community { slug } } } } }"
    )
    assert news["me"]["notifications"]["nodes"] == [
        {"kind": "CHALLENGE_SOLVED", "actor": {"handle": "cleo"}, "community": {"slug": "quiet-starts"}}
    ]
    async with behind.nothing_happens():
        assert await marks(world.cleo, made["id"], "SOLVED", note="A bell.") == solved
    gone = await marks(world.cleo, made["id"], None)
    assert (gone["solvedCount"], gone["viewerMark"]) == (0, None)
    async with behind.nothing_happens():
        await marks(world.cleo, made["id"], None)
    again = await marks(world.ben, made["id"], "SOLVED")
    back = await marks(world.ben, made["id"], "FACING", note="After all.")
    assert (again["solvedCount"], back["solvedCount"], back["facingCount"]) == (1, 0, 1)


async def test_only_members_share_mark_and_read_what_is_listed_alone(world: World, behind: Behind) -> None:
    made = await world.shares(world.ben)
    async with behind.nothing_happens():
        assert refusal(await world.shares(world.dan)) == ("FORBIDDEN", [])
        assert refusal(await marks(world.dan, made["id"], "FACING")) == ("NOT_FOUND", ["challengeId"])
        assert refusal(await world.shares(world.ben, title="")) == ("INVALID", ["title"])
        assert refusal(await world.shares(world.ben, topic="nothing")) == ("INVALID", ["topic"])
        long = await marks(world.ben, made["id"], "FACING", note="x" * 501)
        assert refusal(long) == ("INVALID", ["note"])
    await leaves(world.ben, world.community)
    async with behind.nothing_happens():
        assert refusal(await marks(world.ben, made["id"], "FACING")) == ("NOT_FOUND", ["challengeId"])


async def test_where_moderators_post_only_they_share_challenges(world: World, behind: Behind) -> None:
    given = {"communityId": world.community, "postingPolicy": "MODERATORS"}
    await world.ada.api.perform("updateCommunity", "... on Community { id }", **given)
    async with behind.nothing_happens():
        assert refusal(await world.shares(world.ben)) == ("FORBIDDEN", [])
    assert (await world.shares(world.ada))["__typename"] == "Challenge"


async def test_a_challenge_is_reworded_by_who_described_it(world: World, behind: Behind) -> None:
    made = await world.shares(world.ben, topic="art")
    given = {"challengeId": made["id"]}

    async def rewords(person: Person, **more: Any) -> Any:
        return await person.api.perform("updateChallenge", CHALLENGE, **given, **more)

    async with behind.nothing_happens():
        assert await rewords(world.ben, title="Nobody listens") == made
        assert refusal(await rewords(world.ada, title="Mine")) == ("FORBIDDEN", [])
        old = await rewords(world.ben, title="New", expectedVersion=9)
        assert refusal(old) == ("CONFLICT", ["expectedVersion"])
    changed = await rewords(world.ben, title="Few listen", topic=None, expectedVersion=1)
    assert (changed["title"], changed["topic"], changed["version"]) == ("Few listen", None, 2)


async def test_a_closed_challenge_is_faced_by_nobody_new(world: World, behind: Behind) -> None:
    made = await world.shares(world.ben)
    given = {"challengeId": made["id"], "reason": "Settled."}
    async with behind.nothing_happens():
        refused = await world.cleo.api.perform("closeChallenge", CHALLENGE, **given)
        assert refusal(refused) == ("FORBIDDEN", [])
    closed = await world.ada.api.perform("closeChallenge", CHALLENGE, **given)
    assert closed["closedAt"] is not None
    async with behind.nothing_happens():
        assert await world.ben.api.perform("closeChallenge", CHALLENGE, **given) == closed
        assert refusal(await marks(world.cleo, made["id"], "FACING")) == ("INVALID_TRANSITION", [])
        reworded = await world.ben.api.perform(
            "updateChallenge", CHALLENGE, challengeId=made["id"], title="x"
        )
        assert refusal(reworded) == ("INVALID_TRANSITION", [])
    assert (await marks(world.cleo, made["id"], "SOLVED"))["solvedCount"] == 1
    query = """query ($open: Boolean) { community(slug: "quiet-starts") {
        challenges(open: $open) { totalCount } log { nodes { kind detail reason educator { handle } } } } }"""
    counts = [
        (await world.cleo.api.data(query, open=open))["community"]["challenges"]["totalCount"]
        for open in (None, True, False)
    ]
    assert counts == [1, 0, 1]
    assert (await world.cleo.api.data(query))["community"]["log"]["nodes"] == [
        {
            "kind": "CHALLENGE_CLOSED",
            "detail": "Nobody listens",
            "reason": "Settled.",
            "educator": {"handle": "ben"},
        }
    ]


async def test_a_wall_hides_challenges_and_who_stands_to_them(world: World) -> None:
    by_ben, by_ada = await world.shares(world.ben), await world.shares(world.ada, title="Too loud")
    for person in (world.ben, world.cleo):
        await marks(person, by_ada["id"], "FACING")
    await world.cleo.blocks(world.ben)
    listed = "challenges { nodes { id marks { nodes { educator { handle } } } } }"
    query = f'{{ community(slug: "quiet-starts") {{ {listed} }} }}'
    shown = (await world.cleo.api.data(query))["community"]["challenges"]["nodes"]
    assert shown == [{"id": by_ada["id"], "marks": {"nodes": [{"educator": {"handle": "cleo"}}]}}]
    found = await world.cleo.api.data("query ($id: ID!) { node(id: $id) { id } }", id=by_ben["id"])
    assert found == {"node": None}


async def test_a_reported_challenge_is_hidden_from_all_but_its_author(world: World, behind: Behind) -> None:
    made = await world.shares(world.ben)
    await world.cleo.api.perform("flag", "... on Flag { id }", targetId=made["id"], reason="PUPIL_DATA")
    query = '{ community(slug: "quiet-starts") { challenges { totalCount } } }'
    counts = [
        (await person.api.data(query))["community"]["challenges"]["totalCount"]
        for person in (world.ada, world.ben, world.cleo)
    ]
    assert counts == [0, 1, 0]
    assert (await behind.events(world.community))[-2:] == ["CHALLENGE_CHANGED", "CHALLENGE_CHANGED"]


async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    world: World, behind: Behind
) -> None:
    async def twice(mutation: str, **given: Any) -> Any:
        given["idempotencyKey"] = mutation
        first = await world.ben.api.perform(mutation, CHALLENGE, **given)
        assert first["__typename"] == "Challenge", first
        async with behind.nothing_happens():
            assert await world.ben.api.perform(mutation, CHALLENGE, **given) == first
            other = {name: "another" for name in given if name.endswith("Id")}
            refused = await world.ben.api.perform(mutation, CHALLENGE, **{**given, **other})
        assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
        return first

    made = await twice("createChallenge", communityId=world.community, title="Once")
    there = {"challengeId": made["id"]}
    await twice("updateChallenge", **there, title="Once more")
    await twice("markChallenge", **there, stance="FACING")
    await twice("closeChallenge", **there)
