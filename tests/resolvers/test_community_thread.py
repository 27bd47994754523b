import asyncio
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind
from tests.communities import joins, leaves, starts
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.problems import refusal
from tests.resolvers.test_enrolling import enrolls
from tests.resolvers.test_flag import reports
from tests.resolvers.test_hiding import moderator
from tests.resolvers.test_judging import judges
from tests.roadmaps import offers

THREAD = """... on Thread { id title visibility community { slug } goal { title } enrollment { id } }"""
TAIL = """subscription ($id: ID!) { threadEvents(threadId: $id) { __typename
    ... on PostAdded { post { body } } ... on AccessRevoked { reason } } }"""


class World(NamedTuple):
    """Ada's listed community with Ben in it; Cleo is not."""

    ada: Person
    ben: Person
    cleo: Person
    community: str

    async def begins(self, person: Person, **more: Any) -> Any:
        given = {"communityId": self.community, "title": "Our bells", **more}
        return await person.api.perform("createThread", THREAD, **given)


@pytest.fixture
async def world(network: Network) -> World:
    ada, ben, cleo = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))
    community = await starts(ada, visibility="LISTED")
    await joins(ben, community)
    return World(ada, ben, cleo, community)


async def test_a_thread_of_a_listed_community_is_for_its_members(world: World, behind: Behind) -> None:
    made = await world.begins(world.ben)
    assert made == {
        "__typename": "Thread",
        "id": made["id"],
        "title": "Our bells",
        "visibility": "COMMUNITY",
        "community": {"slug": "quiet-starts"},
        "goal": None,
        "enrollment": None,
    }
    query = """query ($id: ID!) { thread(id: $id) { id } threads { totalCount }
        search(query: "bells") { totalCount }
        community(slug: "quiet-starts") { threads { nodes { id } } } }"""
    for person, is_shown in ((world.ada, True), (world.ben, True), (world.cleo, False)):
        found = await person.api.data(query, id=made["id"])
        assert (found["thread"] is not None) is is_shown
        assert found["threads"]["totalCount"] == found["search"]["totalCount"] == int(is_shown)
        assert len(found["community"]["threads"]["nodes"]) == int(is_shown)
    assert (await behind.events(world.community))[-1] == "COMMUNITY_THREAD_CHANGED"
    async with behind.nothing_happens():
        for visibility in ("PUBLIC", "MEMBERS", "FOLLOWERS"):
            assert refusal(await world.begins(world.ben, visibility=visibility)) == (
                "INVALID",
                ["visibility"],
            )
            update = {"threadId": made["id"], "visibility": visibility}
            changed = await world.ben.api.perform("updateThread", THREAD, **update)
            assert refusal(changed) == ("INVALID", ["visibility"])
        assert refusal(await world.begins(world.cleo)) == ("FORBIDDEN", [])
        alone = await world.ben.api.perform("createThread", THREAD, title="x", visibility="COMMUNITY")
        assert refusal(alone) == ("INVALID", ["visibility"])


async def test_only_members_reply_and_who_leaves_hears_nothing_more(world: World, behind: Behind) -> None:
    made = await world.begins(world.ada)
    post = await world.ada.posts(made["id"])
    await world.ben.posts(made["id"], "Me too.", parentId=post["id"])
    async with world.ben.api.subscribe(TAIL, id=made["id"]) as tail:
        assert await tail.until("CaughtUp") == []
        await leaves(world.ben, world.community)
        await world.ada.posts(made["id"], "Again.")
        last = await tail.event()
        assert last == {"__typename": "AccessRevoked", "reason": "NOT_VISIBLE"}
    async with behind.nothing_happens():
        given = {"threadId": made["id"], "kind": "REPLY", "body": "x", "parentId": post["id"]}
        refused = await world.ben.api.perform("addPost", "... on Post { id }", **given)
        assert refusal(refused) == ("NOT_FOUND", ["threadId"])


async def test_in_a_public_community_guests_read_and_members_write(world: World, behind: Behind) -> None:
    given = {"communityId": world.community, "visibility": "PUBLIC"}
    await world.ada.api.perform("updateCommunity", "... on Community { id }", **given)
    made = await world.begins(world.ben)
    assert made["visibility"] == "PUBLIC"
    post = await world.ben.posts(made["id"])
    found = await world.cleo.api.data("query ($id: ID!) { thread(id: $id) { id } }", id=made["id"])
    assert found["thread"] is not None
    async with behind.nothing_happens():
        given = {"threadId": made["id"], "kind": "REPLY", "body": "x", "parentId": post["id"]}
        refused = await world.cleo.api.perform("addPost", "... on Post { id }", **given)
        assert refusal(refused) == ("FORBIDDEN", [])


