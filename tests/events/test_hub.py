"""Hints between processes, lost lines, listeners that go, and the end."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from time import perf_counter
from uuid import UUID, uuid4

import asyncpg

from events.hub import Hub
from events.stream import Happened, Heartbeat, RightsChanged, Signal, live_cursor
from resolvers.context import Platform
from tests.events.conftest import Append, Open
from tests.events.ear import MOST_HEARD, Ear
from tests.events.test_stream import TAIL
from tests.network import Network

_END = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = $1 AND datname = current_database()"""
_COUNT = "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()"


async def connections(connection: asyncpg.Connection, name: str) -> int:
    found: int = await connection.fetchval(_COUNT, name)
    return found


async def cut(connection: asyncpg.Connection, name: str) -> None:
    """End all connections of this name, and wait until they are gone."""
    await connection.fetch(_END, name)


async def test_a_hint_reaches_the_other_process(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open
) -> None:
    here, there = hubs
    signals = await reading(there, thread_id)
    await append(thread_id, 1)
    here.committed({thread_id: 1})
    async with asyncio.timeout(20):
        assert isinstance(await anext(signals), Happened)


async def test_changed_rights_are_looked_at_on_every_process(
    hubs: list[Hub], thread_id: UUID, reading: Open
) -> None:
    here, there = hubs
    viewer = uuid4()
    streams = [await reading(hub, thread_id, viewer_id=viewer) for hub in hubs]
    stranger = asyncio.ensure_future(anext(await reading(there, thread_id, viewer_id=uuid4())))
    here.rights_changed([viewer])
    async with asyncio.timeout(20):
        for signals in streams:
            assert isinstance(await anext(signals), RightsChanged)
    assert not stranger.done()
    stranger.cancel()


async def test_a_lost_hint_is_made_up_for_by_the_sweep(
    platform: Platform, thread_id: UUID, append: Append, reading: Open
) -> None:
    signals = await reading(platform.hub, thread_id)
    await append(thread_id, 2)
    async with asyncio.timeout(20):
        received = [signal async for signal in _events(signals, 2)]
    assert received == [1, 2]


async def _events(signals: AsyncGenerator[Signal, None], count: int) -> AsyncIterator[int]:
    """The numbers of the next events, heartbeats left out."""
    while count:
        signal = await anext(signals)
        if isinstance(signal, Happened):
            count -= 1
            yield signal.event.seq


async def test_what_happened_while_the_listen_connection_was_gone_comes_as_soon_as_it_is_back(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open, connection: asyncpg.Connection
) -> None:
    here, there = hubs
    signals = await reading(there, thread_id)
    lines = await connections(connection, "menteo listen")
    await cut(connection, "menteo listen")
    await append(thread_id, 1)
    async with asyncio.timeout(30):
        # Rights may have changed unheard as well.
        assert isinstance(await anext(signals), RightsChanged)
        assert isinstance(await anext(signals), Happened)
        while await connections(connection, "menteo listen") < lines:
            pass
        await append(thread_id, 1)
        here.committed({thread_id: 2})
        assert [seq async for seq in _events(signals, 1)] == [2]


async def test_hints_wait_for_a_lost_notify_connection(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open, connection: asyncpg.Connection
) -> None:
    here, there = hubs
    signals = await reading(there, thread_id)
    await cut(connection, "menteo notify")
    await append(thread_id, 1)
    here.committed({thread_id: 1})
    async with asyncio.timeout(30):
        assert [seq async for seq in _events(signals, 1)] == [1]


async def test_who_reads_again_before_a_round_is_over_hears_everything_once_and_in_order(
    hubs: list[Hub], thread_id: UUID, append: Append
) -> None:
    count = 5 * MOST_HEARD
    await append(thread_id, count)
    start = live_cursor(hubs[0], thread_id, 0)

    async def read() -> list[int]:
        # Full after each helping, and emptied while the same round goes on.
        async with aclosing(Ear(hubs[0], thread_id, None).signals(start)) as signals:
            return [seq async for seq in _events(signals, count)]

    async with asyncio.timeout(20):
        for heard in await asyncio.gather(*(read() for _ in range(3))):
            assert heard == list(range(1, count + 1))


