"""Batched reads of the plain Strawberry server: the hand-written server's statements behind loaders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader

_COLUMNS = """id, handle, display_name, headline, bio, role, career_stage, phases, organisation, country,
    region, languages, visibility, created_at, version"""
_AUTHORS = (
    "SELECT id, handle, display_name FROM educator WHERE id = ANY ($1::uuid[]) AND visibility = 'PUBLIC'"
)
_ENTITIES = f"SELECT {_COLUMNS} FROM educator WHERE id = ANY ($1::uuid[]) AND visibility = 'PUBLIC'"
_BY_HANDLE = f"SELECT {_COLUMNS} FROM educator WHERE handle = ANY ($1::text[]) AND visibility = 'PUBLIC'"
_THREADS = """SELECT t.* FROM unnest($1::uuid[]) AS asked(key) CROSS JOIN LATERAL (
    SELECT author_id, id, title FROM thread WHERE author_id = asked.key AND visibility = 'PUBLIC'
    ORDER BY id DESC LIMIT $2) AS t"""
_POSTS = """SELECT p.* FROM unnest($1::uuid[]) AS asked(key) CROSS JOIN LATERAL (
    SELECT thread_id, author_id, id, seq, body, created_at FROM post WHERE thread_id = asked.key
    ORDER BY seq LIMIT $2) AS p"""
_PAGE = f"SELECT {_COLUMNS} FROM educator WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2"
_PAGE_OF_THREADS = """SELECT id, title, created_at, author_id FROM thread
    WHERE visibility = 'PUBLIC' AND id < $1 ORDER BY id DESC LIMIT $2"""

Rows = list[Any]


class StockLoaders:
    """The loaders of one operation."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self.author = self._one(_AUTHORS, "id")
        self.entity = self._one(_ENTITIES, "id")
        self.by_handle = self._one(_BY_HANDLE, "handle")
        self._lists: dict[tuple[str, int], DataLoader[UUID, Rows]] = {}

    async def educators(self, after: UUID, first: int) -> Rows:
        """A page of educators."""
        rows: Rows = await self._pool.fetch(_PAGE, after, first)
        return rows

    async def threads(self, after: UUID, first: int) -> Rows:
        """A page of all threads."""
        rows: Rows = await self._pool.fetch(_PAGE_OF_THREADS, after, first)
        return rows

    def threads_of(self, first: int) -> DataLoader[UUID, Rows]:
        """The first threads of each educator."""
        return self._list("author_id", _THREADS, first)

    def posts_of(self, first: int) -> DataLoader[UUID, Rows]:
        """The first posts of each thread."""
        return self._list("thread_id", _POSTS, first)

    def _one(self, sql: str, column: str) -> DataLoader[Any, Any]:
        async def load(keys: Sequence[Any]) -> Rows:
            found = {row[column]: row for row in await self._pool.fetch(sql, keys)}
            return [found.get(key) for key in keys]

        return DataLoader(load)

    def _list(self, column: str, sql: str, first: int) -> DataLoader[UUID, Rows]:
        async def load(keys: Sequence[UUID]) -> list[Rows]:
            lists: dict[UUID, Rows] = {key: [] for key in keys}
            for row in await self._pool.fetch(sql, keys, first):
                lists[row[column]].append(row)
            return [lists[key] for key in keys]

        loader = self._lists.get((column, first))
        if loader is None:
            loader = self._lists[column, first] = DataLoader(load)
        return loader
