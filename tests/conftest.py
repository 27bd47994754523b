"""A real PostgreSQL, a real server on a real port, and a network of people to test with."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from uuid import uuid4

import asyncpg
import pytest
import uvicorn
from argon2 import PasswordHasher

from app.asgi import create_app
from app.embedded import temporary_postgres
from app.frames import FrameProtocol
from app.logs import configure_logging
from app.migrate import migrate_database
from app.server import listen
from app.settings import Settings
from kit import passwords
from resolvers.context import Platform
from tests.api import Api
from tests.clock import DrivenClock
from tests.database import empty_tables
from tests.network import Network

# Before any test changes them.
HASHER, DECOY = passwords._hasher, passwords._decoy


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """A fresh database on somebody's server, dropped afterwards."""
    name = f"menteo_test_{uuid4().hex[:12]}"
    base, _, query = url.partition("?")
    asyncio.run(_run(url, f"CREATE DATABASE {name}"))
    try:
        yield f"{base.rpartition('/')[0]}/{name}{'?' + query if query else ''}"
    finally:
        asyncio.run(_run(url, f"DROP DATABASE {name} WITH (FORCE)"))


async def _run(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(sql)
    await connection.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """An empty database: on DATABASE_URL's server when it is set, else on one of its own."""
    given = os.environ.get("DATABASE_URL")
    if given:
        with _own_database(given) as url:
            yield url
    else:
        with temporary_postgres() as url:
            yield url


@pytest.fixture(scope="session")
async def database_url(postgres_url: str) -> str:
    """A migrated, empty database."""
    await migrate_database(postgres_url)
    return postgres_url


@pytest.fixture(scope="session")
def clock() -> DrivenClock:
    """The server's time, which only tests move."""
    return DrivenClock()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that make silence short, so that tests need not wait."""
    chosen = Settings(
        data_dir=tmp_path_factory.mktemp("data"),
        secret_key="a secret key for tests that nobody else uses",
        heartbeat_seconds=0.3,
        sweep_seconds=0.2,
        # What is due, tests bring about when they want it.
        due_seconds=36_000,
        log_level="warning",
    )
    # As a server logs: without the values of local variables, which are slow to print and may be secret.
    configure_logging(chosen)
    return chosen


@pytest.fixture(scope="session")
def light_hashes() -> Iterator[None]:
    """Argon2id with the least it allows: most people of tests never sign in a second time."""
    least = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", least)
        patch.setattr(passwords, "_decoy", least.hash("\x00 no account has this password"))
        yield


@pytest.fixture
def real_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as everywhere outside of tests."""
    monkeypatch.setattr(passwords, "_hasher", HASHER)
    monkeypatch.setattr(passwords, "_decoy", DECOY)


@pytest.fixture(scope="session")
async def server(
    database_url: str, clock: DrivenClock, settings: Settings, light_hashes: None
) -> AsyncIterator[uvicorn.Server]:
    """The application behind a real port, in this process."""
    app = create_app(settings, database_url, clock)
    listener = listen(settings.model_copy(update={"port": 0}))
    running = uvicorn.Server(
        uvicorn.Config(app, log_config=None, ws=FrameProtocol, timeout_graceful_shutdown=2)
    )
    task = asyncio.create_task(running.serve([listener]))
    while not running.started:  # noqa: ASYNC110 - uvicorn tells no other way
        await asyncio.sleep(0.01)
    yield running
    await app.state.live.close()
    running.should_exit = True
    await task


@pytest.fixture(scope="session")
def address(server: uvicorn.Server) -> str:
    """Where the server listens: host and port."""
    host, port = server.servers[0].sockets[0].getsockname()
    return f"{host}:{port}"


@pytest.fixture(scope="session")
def platform(server: uvicorn.Server) -> Platform:
    """What the server's operations run on."""
    app = server.config.loaded_app
    while not hasattr(app, "state"):
        app = app.app
    found: Platform = app.state.platform
    return found


@pytest.fixture(scope="session")
async def connection(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection of the test's own, to look behind the API."""
    opened = await asyncpg.connect(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def empty(connection: asyncpg.Connection, clock: DrivenClock) -> None:
    """A database without rows, at the clock's beginning."""
    await empty_tables(connection)
    clock.rewind()


@pytest.fixture
async def api(empty: None, address: str) -> AsyncIterator[Api]:
    """Nobody's client of the running server."""
    async with Api(address) as client:
        yield client


@pytest.fixture
async def network(api: Api) -> AsyncIterator[Network]:
    """People who sign up as they are named: `await network.educator("ada")`."""
    people = Network(api)
    yield people
    await people.close()
