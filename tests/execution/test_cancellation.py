"""What is given up is given up whole: statements end in PostgreSQL, and nothing stays behind."""

import asyncio
import gc
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg
import psutil
import pytest
from graphql import GraphQLResolveInfo, parse

from access.viewer import Viewer
from execution import BreadthFirstExecutor
from execution.marks import BATCHED
from kit.database import PoolSizes
from resolvers.context import Asker, Context, Platform
from schema import build_schema
from tests.api import Api
from tests.execution.test_levels import Tree

# As many statements as are on their way, or waited for, on behalf of the server.
BUSY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE application_name LIKE 'menteo%' AND state = 'active' AND query LIKE '%topic%'
"""
CONNECTIONS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'menteo reads'"
TOPICS = "{ topics { nodes { id children { id } } } }"


@asynccontextmanager
async def locked(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Whoever reads topics meanwhile waits, for as long as it takes."""
    async with connection.transaction():
        await connection.execute("LOCK TABLE topic IN ACCESS EXCLUSIVE MODE")
        yield


async def until(connection: asyncpg.Connection, sql: str, wanted: int) -> None:
    """Return when the count is as wanted; long before a statement's own time is over."""
    async with asyncio.timeout(PoolSizes().statement_timeout_ms / 1000 - 1):
        while await connection.fetchval(sql) != wanted:
            await asyncio.sleep(0.01)
            # Within a transaction PostgreSQL tells the same again, unless it is bidden to look.
            await connection.execute("SELECT pg_stat_clear_snapshot()")


async def gone(*tasks: asyncio.Task[Any]) -> None:
    """Cancel, and wait until all is over."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


async def test_the_statement_of_a_client_that_goes_away_is_cancelled(
    api: Api, connection: asyncpg.Connection
) -> None:
    async with locked(connection):
        asked = asyncio.create_task(api.send(TOPICS))
        await until(connection, BUSY, 1)
        await gone(asked)
        await until(connection, BUSY, 0)
    assert await api.data(TOPICS) == {"topics": {"nodes": []}}


async def test_the_statement_of_an_operation_past_its_deadline_is_cancelled(
    api: Api, connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("schema.operation.DEADLINE_SECONDS", 0.3)
    async with locked(connection):
        assert await api.codes(TOPICS) == ["UNAVAILABLE"]
        await until(connection, BUSY, 0)


async def test_the_statement_of_a_loader_is_cancelled(api: Api, connection: asyncpg.Connection) -> None:
    async with locked(connection):
        asked = asyncio.create_task(api.send('{ topic(slug: "x") { id } }'))
        await until(connection, BUSY, 1)
        await gone(asked)
        await until(connection, BUSY, 0)


async def test_the_statements_of_all_branches_of_an_operation_are_cancelled(
    api: Api, connection: asyncpg.Connection
) -> None:
    three = (
        "{ a: topics { nodes { id } } b: topics(first: 3) { nodes { id } } c: topics { edges { cursor } } }"
    )
    async with locked(connection):
        asked = asyncio.create_task(api.send(three))
        await until(connection, BUSY, 3)
        await gone(asked)
        await until(connection, BUSY, 0)


async def test_hundreds_of_clients_that_go_away_leave_no_connection_taken(
    api: Api, connection: asyncpg.Connection, platform: Platform
) -> None:
    async with locked(connection):
        for _ in range(10):
            asked = [asyncio.create_task(api.send(TOPICS)) for _ in range(20)]
            await until(connection, BUSY, PoolSizes().reads)
            await gone(*asked)
        await until(connection, BUSY, 0)
    assert await connection.fetchval(CONNECTIONS) <= PoolSizes().reads
    # Each connection of the pool can be had again, all at once.
    both = asyncio.gather(*(platform.database.fetch("SELECT 1") for _ in range(2 * PoolSizes().reads)))
    assert len(await asyncio.wait_for(both, 5)) == 2 * PoolSizes().reads


async def test_operations_that_are_given_up_in_postgresql_leave_nothing_behind(
    empty: None, connection: asyncpg.Connection, platform: Platform
) -> None:
    schema = build_schema()

    class Nobody:
        """A connection that nobody has signed in over."""

        async def operation(self) -> Context:
            """A context for nobody."""

            async def nobody() -> Viewer:
                return Viewer()

            return Context(platform, Asker(nobody, "test"), Viewer())

    before = asyncio.all_tasks()
    async with locked(connection):
        for _ in range(10):
            running = [asyncio.create_task(schema.execute(TOPICS, None, Nobody())) for _ in range(10)]
            await until(connection, BUSY, 10)
            await gone(*running)
            assert all(task.cancelled() for task in running)
        await until(connection, BUSY, 0)
    assert asyncio.all_tasks() <= before


class Stuck(Tree):
    """A tree where some fields never answer."""

    def __init__(self) -> None:
        super().__init__()
        self.never = asyncio.Event()
        self.waiting = 0

        async def for_all(_: Sequence[Any], __: Any, ___: Mapping[str, Any]) -> list[Any]:
            await self._wait()
            return []

        async def for_one(_: Any, __: GraphQLResolveInfo[Any]) -> None:
            await self._wait()

        self.fields["slow"].extensions = {BATCHED: for_all}
        self.fields["late"].resolve = for_one

    async def _wait(self) -> None:
        self.waiting += 1
        try:
            await self.never.wait()
        finally:
            self.waiting -= 1


STUCK = parse("{ nodes(count: 2) { double slow late children { number slow late } } }")


async def given_up(tree: Stuck, turns: int) -> None:
    """Begin an operation, let it run some turns of the loop, give it up."""
    tree.asked.clear()
    executor = BreadthFirstExecutor.build(tree.schema, STUCK)
    assert isinstance(executor, BreadthFirstExecutor)
    task = asyncio.ensure_future(executor.execute_operation())  # type: ignore[arg-type]
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()


# What is dropped without ever having been awaited is told as a warning, which is an error.
async def test_an_operation_given_up_before_its_first_step_leaves_nothing_to_be_awaited() -> None:
    tree = Stuck()
    await given_up(tree, 0)
    gc.collect()
    assert tree.waiting == 0


# One operation counts for all.
@pytest.mark.no_cover
async def test_ten_thousand_operations_that_are_given_up_leave_nothing_behind() -> None:
    tree, before, loop = Stuck(), asyncio.all_tasks(), asyncio.get_running_loop()
    for turns in range(1_000):
        await given_up(tree, turns % 5)
    gc.collect()
    objects, memory = len(gc.get_objects()), psutil.Process().memory_info().rss
    timers = len(getattr(loop, "_scheduled", ()))
    for turns in range(9_000):
        await given_up(tree, turns % 5)
    await asyncio.sleep(0)
    gc.collect()
    assert (tree.waiting, asyncio.all_tasks() - before) == (0, set())
    assert len(gc.get_objects()) - objects < 100
    assert psutil.Process().memory_info().rss - memory < 5_000_000
    assert len(getattr(loop, "_scheduled", ())) <= timers
