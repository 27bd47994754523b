"""Tables without their indexes and foreign keys while many rows come in: made once, after the last row."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg

# Keys of and into the tables, then the indexes that no constraint owns; `pass` says what is made first.
# Small partial indexes over a list of states stay: PostgreSQL would write their lists in other words.
_FOUND = """
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
    format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    AS make,
    CASE contype WHEN 'f' THEN 3 ELSE 1 END AS pass, conname AS name
FROM pg_constraint
WHERE contype IN ('p', 'u', 'f') AND ($1::regclass[] @> ARRAY[conrelid::regclass]
    OR $1::regclass[] @> ARRAY[confrelid::regclass])
UNION ALL
SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid), 2,
    indexrelid::regclass::text
FROM pg_index
WHERE $1::regclass[] @> ARRAY[indrelid::regclass]
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
    AND pg_get_indexdef(indexrelid) NOT LIKE '% ANY (%'
ORDER BY pass, name
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A constraint or an index: how it goes and how it comes back."""

    drop: str
    make: str


@asynccontextmanager
async def bare_tables(connection: asyncpg.Connection[Any], tables: Sequence[str]) -> AsyncIterator[None]:
    """The tables bare, inside the open transaction; afterwards they are exactly as they were.

    Nothing is lost by an error or a crash: the transaction then never was.
    """
    parts = [_Part(row["drop"], row["make"]) for row in await connection.fetch(_FOUND, tables)]
    for part in reversed(parts):
        await connection.execute(part.drop)
    for table in tables:
        await _begin_anew(connection, table)
    yield
    for part in parts:
        await connection.execute(part.make)


async def _begin_anew(connection: asyncpg.Connection[Any], table: str) -> None:
    """Truncate the table if it is empty: rows of a file that is new need no write-ahead log of their own."""
    if not await connection.fetchval(f"SELECT EXISTS (SELECT FROM {table})"):  # noqa: S608 - our tables
        await connection.execute(f"TRUNCATE {table}")
