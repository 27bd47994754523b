"""The database: one pool for batched reads, one (Tortoise's) for transactions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg
from tortoise.backends.base.client import TransactionContext
from tortoise.context import TortoiseContext, set_global_context
from tortoise.transactions import in_transaction

from kit.connections import Connections, DatabaseBusyError
from kit.deadline import Deadline
from kit.errors import DomainError, ErrorCode
from kit.transaction import Transaction

OnStatement = Callable[[str], None]


@dataclass(frozen=True)
class PoolSizes:
    """How many connections each pool may hold, and how long one is waited for, in seconds."""

    reads: int = 10
    writes: int = 10
    acquire_seconds: float = 5.0
    statement_timeout_ms: int = 5000
    reports: int = 2
    report_timeout_ms: int = 8000


async def _keep_session(_: asyncpg.Connection[Any]) -> None:
    """Spare the reset query at each release: no loader changes session state."""


class OwnConnection:
    """A connection outside every pool, for what lasts: LISTEN, NOTIFY, advisory locks."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self._connection = connection
        self._lost = asyncio.Event()
        connection.add_termination_listener(lambda _: self._lost.set())

    async def execute(self, sql: str, *arguments: object) -> list[Mapping[str, Any]]:
        """The rows of one statement."""
        rows: list[Any] = await self._connection.fetch(sql, *arguments)
        return rows

    async def listen(self, channel: str, heard: Callable[[str], None]) -> None:
        """Call `heard` with the payload of each notification on the channel."""
        await self._connection.add_listener(channel, lambda *notification: heard(notification[3]))

    async def wait_until_lost(self) -> None:
        """Return when the connection is gone."""
        await self._lost.wait()

    async def close(self) -> None:
        """Close it, whatever state it is in."""
        if not self._connection.is_closed():
            self._connection.terminate()
            # The socket is given back in the loop's next turn, which may be its last.
            await asyncio.sleep(0)


