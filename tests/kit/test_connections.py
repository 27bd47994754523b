"""Connections for reads: none is lost, whoever gives up, and nobody waits for ever."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from kit.connections import Connections, DatabaseBusyError, _is_gone

SIZE = 2


@pytest.fixture
async def connections(database_url: str) -> AsyncIterator[Connections]:
    made = Connections(await asyncpg.create_pool(database_url, min_size=1, max_size=SIZE))
    yield made
    await made.close()


async def fetch(connections: Connections, sql: str, seconds: float = 10) -> object:
    rows = await connections.fetch(sql, (), None, seconds)
    return rows[0][0]


async def all_in_use(connections: Connections) -> list[asyncio.Task[object]]:
    """Statements that never end, on every connection."""
    sleepers = [asyncio.create_task(fetch(connections, "SELECT pg_sleep(60)")) for _ in range(SIZE)]
    while connections.get_size() < SIZE or connections.get_idle_size():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    return sleepers


async def ended(tasks: list[asyncio.Task[object]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_more_statements_than_connections_all_get_their_turn(connections: Connections) -> None:
    answers = await asyncio.gather(*(fetch(connections, f"SELECT {n}") for n in range(50)))
    assert answers == list(range(50))
    assert connections.get_idle_size() == connections.get_size() == SIZE


async def test_a_statement_that_is_given_up_is_ended_and_its_connection_serves_again(
    connections: Connections, connection: asyncpg.Connection
) -> None:
    await ended(await all_in_use(connections))
    sleeping = (
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
    )
    assert await connection.fetchval(sleeping) == 0
    answers = await asyncio.gather(*(fetch(connections, f"SELECT {n}") for n in range(10)))
    assert answers == list(range(10))


async def test_who_waits_too_long_is_told_that_the_database_is_busy(connections: Connections) -> None:
    sleepers = await all_in_use(connections)
    with pytest.raises(DatabaseBusyError):
        await fetch(connections, "SELECT 1", seconds=0.05)
    await ended(sleepers)
    assert await fetch(connections, "SELECT 1") == 1


async def test_nobody_who_gives_up_while_waiting_keeps_a_connection(connections: Connections) -> None:
    for moment in range(20):
        tasks = [asyncio.create_task(fetch(connections, "SELECT 1")) for _ in range(3 * SIZE)]
        for _ in range(moment):
            await asyncio.sleep(0)
        await ended(tasks)
    assert await asyncio.gather(*(fetch(connections, f"SELECT {n}") for n in range(10))) == list(range(10))
    assert connections.get_idle_size() == connections.get_size() <= SIZE


async def test_a_connection_that_the_server_ended_is_replaced(
    connections: Connections, connection: asyncpg.Connection
) -> None:
    gone = await fetch(connections, "SELECT pg_backend_pid()")
    await connection.execute("SELECT pg_terminate_backend($1)", gone)
    while not _is_gone(connections._idle[0]):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert await fetch(connections, "SELECT pg_backend_pid()") != gone
    assert connections.get_size() == 1
