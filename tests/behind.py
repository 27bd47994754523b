"""What stands in the database behind the API: the log of events, and whether anything changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from kit.ids import decode_id

# How often somebody tried is counted also when nothing else happens.
_NOT_COUNTED = {"rate_limit", "tortoise_migrations", "stream_epoch"}


def row_id(global_id: str) -> UUID:
    """The row's id in a global id."""
    decoded = decode_id(global_id)
    assert decoded is not None, global_id
    return decoded.id


class Behind:
    """Looks behind the API over a connection of its own."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self.connection = connection

    async def events(self, stream: str) -> list[str]:
        """The kinds of a stream's events, in order; their numbers are dense."""
        rows = await self.connection.fetch(
            "SELECT seq, kind FROM event WHERE stream_id = $1 ORDER BY seq", row_id(stream)
        )
        assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1))
        return [row["kind"] for row in rows]

    async def happened(self, stream: str) -> list[tuple[str, UUID, UUID]]:
        """A stream's events in order: what happened, to what, and who did it."""
        rows = await self.connection.fetch(
            "SELECT kind, subject_id, actor_id FROM event WHERE stream_id = $1 ORDER BY seq", row_id(stream)
        )
        return [(row["kind"], row["subject_id"], row["actor_id"]) for row in rows]

    async def count(self, table: str) -> int:
        """How many rows a table holds."""
        found: int = await self.connection.fetchval(f"SELECT count(*) FROM {table}")
        return found

    async def until_somebody_waits(self) -> None:
        """Return as soon as a connection waits for a lock of another."""
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while not await self.connection.fetchval(waiting):  # noqa: ASYNC110 - PostgreSQL tells no other way
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def nothing_happens(self) -> AsyncIterator[None]:
        """Fails when any row of any table, the log included, is another one afterwards."""
        before = await self._contents()
        yield
        assert await self._contents() == before

    async def _contents(self) -> dict[str, list[str]]:
        tables = await self.connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        contents = {}
        for (table,) in tables:
            if table not in _NOT_COUNTED:
                rows = await self.connection.fetch(f"SELECT t::text FROM {table} t ORDER BY 1")
                contents[table] = [row[0] for row in rows]
        return contents