class Database:
    """Both pools, opened and closed together; `on_statement` hears each statement's text."""

    # What is worth trying again as it is: deadlocks and serialization failures.
    TRY_AGAIN = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)
    # What a statement may fail with when the server, or the way to it, is in trouble.
    FAILURES = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)

    def __init__(
        self,
        url: str,
        reads: asyncpg.Pool[Any],
        reports: asyncpg.Pool[Any],
        tortoise: TortoiseContext,
        sizes: PoolSizes,
    ) -> None:
        self.url = url
        self._reads = Connections(reads)
        self._reports = Connections(reports)
        self._tortoise = tortoise
        self._sizes = sizes
        self.on_statement: OnStatement | None = None

    @classmethod
    async def open(cls, url: str, modules: Sequence[str], sizes: PoolSizes | None = None) -> Self:
        """Both pools against one PostgreSQL; `modules` are those that define the models.

        Raises: whatever asyncpg raises when the server cannot be reached.
        """
        sizes = sizes or PoolSizes()
        timeout = str(sizes.statement_timeout_ms)
        reads = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=sizes.reads,
            reset=_keep_session,
            server_settings={
                "statement_timeout": timeout,
                "application_name": "menteo reads",
                # Texts are constant and lists of keys alike: planning anew costs more than it saves.
                "plan_cache_mode": "force_generic_plan",
            },
        )
        reports = await _report_pool(url, sizes)
        tortoise = TortoiseContext()
        database = cls(url, reads, reports, tortoise, sizes)
        try:
            # Requests run in other tasks than this one, so the context must be the process's.
            set_global_context(tortoise)
            await tortoise.init(config=tortoise_config(url, modules, sizes))
        except BaseException:
            await database.close()
            raise
        return database

    async def close(self) -> None:
        """Close every connection."""
        await self._tortoise.close_connections()
        await self._reads.close()
        await self._reports.close()

    async def connect(self, name: str) -> OwnConnection:
        """A connection of one's own, outside every pool."""
        settings = {"application_name": f"menteo {name}"}
        return OwnConnection(await asyncpg.connect(self.url, server_settings=settings))

    async def fetch(
        self, sql: str, *arguments: object, record_class: type[asyncpg.Record] | None = None
    ) -> list[Any]:
        """The rows of one statement, as records of a class if one is given.

        Raises: DatabaseBusyError when no connection comes free in time; DomainError INVALID for a
        text that PostgreSQL cannot hold.
        """
        self.heard(sql)
        try:
            return await self._reads.fetch(sql, arguments, record_class, self._sizes.acquire_seconds)
        except asyncpg.CharacterNotInRepertoireError as error:
            raise DomainError(ErrorCode.INVALID, "A text cannot contain the character U+0000.") from error

    async def fetch_for_report(self, sql: str, *arguments: object) -> list[Any]:
        """The rows of one statement over many rows, which waits for other reports and for nobody else.

        Raises: DatabaseBusyError when no connection comes free in time, or the statement takes too long.
        """
        self.heard(sql)
        try:
            return await self._reports.fetch(sql, arguments, None, self._sizes.report_timeout_ms / 1000)
        except asyncpg.QueryCanceledError as error:
            raise DatabaseBusyError from error

    def heard(self, sql: str) -> None:
        """Tell the listener, if there is one, that a statement is sent."""
        if self.on_statement is not None:
            self.on_statement(sql)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction, in which models are written too; what was put off runs after its commit.

        Raises: DatabaseBusyError when no connection comes free in time.
        """
        opened = in_transaction()
        try:
            with Deadline(self._sizes.acquire_seconds):
                client = await opened.__aenter__()
        except BaseException as error:
            await _give_back(opened)
            if isinstance(error, TimeoutError):
                raise DatabaseBusyError from error
            raise
        transaction = Transaction(client, self.heard)
        try:
            yield transaction
        except BaseException as error:
            await opened.__aexit__(type(error), error, error.__traceback__)
            raise
        await opened.__aexit__(None, None, None)
        transaction.committed()


async def _report_pool(url: str, sizes: PoolSizes) -> asyncpg.Pool[Any]:
    """Few connections, so that heavy statements leave the processors to the others."""
    return await asyncpg.create_pool(
        url,
        min_size=0,
        max_size=sizes.reports,
        reset=_keep_session,
        server_settings={
            "statement_timeout": str(sizes.report_timeout_ms),
            "application_name": "menteo reports",
            "default_transaction_read_only": "on",
            "max_parallel_workers_per_gather": "0",
            "jit": "off",
        },
    )


async def _give_back(opened: TransactionContext) -> None:
    """Return the connection of a transaction that did not begin; Tortoise would keep it for ever."""
    # The token is taken right after the connection, so without one there is nothing to return.
    if hasattr(opened, "token"):
        # Nobody knows how far it came: the connection is ended, and its pool makes another.
        opened.client._connection.terminate()  # noqa: SLF001 - Tortoise offers no other way
        opened.client._finalized = True  # noqa: SLF001 - there is nothing to roll back
        await opened.__aexit__(None, None, None)


def tortoise_config(url: str, modules: Sequence[str], sizes: PoolSizes) -> dict[str, Any]:
    """Tortoise's configuration for the same database.

    A URL may name a socket directory (`postgresql:///menteo?host=/run/postgresql`), which
    Tortoise's own URL parser does not understand, so the parts are handed over one by one.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    credentials = {
        "host": query.pop("host", parts.hostname),
        "port": int(query.pop("port", parts.port or 5432)),
        "user": query.pop("user", _unquoted(parts.username)),
        "password": query.pop("password", _unquoted(parts.password)),
        "database": unquote(parts.path.lstrip("/")),
        "minsize": 1,
        "maxsize": sizes.writes,
        "server_settings": {"statement_timeout": str(sizes.statement_timeout_ms), "lock_timeout": "4000"},
        "application_name": "menteo writes",
        **query,
    }
    return {
        "connections": {"default": {"engine": "tortoise.backends.asyncpg", "credentials": credentials}},
        "apps": {
            "models": {
                "models": list(modules),
                "default_connection": "default",
                "migrations": "migrations.models",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def _unquoted(part: str | None) -> str | None:
    return None if part is None else unquote(part)


__all__ = ["Database", "DatabaseBusyError", "OnStatement", "OwnConnection", "PoolSizes", "tortoise_config"]
