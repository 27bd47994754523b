"""A wall cuts both ways and everywhere: in other people's threads and on open streams, too."""

import asyncio
import json

import pytest

from tests.network import Network, Person

TAIL = """subscription ($id: ID!, $after: String) { threadEvents(threadId: $id, after: $after) {
    __typename cursor
    ... on PostAdded { post { id } } ... on PostDeleted { postId } ... on AccessRevoked { reason }
    ... on ReactionsChanged { post { reactions { kind count } } } } }"""
NEWS = """subscription { notificationEvents {
    __typename ... on NotificationAdded { notification { kind post { id } } } } }"""
IN_THREAD = """query ($id: ID!) { thread(id: $id) {
    posts { totalCount nodes { id parent { id } reactions { kind count } replies { totalCount } } }
    viewerSubscription { unreadCount } } }"""
SIDES = pytest.mark.parametrize("builder", ["ada", "ben"])
REPLY = "... on Post { id }"


async def react(person: Person, post_id: str) -> None:
    await person.api.perform("react", REPLY, postId=post_id, kind="SUPPORT")


async def build_wall(builder: str, ada: Person, ben: Person) -> None:
    first, second = (ada, ben) if builder == "ada" else (ben, ada)
    assert (await first.blocks(second))["__typename"] == "Block"


@SIDES
async def test_in_a_third_persons_thread_neither_side_is_there_for_the_other(
    network: Network, builder: str
) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    thread = await cem.starts_thread()
    post = await cem.posts(thread)
    await ada.api.perform("markRead", "... on ThreadSubscription { level }", threadId=thread, seq=1)
    bens = await ben.posts(thread, "Ben here", parentId=post["id"])
    cems = await cem.posts(thread, "Dear Ben", parentId=bens["id"])
    await react(ben, post["id"])
    await build_wall(builder, ada, ben)
    seen = (await ada.api.data(IN_THREAD, id=thread))["thread"]
    assert seen == {
        "posts": {
            "totalCount": 2,
            "nodes": [
                {"id": post["id"], "parent": None, "reactions": [], "replies": {"totalCount": 0}},
                {"id": cems["id"], "parent": None, "reactions": [], "replies": {"totalCount": 0}},
            ],
        },
        "viewerSubscription": {"unreadCount": 1},
    }
    assert (await cem.api.data(IN_THREAD, id=thread))["thread"]["posts"]["totalCount"] == 3


@SIDES
async def test_a_third_persons_stream_skips_the_other_side_and_moves_on(
    network: Network, builder: str
) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    thread = await cem.starts_thread()
    post = await cem.posts(thread)
    async with ada.api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        await build_wall(builder, ada, ben)
        hidden = await ben.posts(thread, "Ben here", parentId=post["id"])
        await react(ben, post["id"])
        await ben.api.perform("deletePost", REPLY, postId=hidden["id"])
        shown = await cem.posts(thread)
        assert (await tail.event())["post"]["id"] == shown["id"]
        await react(cem, post["id"])
        assert (await tail.event())["post"]["reactions"] == [{"kind": "SUPPORT", "count": 1}]


@SIDES
async def test_a_replay_keeps_a_place_for_what_the_other_side_did(network: Network, builder: str) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    thread = await cem.starts_thread()
    start = (await ada.api.data(f'{{ thread(id: "{thread}") {{ liveCursor }} }}'))["thread"]["liveCursor"]
    post = await cem.posts(thread)
    hidden = await ben.posts(thread, "Ben here", parentId=post["id"])
    await react(ben, post["id"])
    await ben.api.perform("editPost", REPLY, postId=hidden["id"], body="Ben again")
    await ben.api.perform("deletePost", REPLY, postId=hidden["id"])
    await build_wall(builder, ada, ben)
    async with ada.api.subscribe(TAIL, id=thread, after=start) as tail:
        replayed = [await tail.next() for _ in range(6)]
    kinds = ["PostAdded", *["Heartbeat"] * 4, "CaughtUp"]
    assert [event["__typename"] for event in replayed] == kinds
    assert len({event["cursor"] for event in replayed}) == 5
    document = "query ($id: ID!) { thread(id: $id) { events { nodes { __typename cursor } } } }"
    listed = (await ada.api.data(document, id=thread))["thread"]["events"]["nodes"]
    assert listed == [{name: event[name] for name in ("__typename", "cursor")} for event in replayed[:5]]
    assert hidden["id"] not in json.dumps(replayed)


