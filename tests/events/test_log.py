"""Numbers without gaps, whoever writes, in whatever order, and whatever fails."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import pytest

from events.log import Announcement, Announcer
from kit.ids import decode_id
from models import EventKind, StreamKind
from resolvers.context import Platform
from tests.network import Network

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def changed(stream_id: UUID) -> Announcement:
    return Announcement(StreamKind.THREAD, stream_id, EventKind.THREAD_CHANGED, stream_id)


async def numbers(connection: asyncpg.Connection, stream_id: UUID) -> list[int]:
    rows = await connection.fetch("SELECT seq FROM event WHERE stream_id = $1 ORDER BY seq", stream_id)
    return [row["seq"] for row in rows]


@pytest.fixture
async def pair(network: Network) -> list[UUID]:
    """Two threads."""
    ada = await network.educator("ada")
    found = [decode_id(await ada.starts_thread()) for _ in range(2)]
    return [decoded.id for decoded in found if decoded is not None]


async def test_several_announcements_of_one_transaction_are_numbered_in_order(
    platform: Platform, connection: asyncpg.Connection, pair: list[UUID]
) -> None:
    first, second = pair
    async with platform.database.transaction() as transaction:
        announcer = Announcer(transaction, None, NOW)
        announcer.announce(changed(first), changed(second), changed(first), changed(first))
        assert await announcer.write() == {first: 3, second: 1}
        assert await announcer.write() == {}
    assert await numbers(connection, first) == [1, 2, 3]
    assert await platform.hub.log.heads(pair) == {first: 3, second: 1}


async def test_what_is_rolled_back_leaves_no_gap(
    platform: Platform, connection: asyncpg.Connection, pair: list[UUID]
) -> None:
    async def announce(*, fails: bool) -> None:
        async with platform.database.transaction() as transaction:
            announcer = Announcer(transaction, None, NOW)
            announcer.announce(changed(pair[0]))
            await announcer.write()
            if fails:
                raise RuntimeError

    await announce(fails=False)
    with pytest.raises(RuntimeError):
        await announce(fails=True)
    await announce(fails=False)
    assert await numbers(connection, pair[0]) == [1, 2]


async def test_writers_that_touch_the_same_streams_in_any_order_do_not_lock_each_other_out(
    platform: Platform, connection: asyncpg.Connection, pair: list[UUID]
) -> None:
    async def announce(streams: list[UUID]) -> None:
        async with platform.database.transaction() as transaction:
            announcer = Announcer(transaction, None, NOW)
            announcer.announce(*map(changed, streams))
            await announcer.write()

    await asyncio.gather(*(announce(pair if n % 2 else pair[::-1]) for n in range(40)))
    for stream_id in pair:
        assert await numbers(connection, stream_id) == list(range(1, 41))


async def test_pages_of_the_log_are_read_from_where_each_reader_stands(
    platform: Platform, pair: list[UUID]
) -> None:
    async with platform.database.transaction() as transaction:
        announcer = Announcer(transaction, None, NOW)
        announcer.announce(*[changed(pair[0])] * 5, *[changed(pair[1])] * 3)
        await announcer.write()
    log = platform.hub.log
    assert [event.seq for event in await log.after(pair[0], 1, 3)] == [2, 3, 4]
    found = await log.after_each(pair, [3, 0], 2)
    assert [[event.seq for event in found[stream_id]] for stream_id in pair] == [[4, 5], [1, 2]]
