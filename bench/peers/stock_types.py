"""The schema of the plain Strawberry server: types are made from records, fields are attributes."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

import strawberry
from strawberry import Info

from bench.peers.stock_loaders import StockLoaders

T = TypeVar("T")


def _loaders(info: Info[Any, None]) -> StockLoaders:
    loaders: StockLoaders = info.context["loaders"]
    return loaders


def _global_id(type_name: str, row_id: UUID) -> strawberry.ID:
    return strawberry.ID(urlsafe_b64encode(f"{type_name}:".encode() + row_id.bytes).decode().rstrip("="))


def _position(cursor: str) -> UUID:
    return UUID(json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))[1])


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class PageInfo:
    has_next_page: bool


@strawberry.type
class Connection(Generic[T]):
    nodes: list[T]
    page_info: PageInfo


@strawberry.type
class Post(Node):
    seq: int
    body: str | None
    created_at: datetime
    author_id: strawberry.Private[UUID]

    @strawberry.field
    async def author(self, info: Info[Any, None]) -> Educator | None:
        row = await _loaders(info).author.load(self.author_id)
        return Educator.brief(row) if row else None

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(
            id=_global_id("Post", row["id"]),
            seq=row["seq"],
            body=row["body"],
            created_at=row["created_at"],
            author_id=row["author_id"],
        )


@strawberry.type
class Thread(Node):
    title: str
    created_at: datetime | None
    row_id: strawberry.Private[UUID]
    author_id: strawberry.Private[UUID]

    @strawberry.field
    async def posts(self, info: Info[Any, None], first: int) -> Connection[Post]:
        rows = await _loaders(info).posts_of(first).load(self.row_id)
        return Connection(nodes=[Post.of(row) for row in rows], page_info=PageInfo(has_next_page=False))

    @strawberry.field
    async def author(self, info: Info[Any, None]) -> Educator | None:
        row = await _loaders(info).author.load(self.author_id)
        return Educator.brief(row) if row else None

    @classmethod
    def of(cls, row: Any) -> Self:
        return cls(
            id=_global_id("Thread", row["id"]),
            title=row["title"],
            created_at=row.get("created_at"),
            row_id=row["id"],
            author_id=row["author_id"],
        )


@strawberry.type
class Educator(Node):
    handle: str
    display_name: str
    headline: str | None = None
    bio: str | None = None
    role: str | None = None
    career_stage: str | None = None
    phases: list[int] | None = None
    organisation: str | None = None
    country: str | None = None
    region: str | None = None
    languages: list[str] | None = None
    visibility: str | None = None
    created_at: datetime | None = None
    version: int | None = None
    row_id: strawberry.Private[UUID | None] = None

    @strawberry.field
    async def threads(self, info: Info[Any, None], first: int) -> Connection[Thread]:
        rows = await _loaders(info).threads_of(first).load(self.row_id) if self.row_id else []
        return Connection(nodes=[Thread.of(row) for row in rows], page_info=PageInfo(has_next_page=False))

    @classmethod
    def brief(cls, row: Any) -> Self:
        return cls(
            id=_global_id("Educator", row["id"]), handle=row["handle"], display_name=row["display_name"]
        )

    @classmethod
    def of(cls, row: Any) -> Self:
        columns = dict(row)
        row_id = columns.pop("id")
        return cls(id=_global_id("Educator", row_id), row_id=row_id, **columns)


@strawberry.type
class Query:
    @strawberry.field
    async def educators(self, info: Info[Any, None], first: int, after: str) -> Connection[Educator]:
        rows = await _loaders(info).educators(_position(after), first)
        return Connection(nodes=[Educator.of(row) for row in rows], page_info=PageInfo(has_next_page=False))

    @strawberry.field
    async def educator(self, info: Info[Any, None], handle: str) -> Educator | None:
        row = await _loaders(info).by_handle.load(handle)
        return Educator.of(row) if row else None

    @strawberry.field
    async def node(self, info: Info[Any, None], id: strawberry.ID) -> Node | None:
        raw = urlsafe_b64decode(id + "=" * (-len(id) % 4))
        row = await _loaders(info).entity.load(UUID(bytes=raw[-16:]))
        return Educator.of(row) if row else None

    @strawberry.field
    async def threads(self, info: Info[Any, None], first: int, after: str) -> Connection[Thread]:
        rows = await _loaders(info).threads(_position(after), first + 1)
        nodes = [Thread.of(row) for row in rows[:first]]
        return Connection(nodes=nodes, page_info=PageInfo(has_next_page=len(rows) > first))