async def test_at_its_end_every_stream_says_where_it_stood(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open
) -> None:
    hub, other = hubs
    streams = [await reading(hub, thread_id) for _ in range(3)]
    await append(thread_id, 1)
    hub.committed({thread_id: 1})
    for signals in streams:
        assert isinstance(await anext(signals), Happened)

    async def rest(number: int) -> list[object]:
        return [signal async for signal in streams[number]]

    waiting = [asyncio.create_task(rest(number)) for number in range(3)]
    await asyncio.wait_for(hub.close(), 5)
    assert hub.subscribers == hub.streams == 0
    for last in await asyncio.gather(*waiting):
        (beat,) = last
        assert isinstance(beat, Heartbeat)
        replayed = Ear(other, thread_id, None).signals(beat.cursor)
        assert type(await anext(replayed)).__name__ == "CaughtUp"
        await replayed.aclose()


async def test_who_is_in_the_midst_of_a_replay_is_told_where_it_stood_too(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open
) -> None:
    closing, other = hubs
    await append(thread_id, 700)
    start = live_cursor(closing, thread_id, 0)
    replayed = Ear(closing, thread_id, None).signals(start)
    live = await reading(closing, thread_id)
    await append(thread_id, 300)
    closing.committed({thread_id: 1000})
    assert [seq async for seq in _events(replayed, 100)] == list(range(1, 101))
    assert [seq async for seq in _events(live, 100)] == list(range(701, 801))
    ending = asyncio.create_task(closing.close())
    await closing.closing.wait()
    for signals, seen in ((replayed, 100), (live, 800)):
        *_, last = [signal async for signal in signals]
        assert isinstance(last, Heartbeat)
        resumed = Ear(other, thread_id, None).signals(last.cursor)
        first = [seq async for seq in _events(resumed, 1)]
        await resumed.aclose()
        # The event that was just being handed over may still have come.
        assert first[0] in {seen + 1, seen + 2}
    await asyncio.wait_for(ending, 5)


async def test_a_stream_opened_while_the_hub_closes_ends_at_once(hubs: list[Hub], thread_id: UUID) -> None:
    hub = hubs[0]
    await hub.close()
    signals = [signal async for signal in Ear(hub, thread_id, None).signals(None)]
    assert [type(signal).__name__ for signal in signals] == ["Heartbeat"]


async def test_who_does_not_listen_any_more_is_not_waited_for_long(
    hubs: list[Hub], thread_id: UUID, append: Append, reading: Open
) -> None:
    await reading(hubs[0], thread_id)
    await append(thread_id, MOST_HEARD)
    hubs[0].committed({thread_id: MOST_HEARD})
    (ear,) = hubs[0]._tails[thread_id].listeners
    while not ear.is_stuck:  # noqa: ASYNC110 - a condition of the hub's own
        await asyncio.sleep(0.01)
    began = perf_counter()
    await hubs[0].close(grace=0.2)
    first = perf_counter() - began
    await hubs[0].close()
    assert 0.2 <= first < 2
    assert perf_counter() - began - first < 0.2


async def test_sockets_that_come_and_go_leave_nothing_behind(network: Network, platform: Platform) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()

    async def come_and_go(number: int) -> None:
        async with ada.api.subscribe(TAIL, id=thread) as tail:
            if number % 2:
                assert (await tail.event())["__typename"] == "CaughtUp"
            if number % 3 == 0:
                await tail.socket.send(json.dumps({"id": "1", "type": "complete"}))
            elif number % 3 == 1:
                tail.socket.transport.abort()

    await come_and_go(1)
    await _quiet(platform.hub)
    tasks = len(asyncio.all_tasks())
    for start in range(0, 200, 20):
        await asyncio.gather(*(come_and_go(start + number) for number in range(20)))
    await _quiet(platform.hub)
    assert platform.hub.streams == 0
    async with asyncio.timeout(20):
        while len(asyncio.all_tasks()) > tasks + 3:  # noqa: ASYNC110 - keep-alive and sweep come and go
            await asyncio.sleep(0.02)


async def _quiet(hub: Hub) -> None:
    """Wait until nobody listens."""
    async with asyncio.timeout(30):
        await hub._all_gone.wait()
