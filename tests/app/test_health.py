"""Health: living is not the same as being ready, and being busy is neither a bug nor for ever."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import asyncpg
import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from app.settings import Settings
from kit.database import Database, PoolSizes
from resolvers.context import Platform
from tests.api import Api
from tests.network import Network
from tests.serving import app_over, serving

CREATE = {"query": 'mutation {createThread(input: {title: "Too busy"}) {__typename}}'}
READ = {"query": "{topics {nodes {id}}}"}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
BUSY = "The database is busy; try again shortly."


@pytest.fixture
def hurried(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database for whose connections nobody waits long."""
    sizes = replace(platform.database._sizes, acquire_seconds=0.2)
    monkeypatch.setattr(platform.database, "_sizes", sizes)
    return platform.database


@asynccontextmanager
async def reads_taken(database: Database) -> AsyncIterator[None]:
    """Every connection for reads is asleep in a statement."""
    sleepers = [asyncio.create_task(database.fetch("SELECT pg_sleep(60)")) for _ in range(PoolSizes().reads)]
    while database._reads.get_idle_size() or database._reads.get_size() < PoolSizes().reads:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        for sleeper in sleepers:
            sleeper.cancel()
        await asyncio.gather(*sleepers, return_exceptions=True)


def assert_told_to_retry(response: httpx.Response) -> None:
    assert (response.status_code, response.headers["retry-after"]) == (503, "1")
    (error,) = response.json()["errors"]
    assert (error["message"], error["extensions"]) == (BUSY, {"code": "UNAVAILABLE"})


async def test_a_server_with_a_database_is_live_and_ready(visitor: Api) -> None:
    live, ready = await visitor.http.get("/health/live"), await visitor.http.get("/health/ready")
    assert (live.status_code, live.json()) == (200, {"status": "live"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})


async def test_a_server_without_a_database_is_live_and_not_ready(
    visitor: Api, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = await asyncpg.create_pool(platform.database.url, min_size=1, max_size=1)
    await pool.close()
    monkeypatch.setattr(platform.database, "_reads", pool)
    live, ready = await visitor.http.get("/health/live"), await visitor.http.get("/health/ready")
    assert live.status_code == 200
    assert (ready.status_code, ready.json()) == (503, {"status": "no database"})
    assert_told_to_retry(await visitor.http.post("/graphql", json=READ))


async def test_a_server_that_stops_is_not_ready(
    visitor: Api, platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = asyncio.Event()
    closing.set()
    monkeypatch.setattr(platform.hub, "closing", closing)
    ready = await visitor.http.get("/health/ready")
    assert (ready.status_code, ready.json()) == (503, {"status": "stopping"})


async def test_when_reads_are_taken_clients_are_told_to_retry_and_others_go_on(
    network: Network, hurried: Database
) -> None:
    ada = await network.educator("ada")
    async with reads_taken(hurried):
        ready = await ada.api.http.get("/health/ready")
        assert ready.json() == {"status": "no database"}
        # Whose token it is cannot be found out either.
        assert_told_to_retry(await ada.api.http.post("/graphql", json=CREATE))
        assert_told_to_retry(await network.api.http.post("/graphql", json=READ))
        assert await network.api.data("{__typename}") == {"__typename": "Query"}
        async with asyncio.timeout(2):
            answers = [network.api.http.post("/graphql", json=READ) for _ in range(20)]
            statuses = [answer.status_code for answer in await asyncio.gather(*answers)]
        assert statuses == [503] * 20
    assert await network.api.data(READ["query"]) == {"topics": {"nodes": []}}


async def test_when_writes_are_taken_clients_are_told_to_retry(network: Network, hurried: Database) -> None:
    ada = await network.educator("ada")
    async with asyncio.TaskGroup() as group:
        enough, entered = asyncio.Event(), asyncio.Semaphore(0)

        async def sleeper() -> None:
            async with hurried.transaction() as transaction:
                await transaction.fetch("SELECT 1")
                entered.release()
                await enough.wait()

        for _ in range(PoolSizes().writes):
            group.create_task(sleeper())
        for _ in range(PoolSizes().writes):
            await entered.acquire()
        assert_told_to_retry(await ada.api.http.post("/graphql", json=CREATE))
        assert await ada.api.data("{topics {nodes {id}}}") == {"topics": {"nodes": []}}
        enough.set()
    assert (await ada.api.perform("createThread", "... on Thread {title}", title="Calm again"))["title"]


@pytest.mark.parametrize(("request_body", "table"), [(READ, "topic"), (CREATE, "thread")])
async def test_a_statement_that_takes_too_long_is_told_to_be_tried_again(
    network: Network,
    connection: asyncpg.Connection,
    request_body: dict[str, str],
    table: str,
) -> None:
    """PostgreSQL cancels it, here because it is asked to, else because its time is over."""
    ada = await network.educator("ada")
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        asked = asyncio.create_task(ada.api.http.post("/graphql", json=request_body))
        cancelled = False
        while not cancelled:
            cancelled = bool(
                await connection.fetchval(
                    "SELECT bool_or(pg_cancel_backend(pid)) FROM pg_stat_activity"
                    " WHERE wait_event_type = 'Lock'"
                )
            )
        assert_told_to_retry(await asked)


@pytest.mark.parametrize(("request_body", "table"), [(READ, "topic"), (CREATE, "thread")])
async def test_an_operation_past_its_deadline_is_given_up_with_its_sql(
    network: Network,
    connection: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    request_body: dict[str, str],
    table: str,
) -> None:
    ada = await network.educator("ada")
    monkeypatch.setattr("schema.operation.DEADLINE_SECONDS", 0.3)
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        assert_told_to_retry(await ada.api.http.post("/graphql", json=request_body))
        async with asyncio.timeout(2):
            while await connection.fetchval(WAITING):  # noqa: ASYNC110 - only PostgreSQL knows
                await asyncio.sleep(0.01)
    # What comes next has its usual time, however busy the machine is.
    monkeypatch.undo()
    assert (await ada.api.data("{threads {nodes {title}}}"))["threads"]["nodes"] == []


async def test_over_a_socket_busy_is_an_error_of_the_operation(network: Network, hurried: Database) -> None:
    async with network.api.socket() as socket, reads_taken(hurried):
        await socket.send('{"type": "subscribe", "id": "1", "payload": {"query": "{topics {nodes {id}}}"}}')
        said = await socket.recv()
    assert "UNAVAILABLE" in str(said)
    assert "INTERNAL" not in str(said)


async def test_a_socket_that_cannot_be_let_in_is_asked_to_come_back(
    network: Network, hurried: Database
) -> None:
    ada = await network.educator("ada")
    async with reads_taken(hurried):
        with suppress(ConnectionClosed), pytest.raises(ConnectionClosed) as closed:
            async with ada.api.socket():
                pass
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013


async def test_graphiql_can_be_switched_off(platform: Platform, settings: Settings) -> None:
    app = app_over(platform, settings.model_copy(update={"graphiql": False}))
    async with serving(app) as address, Api(address) as client:
        page = await client.http.get("/graphiql")
        endpoint = await client.http.get("/graphql", headers={"accept": "text/html"})
    assert (page.status_code, endpoint.status_code) == (404, 404)
