"""One ring for all who listen to a stream; nobody's slowness costs memory or events."""

import asyncio
from collections.abc import AsyncGenerator
from itertools import islice
from uuid import UUID

import asyncpg
import pytest

from events import log
from events.hub import Hub
from events.ring import RING_SIZE
from events.stream import EndReason, Happened, ResyncRequired, Signal
from resolvers.context import Platform
from tests.events.conftest import Append, Open


async def seqs(signals: AsyncGenerator[Signal, None], count: int) -> list[int]:
    """The numbers of the next events."""
    found = []
    for _ in range(count):
        signal = await anext(signals)
        assert isinstance(signal, Happened), signal
        found.append(signal.event.seq)
    return found


async def grown(hub: Hub, stream_id: UUID, seq: int) -> None:
    """Tell the hub, and wait until its ring has followed."""
    hub.committed({stream_id: seq})
    await hub._tails[stream_id].ring.settled()


@pytest.fixture
def hub(hubs: list[Hub]) -> Hub:
    return hubs[0]


async def test_who_falls_behind_the_ring_reads_on_from_the_database_and_loses_nothing(
    hub: Hub, thread_id: UUID, append: Append, reading: Open
) -> None:
    count = 2 * RING_SIZE + 500
    slow, quick = await reading(hub, thread_id), await reading(hub, thread_id)
    await append(thread_id, 10)
    await grown(hub, thread_id, 10)
    assert await seqs(slow, 1) == [1]
    await append(thread_id, count - 10)
    await grown(hub, thread_id, count)
    for signals, first in ((slow, 2), (quick, 1)):
        assert await seqs(signals, count + 1 - first) == list(range(first, count + 1))
    assert len(hub._tails[thread_id].ring) == RING_SIZE


async def test_a_woken_stream_is_read_once_however_many_listen(
    hub: Hub, thread_id: UUID, append: Append, reading: Open, platform: Platform
) -> None:
    listeners = [await reading(hub, thread_id) for _ in range(50)]
    statements: list[str] = []
    platform.database.on_statement = statements.append
    try:
        await append(thread_id, 3)
        hub.committed({thread_id: 3})
        for signals in listeners:
            assert await seqs(signals, 3) == [1, 2, 3]
    finally:
        platform.database.on_statement = None
    assert statements.count(log._REPLAY) == 1


async def test_who_listens_in_silence_holds_no_connection(
    hub: Hub, thread_id: UUID, append: Append, reading: Open, platform: Platform
) -> None:
    listeners = [await reading(hub, thread_id) for _ in range(50)]
    waiting = [asyncio.ensure_future(anext(signals)) for signals in listeners]
    pool = platform.database._reads
    async with asyncio.timeout(20):
        # The server's own sweep borrows one from time to time.
        while pool.get_idle_size() < pool.get_size():  # noqa: ASYNC110 - asyncpg tells no other way
            await asyncio.sleep(0.01)
    assert not any(one.done() for one in waiting)
    await append(thread_id, 1)
    hub.committed({thread_id: 1})
    assert {type(signal) for signal in await asyncio.gather(*waiting)} == {Happened}


async def test_a_hint_of_what_is_not_there_does_no_harm(
    hub: Hub, thread_id: UUID, append: Append, reading: Open
) -> None:
    signals = await reading(hub, thread_id)
    await grown(hub, thread_id, 99)
    await append(thread_id, 2)
    await grown(hub, thread_id, 2)
    assert await seqs(signals, 2) == [1, 2]


async def test_what_retention_takes_before_it_was_read_is_told_as_a_gap(
    hub: Hub, thread_id: UUID, append: Append, reading: Open, connection: asyncpg.Connection
) -> None:
    signals = await reading(hub, thread_id)
    await append(thread_id, 2)
    await grown(hub, thread_id, 2)
    assert await seqs(signals, 2) == [1, 2]
    await append(thread_id, 8)
    await connection.execute("DELETE FROM event WHERE stream_id = $1 AND seq <= 5", thread_id)
    await grown(hub, thread_id, 10)
    signal = await anext(signals)
    assert isinstance(signal, ResyncRequired)
    assert signal.reason is EndReason.CURSOR_EXPIRED


async def test_the_ring_holds_events_without_a_gap(
    hub: Hub, thread_id: UUID, append: Append, reading: Open
) -> None:
    await reading(hub, thread_id)
    for head in (700, 1400, 2100):
        await append(thread_id, 700)
        await grown(hub, thread_id, head)
    ring = [event.seq for event in islice(hub._tails[thread_id].ring._events, None)]
    assert ring == list(range(2100 - RING_SIZE + 1, 2101))
