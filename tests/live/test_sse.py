"""The same streams as Server-Sent Events, and as an ordinary query."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from resolvers.context import Platform
from tests.events.test_stream import NOTIFIED, TAIL, cursor_of
from tests.live.test_stop import HEAVY, LONG
from tests.network import Network, Person

PAGE = """query ($id: ID!, $after: String, $first: Int) { thread(id: $id) {
    events(after: $after, first: $first) { nodes { __typename cursor ... on PostAdded { post { seq } } }
    pageInfo { hasNextPage endCursor } } } }"""


@pytest.fixture
async def ada(network: Network) -> Person:
    return await network.educator("ada")


Frame = dict[str, Any]


@asynccontextmanager
async def frames(
    person: Person, query: str, headers: dict[str, str] | None = None, **variables: Any
) -> AsyncIterator[AsyncIterator[Frame]]:
    """The frames of a stream: their `id`, `event` and `data`."""

    async def parsed() -> AsyncIterator[Frame]:
        frame: Frame = {}
        async for line in stream.aiter_lines():
            name, _, value = line.partition(": ")
            if line and name:
                frame[name] = json.loads(value) if name == "data" and value else value
            elif not line and frame:
                yield frame
                frame = {}

    body = {"query": query, "variables": variables}
    accept = {"accept": "text/event-stream", **(headers or {})}
    async with person.api.http.stream("POST", "/graphql", json=body, headers=accept) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield parsed()


def event_of(frame: Frame) -> Any:
    assert frame["event"] == "next", frame
    (event,) = frame["data"]["data"].values()
    return event


async def test_a_frames_id_is_the_cursor_and_last_event_id_resumes(ada: Person) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    for _ in range(3):
        await ada.posts(thread)
    async with frames(ada, TAIL, id=thread, after=start) as stream:
        seen = [await anext(stream) for _ in range(4)]
    events = [event_of(frame) for frame in seen]
    assert [event["__typename"] for event in events] == ["PostAdded"] * 3 + ["CaughtUp"]
    assert [frame["id"] for frame in seen] == [event["cursor"] for event in events]
    # A browser repeats the request it began with; where it has got to says the header.
    last = {"last-event-id": seen[0]["id"]}
    async with frames(ada, TAIL, last, id=thread, after=start) as stream:
        assert [event_of(await anext(stream))["post"]["seq"] for _ in range(2)] == [2, 3]
        assert event_of(await anext(stream))["__typename"] == "CaughtUp"
        await ada.posts(thread)
        while (event := event_of(await anext(stream)))["__typename"] == "Heartbeat":
            pass
        assert event["post"]["seq"] == 4


async def test_a_stream_that_ends_by_itself_is_complete(ada: Person) -> None:
    thread = await ada.starts_thread()
    async with frames(ada, TAIL, id=thread, after="nonsense") as stream:
        assert event_of(await anext(stream))["reason"] == "UNKNOWN_CURSOR"
        assert (await anext(stream))["event"] == "complete"
        with pytest.raises(StopAsyncIteration):
            await anext(stream)


async def test_a_reader_that_goes_leaves_no_listener_behind(ada: Person, platform: Platform) -> None:
    thread = await ada.starts_thread()
    for _ in range(10):
        async with frames(ada, TAIL, id=thread) as stream:
            assert event_of(await anext(stream))["__typename"] == "CaughtUp"
            assert platform.hub.subscribers >= 1
    async with asyncio.timeout(30):
        await platform.hub._all_gone.wait()
    assert platform.hub.streams == 0


async def test_a_reader_that_went_while_it_was_written_to_leaves_no_listener_behind(
    ada: Person, platform: Platform
) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    for _ in range(40):
        await ada.posts(thread, LONG)
    body = json.dumps({"query": HEAVY, "variables": {"id": thread, "after": start}})
    reader, writer = await asyncio.open_connection(*ada.api.address.split(":"), limit=1024)
    writer.write(
        "POST /graphql HTTP/1.1\r\nHost: menteo\r\nContent-Type: application/json\r\n"
        f"Accept: text/event-stream\r\nAuthorization: Bearer {ada.api.token}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
    )
    while not (await reader.readline()).startswith(b"id: "):
        pass
    assert platform.hub.subscribers == 1
    writer.transport.abort()
    async with asyncio.timeout(30):
        await platform.hub._all_gone.wait()


async def test_notifications_come_over_sse_too(network: Network, ada: Person) -> None:
    ben = await network.educator("ben")
    async with frames(ada, NOTIFIED) as stream:
        assert event_of(await anext(stream))["__typename"] == "CaughtUp"
        await ben.follows(ada.id)
        while (event := event_of(await anext(stream)))["__typename"] == "Heartbeat":
            pass
        assert event["notification"]["kind"] == "NEW_FOLLOWER"


async def test_an_ordinary_query_gives_the_same_events_page_by_page(ada: Person) -> None:
    thread = await ada.starts_thread()
    start = await cursor_of(ada, thread)
    for _ in range(5):
        await ada.posts(thread)
    await ada.api.perform("concludeThread", "... on Thread { id }", threadId=thread)
    async with ada.api.subscribe(TAIL, id=thread, after=start) as tail:
        streamed = await tail.until("CaughtUp")
    paged: list[Any] = []
    after, more = start, True
    while more:
        answer = await ada.api.data(PAGE, id=thread, after=after, first=4)
        page = answer["thread"]["events"]
        paged += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert len(streamed) == 6
    assert paged == streamed
    assert (await ada.api.data(PAGE, id=thread, after=after))["thread"]["events"]["nodes"] == []
    assert await ada.api.codes(PAGE, id=thread, after="nonsense") == ["INVALID"]
