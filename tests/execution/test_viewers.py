"""Viewers who ask the same at the same time each get their own answers."""

import asyncio
from typing import Any

from tests.network import Network, Person

# One document for both, so that they share its plan.
ASKED = """
    query ($ids: [ID!]!, $withThreads: Boolean!) {
        me { email educator { id handle threads(first: 3) @include(if: $withThreads) { nodes { id } } } }
        nodes(ids: $ids) { id ... on Thread { author { id handle } } }
    }
"""
OPERATIONS, AT_ONCE = 400, 20


async def test_two_viewers_interleaved_never_read_what_the_other_may(network: Network) -> None:
    people = [await network.educator(handle) for handle in ("olga", "pavel")]
    threads = [await person.starts_thread(visibility="FOLLOWERS") for person in people]

    async def asks(number: int) -> None:
        which, with_threads = number % 2, number % 3 > 0
        answer = await people[which].api.data(ASKED, ids=threads, withThreads=with_threads)
        assert answer == _own(people[which], threads[which], which, with_threads=with_threads)

    for first in range(0, OPERATIONS, AT_ONCE):
        await asyncio.gather(*(asks(number) for number in range(first, first + AT_ONCE)))


def _own(person: Person, thread: str, which: int, *, with_threads: bool) -> Any:
    """What one viewer is answered: their own thread, and null for the other's."""
    author = {"id": person.id, "handle": person.handle}
    nodes: list[Any] = [None, None]
    nodes[which] = {"id": thread, "author": author}
    threads = {"threads": {"nodes": [{"id": thread}]}} if with_threads else {}
    return {"me": {"email": person.email, "educator": {**author, **threads}}, "nodes": nodes}
