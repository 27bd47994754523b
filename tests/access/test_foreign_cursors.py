"""Cursors, ids and keys of somebody else open nothing."""

from uuid import UUID

import pytest

from kit.ids import encode_id
from tests.access.matrix import AUTHORS, VIEWERS, sees
from tests.access.world import World

OUTSIDERS = [viewer for viewer in VIEWERS if viewer != "author"]
NEWS = """subscription ($after: String) { notificationEvents(after: $after) {
    __typename ... on ResyncRequired { reason } } }"""
TAIL = """subscription ($id: ID!, $after: String) { threadEvents(threadId: $id, after: $after) {
    __typename } }"""


@pytest.mark.parametrize("viewer", OUTSIDERS)
async def test_a_cursor_of_somebody_elses_news_opens_nothing(world: World, viewer: str) -> None:
    cursor = (await world.clients["ben"].data("{ me { notificationCursor } }"))["me"]["notificationCursor"]
    client = world.client(viewer, AUTHORS[1])
    async with client.subscribe(NEWS, after=cursor) as tail:
        message = await tail.message()
    if viewer in {"nobody", "tool", "staff_tool"}:
        assert "UNAUTHENTICATED" in str(message)
    else:
        event = {"__typename": "ResyncRequired", "reason": "UNKNOWN_CURSOR"}
        assert message["payload"] == {"data": {"notificationEvents": event}}


@pytest.mark.parametrize("viewer", OUTSIDERS)
async def test_a_cursor_of_another_thread_lists_and_streams_nothing(world: World, viewer: str) -> None:
    client, things = world.client(viewer, AUTHORS[1]), world.things["ben"]
    read = "query ($id: ID!) { thread(id: $id) { liveCursor } }"
    cursor = (await world.clients["ben"].data(read, id=things["thread"]))["thread"]["liveCursor"]
    listed = (
        "query ($id: ID!, $after: String) { thread(id: $id) { events(after: $after) { nodes { cursor } } } }"
    )
    assert await client.codes(listed, id=things["common"], after=cursor) == ["INVALID"]
    async with client.subscribe(TAIL, id=things["common"], after=cursor) as tail:
        assert (await tail.next())["__typename"] == "ResyncRequired"


@pytest.mark.parametrize("viewer", OUTSIDERS)
async def test_marking_somebody_elses_news_as_read_changes_nothing(world: World, viewer: str) -> None:
    unread = "{ me { notifications(unreadOnly: true) { totalCount } } }"
    before = await world.clients["ada"].data(unread)
    theirs = world.things["ada"]["notification"]
    shape = "... on NotificationsRead { unreadCount } ... on Problem { code }"
    answers = [
        await world.client(viewer, AUTHORS[0]).perform("markNotificationsRead", shape, ids=[text])
        for text in (theirs, encode_id("Notification", UUID(int=7)))
    ]
    assert answers[0] == answers[1]
    assert await world.clients["ada"].data(unread) == before
    assert before["me"]["notifications"]["totalCount"] > 0


@pytest.mark.parametrize("viewer", OUTSIDERS)
async def test_an_idempotency_key_recalls_nothing_of_somebody_else(world: World, viewer: str) -> None:
    given = {"threadId": world.things["ada"]["thread"], "seq": 0, "idempotencyKey": "same"}
    shape = "... on ThreadSubscription { thread { id } }"
    own = await world.clients["ada"].perform("markRead", shape, **given)
    assert own["thread"] == {"id": given["threadId"]}
    if not sees(viewer, "thread", AUTHORS[0]):
        other = await world.client(viewer, AUTHORS[0]).perform("markRead", shape, **given)
        assert other["code"] in {"NOT_FOUND", "UNAUTHENTICATED"}
