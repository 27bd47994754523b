"""What a subscriber gets over its socket, from which cursor."""

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

import asyncpg
import pytest

from events.tail import FARTHEST_BEHIND
from kit.cursors import LiveCursor, encode_live_cursor
from kit.ids import decode_id
from resolvers.context import Platform
from tests.network import Network, Person

TAIL = """subscription ($id: ID!, $after: String) { threadEvents(threadId: $id, after: $after) {
    __typename cursor ... on PostAdded { post { seq } } ... on ResyncRequired { reason } } }"""
SNAPSHOT = "query ($id: ID!) { thread(id: $id) { liveCursor } }"
NOTIFIED = """subscription ($after: String) { notificationEvents(after: $after) {
    __typename cursor ... on NotificationAdded { notification { kind } } } }"""

MakeCursor = Callable[[Platform, LiveCursor], str]


@pytest.fixture
async def ada(network: Network) -> Person:
    return await network.educator("ada")


async def cursor_of(person: Person, thread: str) -> str:
    cursor: str = (await person.api.data(SNAPSHOT, id=thread))["thread"]["liveCursor"]
    return cursor


def stream_of(thread: str) -> UUID:
    decoded = decode_id(thread)
    assert decoded is not None
    return decoded.id


async def test_without_a_cursor_a_stream_begins_now(ada: Person) -> None:
    thread = await ada.starts_thread()
    await ada.posts(thread)
    async with ada.api.subscribe(TAIL, id=thread) as tail:
        assert await tail.until("CaughtUp") == []
        await ada.posts(thread)
        assert (await tail.event())["post"]["seq"] == 2


async def test_after_a_cursor_comes_what_was_missed_then_once_caught_up_then_what_happens(
    ada: Person,
) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    for _ in range(3):
        await ada.posts(thread)
    async with ada.api.subscribe(TAIL, id=thread, after=start) as tail:
        assert [event["post"]["seq"] for event in await tail.until("CaughtUp")] == [1, 2, 3]
        for seq in (4, 5):
            await ada.posts(thread)
            assert (await tail.event())["post"]["seq"] == seq


async def test_in_silence_a_heartbeat_carries_the_cursor_to_go_on_from(ada: Person) -> None:
    thread = await ada.starts_thread()
    await ada.posts(thread)
    async with ada.api.subscribe(TAIL, id=thread) as tail:
        caught_up, *beats = [await tail.next() for _ in range(3)]
    assert [beat["__typename"] for beat in beats] == ["Heartbeat", "Heartbeat"]
    assert {beat["cursor"] for beat in beats} == {caught_up["cursor"], await cursor_of(ada, thread)}
    await ada.posts(thread)
    async with ada.api.subscribe(TAIL, id=thread, after=beats[0]["cursor"]) as tail:
        assert [event["post"]["seq"] for event in await tail.until("CaughtUp")] == [2]


@pytest.mark.parametrize(
    ("reason", "make"),
    [
        ("UNKNOWN_CURSOR", lambda *_: "tampered"),
        ("UNKNOWN_CURSOR", lambda platform, place: flipped(encode_live_cursor(platform.keys, place))),
        (
            "UNKNOWN_CURSOR",
            lambda platform, place: encode_live_cursor(platform.keys, place._replace(stream_id=uuid4())),
        ),
        (
            "DATABASE_RESTORED",
            lambda platform, place: encode_live_cursor(platform.keys, place._replace(epoch=uuid4())),
        ),
        (
            "DATABASE_RESTORED",
            lambda platform, place: encode_live_cursor(platform.keys, place._replace(seq=99)),
        ),
    ],
    ids=["no cursor", "changed", "of another stream", "of another epoch", "from the future"],
)
async def test_a_cursor_that_does_not_fit_ends_in_resync(
    ada: Person, platform: Platform, reason: str, make: MakeCursor
) -> None:
    thread = await ada.starts_thread()
    await ada.posts(thread)
    place = LiveCursor(platform.hub.epoch, stream_of(thread), 1)
    async with ada.api.subscribe(TAIL, id=thread, after=make(platform, place)) as tail:
        event = await tail.next()
        assert (event["__typename"], event["reason"]) == ("ResyncRequired", reason)
        assert (await tail.message())["type"] == "complete"


def flipped(cursor: str) -> str:
    """The same cursor with one character of its body changed."""
    return cursor[:40] + ("A" if cursor[40] != "A" else "B") + cursor[41:]


async def test_a_cursor_of_ones_notifications_is_none_of_a_thread(ada: Person) -> None:
    thread = await ada.starts_thread()
    cursor = (await ada.api.data("{ me { notificationCursor } }"))["me"]["notificationCursor"]
    async with ada.api.subscribe(TAIL, id=thread, after=cursor) as tail:
        assert (await tail.next())["reason"] == "UNKNOWN_CURSOR"


async def test_events_that_retention_took_are_not_skipped_but_told(
    ada: Person, connection: asyncpg.Connection
) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    for _ in range(3):
        await ada.posts(thread)
    await connection.execute("DELETE FROM event WHERE stream_id = $1 AND seq <= 2", stream_of(thread))
    async with ada.api.subscribe(TAIL, id=thread, after=start) as tail:
        assert (await tail.next())["reason"] == "CURSOR_EXPIRED"
        assert (await tail.message())["type"] == "complete"


async def test_who_is_hopelessly_behind_fetches_anew(
    ada: Person, append: Callable[[UUID, int], Awaitable[None]]
) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    await append(stream_of(thread), FARTHEST_BEHIND + 1)
    async with ada.api.subscribe(TAIL, id=thread, after=start) as tail:
        assert (await tail.next())["reason"] == "TOO_FAR_BEHIND"


async def test_notifications_are_a_stream_like_any_other(network: Network, ada: Person) -> None:
    ben = await network.educator("ben")
    start = (await ada.api.data("{ me { notificationCursor } }"))["me"]["notificationCursor"]
    await ben.follows(ada.id)
    async with ada.api.subscribe(NOTIFIED, after=start) as news:
        assert [event["notification"]["kind"] for event in await news.until("CaughtUp")] == ["NEW_FOLLOWER"]
        thread = await ada.starts_thread()
        post = await ada.posts(thread)
        await ben.posts(thread, parentId=post["id"])
        event = await news.event()
        assert (event["__typename"], event["notification"]["kind"]) == ("NotificationAdded", "REPLY")
        await ada.api.perform("markNotificationsRead", "... on NotificationsRead { __typename }")
        assert (await news.event())["__typename"] == "NotificationsMarkedRead"