async def test_a_thread_documents_a_goal_and_a_way_of_its_author(world: World, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    goal = {"title": "Calmer", "focus": "ENGAGEMENT"}
    made = await world.ben.api.perform("createGoal", "... on Goal { id }", **goal)
    way = await enrolls(world.ben, await offers(world.ada), visibility="PUBLIC")
    given = {"title": "My way", "goalId": made["id"], "enrollmentId": way["id"]}
    thread = await world.ben.api.perform("createThread", THREAD, **given)
    assert (thread["goal"], thread["enrollment"]) == ({"title": "Calmer"}, {"id": way["id"]})
    async with behind.nothing_happens():
        for argument in ("goalId", "enrollmentId"):
            theirs = {"title": "Mine", argument: given[argument]}
            refused = await world.ada.api.perform("createThread", THREAD, **theirs)
            assert refusal(refused) == ("NOT_FOUND", [argument])


async def test_a_hidden_thread_is_its_authors_and_the_moderators_alone(world: World) -> None:
    thread = await world.ada.starts_thread("Buy my bells")
    async with world.ben.api.subscribe(TAIL, id=thread) as tail:
        assert await tail.until("CaughtUp") == []
        await world.cleo.api.perform("flag", "... on Flag { id }", targetId=thread, reason="PUPIL_DATA")
        last = await tail.event()
        assert last == {"__typename": "AccessRevoked", "reason": "NOT_VISIBLE"}
    query = "query ($id: ID!) { thread(id: $id) { id } }"
    shown = [(await person.api.data(query, id=thread))["thread"] for person in (world.ada, world.ben)]
    assert shown == [{"id": thread}, None]


LOCKED = "... on Thread { status version }"


async def test_who_looks_after_a_community_locks_its_threads(world: World, behind: Behind) -> None:
    ada, ben = world.ada, world.ben
    made = {"threadId": (await world.begins(ben))["id"]}
    async with behind.nothing_happens():
        refused = await ben.api.perform("lockThread", LOCKED, **made, reason="Mine")
        assert refusal(refused) == ("FORBIDDEN", [])
        too_long = await ada.api.perform("lockThread", LOCKED, **made, reason="x" * 501)
        assert refusal(too_long) == ("INVALID", ["reason"])
    lock = {**made, "reason": "It went round in circles."}
    locked = await ada.api.perform("lockThread", LOCKED, **lock)
    assert locked == {"__typename": "Thread", "status": "LOCKED", "version": 2}
    async with behind.nothing_happens():
        assert await ada.api.perform("lockThread", LOCKED, **lock) == locked
        refused = await ben.api.perform("addPost", "... on Post { id }", **made, kind="INSIGHT", body="x")
        assert refusal(refused) == ("INVALID_TRANSITION", [])
        assert refusal(await ben.api.perform("unlockThread", LOCKED, **made)) == ("FORBIDDEN", [])
    opened = await ada.api.perform("unlockThread", LOCKED, **made)
    assert opened == {"__typename": "Thread", "status": "OPEN", "version": 3}
    async with behind.nothing_happens():
        assert await ada.api.perform("unlockThread", LOCKED, **made) == opened
    log = """query ($id: ID!) { node(id: $id) { ... on Community { log { nodes {
        kind detail reason educator { handle } } } } } }"""
    of = {"detail": "Our bells", "educator": {"handle": "ben"}}
    assert (await ben.api.data(log, id=world.community))["node"]["log"]["nodes"] == [
        {"kind": "THREAD_UNLOCKED", "reason": None, **of},
        {"kind": "THREAD_LOCKED", "reason": "It went round in circles.", **of},
    ]
    assert (await behind.events(made["threadId"])) == ["THREAD_CHANGED"] * 2


async def test_a_concluded_thread_is_concluded_again_when_it_is_unlocked(world: World) -> None:
    made = {"threadId": (await world.begins(world.ben))["id"]}
    await world.ben.api.perform("concludeThread", LOCKED, **made)
    await world.ada.api.perform("lockThread", LOCKED, **made, reason="For now")
    opened = await world.ada.api.perform("unlockThread", LOCKED, **made)
    assert opened == {"__typename": "Thread", "status": "CONCLUDED", "version": 4}


async def test_what_the_network_locked_stays_locked(world: World, network: Network, behind: Behind) -> None:
    made = {"threadId": (await world.begins(world.ben))["id"]}
    judge = await moderator(network, behind)
    flag = await reports(world.ada, made["threadId"])
    done = await judges(judge, "actOnFlag", flag, action="LOCK", reason="Advertising")
    assert done["status"] == "ACTIONED"
    async with behind.nothing_happens():
        refused = await world.ada.api.perform("unlockThread", LOCKED, **made)
        assert refusal(refused) == ("CONFLICT", ["threadId"])


async def test_a_thread_in_no_community_is_nobody_s_to_lock(world: World, behind: Behind) -> None:
    made = {"threadId": await world.ada.starts_thread()}
    async with behind.nothing_happens():
        for mutation, more in (("lockThread", {"reason": "Mine"}), ("unlockThread", {})):
            refused = await world.ada.api.perform(mutation, LOCKED, **made, **more)
            assert refusal(refused) == ("FORBIDDEN", [])


async def test_who_looks_after_a_community_deletes_posts_and_members_see_why(
    world: World, behind: Behind
) -> None:
    made = await world.begins(world.ben)
    post = await world.ben.posts(made["id"])
    given = {"postId": post["id"], "reason": "It names a pupil."}
    shape = "... on Post { body deletedAt }"
    gone = await world.ada.api.perform("deletePost", shape, **given)
    assert (gone["body"], gone["deletedAt"] is None) == (None, False)
    async with behind.nothing_happens():
        again = await world.ada.api.perform("deletePost", shape, **given)
        assert refusal(again) == ("INVALID_TRANSITION", [])
    sql = "SELECT kind, detail, reason FROM community_action"
    rows = [tuple(row) for row in await behind.connection.fetch(sql)]
    assert rows == [("POST_DELETED", "Our bells", "It names a pupil.")]
