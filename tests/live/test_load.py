"""Many writers, many readers whose sockets are cut: nothing lost, nothing twice, in order."""

import asyncio
from collections.abc import Sequence
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx
import pytest

from resolvers.context import Platform
from tests.live.reader import Reader
from tests.network import Network, Person

ADD = """mutation ($input: AddPostInput!) { addPost(input: $input) { __typename ... on Post { seq } } }"""
SNAPSHOT = "query ($id: ID!) { thread(id: $id) { liveCursor } }"
BUSY = "UNAVAILABLE"


async def write(person: Person, thread_id: str, count: int, **more: str) -> list[int]:
    """The numbers of so many posts, one after the other; a busy server is asked again with the same key."""
    numbers = []
    for _ in range(count):
        arguments = {"threadId": thread_id, "body": "Tried it today.", "idempotencyKey": str(uuid4()), **more}
        body = {"query": ADD, "variables": {"input": arguments}}
        while (answer := await sent(person.api.http, body)) is None:  # noqa: ASYNC110 - a pause, no wait
            # "Try again shortly", a busy server says.
            await asyncio.sleep(0.3)
        post = answer["addPost"]
        assert post["__typename"] == "Post", post
        numbers.append(post["seq"])
    return numbers


async def sent(http: httpx.AsyncClient, body: dict[str, Any]) -> Any:
    """The data of the answer; None when the server is busy, or closed an idle connection just then."""
    try:
        answer = (await http.post("/graphql", json=body)).json()
    except httpx.TransportError:
        return None
    if "errors" in answer:
        assert answer["errors"][0]["extensions"]["code"] == BUSY, answer
        return None
    return answer["data"]


async def cursor_of(person: Person, thread_id: str) -> str:
    """Where the thread's stream stands."""
    cursor: str = (await person.api.data(SNAPSHOT, id=thread_id))["thread"]["liveCursor"]
    return cursor


def report(name: str, readers: Sequence[Reader], writers: int, posts: int, began: float) -> None:
    """Print the figures of a run."""
    received = sum(len(reader.events) for reader in readers)
    lost = sum(
        len(set(range(reader.posts[0], reader.posts[-1] + 1)) - set(reader.posts)) for reader in readers
    )
    print(  # noqa: T201 - figures for whoever runs it with -s
        f"\n{name}: {writers} writers, {posts} posts, {len(readers)} readers, {received} events received, "
        f"{sum(reader.cuts for reader in readers)} cuts, {lost} lost, "
        f"{sum(reader.repeats for reader in readers)} repeated on the wire, {perf_counter() - began:.1f} s"
    )


@pytest.mark.parametrize(("writers", "each"), [(16, 20)])
async def test_16_writers_into_one_thread_reach_every_reader_once_and_in_order(
    network: Network, platform: Platform, writers: int, each: int
) -> None:
    author = await network.educator("author")
    people = [await network.educator(f"writer_{n}") for n in range(writers)]
    thread = await author.starts_thread()
    root = await author.posts(thread)
    start = await cursor_of(author, thread)
    readers = [Reader(person.api, thread, start, seed) for seed, person in enumerate(people[:3])]
    began, last = perf_counter(), 1 + writers * each
    reading = asyncio.gather(*(reader.read(platform.keys, last) for reader in readers))
    written = await asyncio.gather(
        *(write(person, thread, each, kind="REPLY", parentId=root["id"]) for person in people)
    )
    await reading
    report("one thread", readers, writers, writers * each, began)
    expected = list(range(2, last + 1))
    assert sorted(seq for seqs in written for seq in seqs) == expected
    for reader in readers:
        assert reader.posts == expected
        # The author's own post was event 1, so posts and events count alike.
        assert reader.events == expected
        assert reader.cuts > 0


@pytest.mark.parametrize(("threads", "writers", "each"), [(20, 200, 2)])
async def test_200_writers_into_20_threads_reach_every_reader_once_and_in_order(
    network: Network, platform: Platform, threads: int, writers: int, each: int
) -> None:
    people = [await network.educator(f"author_{n}") for n in range(threads)]
    places = [(person, await person.starts_thread()) for person in people]
    readers = [
        Reader(person.api, thread, await cursor_of(person, thread), seed)
        for seed, (person, thread) in enumerate(places)
    ]
    began, last = perf_counter(), writers // threads * each
    await asyncio.gather(
        *(write(*places[n % threads], each, kind="PROGRESS") for n in range(writers)),
        *(reader.read(platform.keys, last) for reader in readers),
    )
    report("twenty threads", readers, writers, writers * each, began)
    for reader in readers:
        assert reader.posts == reader.events == list(range(1, last + 1))
