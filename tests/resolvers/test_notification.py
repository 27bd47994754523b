from collections import Counter
from typing import Any

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person

NEWS = """query ($unread: Boolean!) { me { notifications(unreadOnly: $unread, first: 50) { totalCount nodes {
    id kind count readAt actor { handle } thread { id } post { id body } } } } }"""
READ = "... on NotificationsRead { unreadCount }"


async def news(person: Person, *, unread: bool = False) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await person.api.data(NEWS, unread=unread))["me"]["notifications"][
        "nodes"
    ]
    return listed


async def kinds(person: Person) -> list[tuple[str, int]]:
    return [(row["kind"], row["count"]) for row in await news(person)]


async def listens(person: Person, thread: str, level: str) -> None:
    shape = "... on ThreadSubscription { level }"
    await person.api.perform("setThreadSubscription", shape, threadId=thread, level=level)


async def mutes(person: Person, other: Person, **until: str) -> None:
    muted = await person.api.perform("mute", "... on Mute { id }", educatorId=other.id, **until)
    assert muted["__typename"] == "Mute"


async def test_a_mention_tells_who_named_whom_where(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread, "What would @ben say? And @ben again, and @ada, and @nobody_here?")
    (row,) = await news(ben)
    assert row.pop("id")
    assert row == {
        "kind": "MENTION",
        "count": 1,
        "readAt": None,
        "actor": {"handle": "ada"},
        "thread": {"id": thread},
        "post": {"id": post["id"], "body": post["body"]},
    }
    assert await news(ada) == []
    assert (await behind.events(ben.id), await behind.count("mention")) == (["NOTIFICATION_ADDED"], 1)


async def test_each_is_told_once_for_what_concerns_them_most(network: Network) -> None:
    ada, ben, cleo, dan = [await network.educator(name) for name in ("ada", "ben", "cleo", "dan")]
    thread = await ada.starts_thread()
    for watcher in (ben, cleo, dan):
        await listens(watcher, thread, "WATCHING")
    top = await ada.posts(thread)
    reply = await ben.posts(thread, parentId=top["id"])
    await cleo.posts(thread, "@ben and @ada, and @cleo herself", parentId=reply["id"])
    assert await kinds(ben) == [("MENTION", 1), ("THREAD_POST", 1)]
    assert await kinds(ada) == [("MENTION", 1), ("REPLY", 1)]
    assert await kinds(cleo) == [("THREAD_POST", 2)]
    assert await kinds(dan) == [("THREAD_POST", 3)]


async def test_a_reply_to_ones_own_post_tells_nobody(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    await ada.posts(thread, "And @ada said", parentId=post["id"])
    assert await behind.count("notification") == 0


async def test_levels_say_who_hears_what(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    heard = {}
    for level in ("WATCHING", "TRACKING", "NORMAL", "MUTED"):
        reader = await network.educator(level.lower())
        reply = await reader.posts(thread, parentId=top["id"])
        await listens(reader, thread, level)
        await ada.posts(thread, "To all.")
        await ada.posts(thread, "To you.", parentId=reply["id"])
        await ada.posts(thread, f"To @{reader.handle}.")
        heard[level] = sorted(await kinds(reader))
        await listens(reader, thread, "MUTED")
    concerned = [("MENTION", 1), ("REPLY", 1)]
    assert heard == {
        "WATCHING": [*concerned, ("THREAD_POST", 1)],
        "TRACKING": concerned,
        "NORMAL": concerned,
        "MUTED": [],
    }


async def test_only_who_may_read_the_thread_is_told(network: Network) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    await ben.follows(ada.id)
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    await listens(ben, thread, "WATCHING")
    await ada.posts(thread, "For @ben and @cleo")
    assert (await kinds(ben), await kinds(cleo)) == ([("MENTION", 1)], [])
    await ben.api.perform("unfollow", "... on Unfollowed { __typename }", targetId=ada.id)
    await ada.posts(thread, "Again for @ben, who left")
    await ben.follows(ada.id)
    assert await kinds(ben) == [("MENTION", 1)]


async def test_who_blocked_or_muted_the_writer_is_not_told(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada, ben, cleo, dan = [await network.educator(name) for name in ("ada", "ben", "cleo", "dan")]
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    for reader in (ben, cleo, dan):
        await listens(reader, thread, "WATCHING")
    await ben.blocks(dan)
    await mutes(cleo, dan)
    await mutes(ada, dan, until="2026-03-02T08:05:00Z")
    for body in ("@ada @ben @cleo", "and more"):
        await dan.posts(thread, body, parentId=top["id"])
    assert await behind.count("notification") == 0
    clock.advance(minutes=5)
    await dan.posts(thread, "@ada @ben @cleo", parentId=top["id"])
    assert [await kinds(reader) for reader in (ada, ben, cleo)] == [[("MENTION", 1)], [], []]


async def test_a_block_hides_what_was_told_before(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    await ada.posts(thread, "Hello @ben")
    assert await kinds(ben) == [("MENTION", 1)]
    await ben.blocks(ada)
    assert await kinds(ben) == []
    assert await ben.api.perform("markNotificationsRead", READ) == {
        "__typename": "NotificationsRead",
        "unreadCount": 0,
    }


async def test_the_same_kind_is_grouped_for_a_day_until_it_is_read(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread, other = await ada.starts_thread(), await ada.starts_thread()
    for followed in (thread, other):
        await listens(ben, followed, "WATCHING")
    counts = []
    for hours in (0, 23.9, 0.2):
        clock.advance(hours=hours)
        await ada.signs_in_again()
        post = await ada.posts(thread, f"After {hours}")
        await ben.signs_in_again()
        counts.append([row["count"] for row in await news(ben)])
    assert counts == [[1], [2], [1, 2]]
    assert [row["post"]["body"] for row in await news(ben)] == ["After 0.2", "After 23.9"]
    await ben.api.perform("markNotificationsRead", READ)
    await ada.posts(thread, "After reading")
    await ada.posts(other, "Elsewhere")
    fresh = [(row["count"], row["thread"]["id"]) for row in await news(ben, unread=True)]
    assert fresh == [(1, other), (1, thread)]
    assert Counter(await behind.events(ben.id)) == {"NOTIFICATION_ADDED": 5, "NOTIFICATIONS_READ": 1}
    assert post["seq"] == 3


async def test_mentions_stand_alone_and_replies_gather(network: Network) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    top = await ada.posts(thread := await ada.starts_thread())
    for writer in (ben, cleo):
        await writer.posts(thread, "Yes", parentId=top["id"])
        await writer.posts(thread, "Yes, @ada", parentId=top["id"])
    rows = [(row["kind"], row["count"], row["actor"]["handle"]) for row in await news(ada)]
    assert rows == [("MENTION", 1, "cleo"), ("REPLY", 2, "cleo"), ("MENTION", 1, "ben")]


async def test_of_two_groups_begun_at_once_the_later_grows(network: Network, behind: Behind) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    await ben.follows(ada.id)
    await behind.connection.execute("""
        INSERT INTO notification (id, educator_id, actor_id, kind, count, created_at, updated_at)
        SELECT gen_random_uuid(), educator_id, actor_id, kind, count, created_at, updated_at
        FROM notification""")
    await cleo.follows(ada.id)
    assert sorted(await kinds(ada)) == [("NEW_FOLLOWER", 1), ("NEW_FOLLOWER", 2)]
    assert await behind.events(ada.id) == ["NOTIFICATION_ADDED"] * 2
