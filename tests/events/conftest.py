"""Streams without sockets: the log, hubs and readers of a test's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from uuid import UUID

import asyncpg
import pytest

from events.hub import Hub, LiveTimes
from events.stream import Signal
from kit.ids import decode_id
from resolvers.context import Platform
from tests.events.ear import Ear
from tests.network import Network

_APPEND = """
    WITH grown AS (UPDATE thread SET last_seq = last_seq + $2 WHERE id = $1 RETURNING last_seq)
    INSERT INTO event (stream_id, seq, kind, subject_id, at)
    SELECT $1, last_seq - $2 + n, 'THREAD_CHANGED', $1, now() FROM grown, generate_series(1, $2) AS n"""

Append = Callable[[UUID, int], Awaitable[None]]
Open = Callable[..., Awaitable[AsyncGenerator[Signal, None]]]


@pytest.fixture
async def thread_id(network: Network) -> UUID:
    """A thread in which nothing has happened."""
    ada = await network.educator("ada")
    decoded = decode_id(await ada.starts_thread())
    assert decoded is not None
    return decoded.id


@pytest.fixture
def append(connection: asyncpg.Connection) -> Append:
    """Puts so many events into a thread's log behind the server's back: nobody gets a hint."""

    async def put(stream_id: UUID, count: int) -> None:
        await connection.execute(_APPEND, stream_id, count)

    return put


@pytest.fixture
async def hubs(platform: Platform) -> AsyncIterator[list[Hub]]:
    """Two hubs that hear of each other by hints alone: they neither sweep nor speak in silence."""
    times = LiveTimes(heartbeat=3600, sweep=3600)
    pair = [Hub(platform.database, platform.keys, times) for _ in range(2)]
    for hub in pair:
        await hub.start()
    yield pair
    await asyncio.gather(*(hub.close(grace=0.1) for hub in pair))


@pytest.fixture
async def reading() -> AsyncIterator[Open]:
    """Opens a stream and reads up to its CaughtUp; closed at the end of the test."""
    opened: list[AsyncGenerator[Signal, None]] = []

    async def start(hub: Hub, stream_id: UUID, **more: UUID | None) -> AsyncGenerator[Signal, None]:
        signals = Ear(hub, stream_id, more.get("viewer_id")).signals(None)
        opened.append(signals)
        assert type(await anext(signals)).__name__ == "CaughtUp"
        return signals

    yield start
    for signals in opened:
        async with aclosing(signals):
            pass