@SIDES
@pytest.mark.usefixtures("silence")
async def test_a_wall_ends_the_stream_of_a_thread_at_once(network: Network, builder: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    async with ben.api.subscribe(TAIL, id=thread) as tail, ada.api.subscribe(TAIL, id=thread) as own:
        await tail.until("CaughtUp")
        await own.until("CaughtUp")
        await build_wall(builder, ada, ben)
        async with asyncio.timeout(10):
            ended = await tail.event()
        assert (ended["__typename"], ended["reason"]) == ("AccessRevoked", "NOT_VISIBLE")
        assert (await tail.message())["type"] == "complete"
        post = await ada.posts(thread)
        assert (await own.event())["post"]["id"] == post["id"]


@SIDES
async def test_nobody_is_told_of_the_other_side(network: Network, builder: str) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    thread = await cem.starts_thread()
    post = await cem.posts(thread)
    adas = await ada.posts(thread, "Ada here", parentId=post["id"])
    shape = "... on ThreadSubscription { level }"
    await ada.api.perform("setThreadSubscription", shape, threadId=thread, level="WATCHING")
    await build_wall(builder, ada, ben)
    async with ada.api.subscribe(NEWS) as news:
        await news.until("CaughtUp")
        await ben.posts(thread, "Hello @ada", parentId=post["id"])
        refused = await ben.api.perform("follow", "", targetId=ada.id)
        assert refused["code"] == "NOT_FOUND"
        shown = await cem.posts(thread, "Hello @ada", parentId=adas["id"])
        event = await news.event()
        assert event["notification"] == {"kind": "MENTION", "post": {"id": shown["id"]}}
    everything = "{ me { notifications { totalCount nodes { actor { handle } } } } }"
    told = (await ada.api.data(everything))["me"]["notifications"]
    assert told == {"totalCount": 1, "nodes": [{"actor": {"handle": "cem"}}]}


@SIDES
async def test_what_was_told_before_the_wall_is_gone(network: Network, builder: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    await ben.follows(ada.id)
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    await ben.posts(thread, "Hello @ada", parentId=post["id"])
    everything = "{ me { notifications(unreadOnly: true) { totalCount nodes { kind } } } }"
    before = (await ada.api.data(everything))["me"]["notifications"]
    assert before == {"totalCount": 2, "nodes": [{"kind": "MENTION"}, {"kind": "NEW_FOLLOWER"}]}
    await build_wall(builder, ada, ben)
    after = (await ada.api.data(everything))["me"]["notifications"]
    assert after == {"totalCount": 0, "nodes": []}
    read = "... on NotificationsRead { unreadCount }"
    marked = await ada.api.perform("markNotificationsRead", read, ids=[])
    assert marked["unreadCount"] == 0


@SIDES
async def test_follows_end_at_the_wall_and_lists_of_followers_leave_the_other_out(
    network: Network, builder: str
) -> None:
    ada, ben, cem = [await network.educator(name) for name in ("ada", "ben", "cem")]
    for one, other in [(ada, ben), (ben, ada), (ben, cem), (cem, ben)]:
        await one.follows(other.id)
    await build_wall(builder, ada, ben)
    counts = """{ educator(handle: "cem") { followers { totalCount } following { totalCount } }
        educators { totalCount } hits: search(query: "ben") { totalCount nodes { __typename } } }"""
    none = {"totalCount": 0}
    assert await ada.api.data(counts) == {
        "educator": {"followers": none, "following": none},
        "educators": {"totalCount": 2},
        "hits": {"totalCount": 0, "nodes": []},
    }
    mine = '{ educator(handle: "$") { followers { totalCount } following { totalCount } } }'
    ties = {"ada": 0, "ben": 1}
    for person in (ada, ben):
        found = (await person.api.data(mine.replace("$", person.handle)))["educator"]
        expected = {"totalCount": ties[person.handle]}
        assert found == {"followers": expected, "following": expected}
