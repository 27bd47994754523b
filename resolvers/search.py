"""Searching the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from kit.errors import invalid
from loaders.loader import Loader
from loaders.page import Edge, PageInfo
from loaders.search import Hit, SearchKind, count_hits
from loaders.search import search as search_network
from resolvers.arguments import After, First, PageArguments, described
from resolvers.context import Info

LONGEST_QUERY = 200


@dataclass
class SearchPage:
    """Some of the things that match, best first."""

    text: str
    kinds: frozenset[SearchKind]
    edges: list[Edge]
    page_info: PageInfo

    @property
    def nodes(self) -> list[Any]:
        """The things themselves."""
        return [edge.node for edge in self.edges]


async def search(
    info: Info,
    query: Annotated[str, described('What to look for: words, "phrases", -without, or. 1–200 characters.')],
    kinds: Annotated[
        list[SearchKind] | None, described("What to look among; everything when left out.")
    ] = None,
    first: First = None,
    after: After = None,
) -> SearchPage:
    """Full-text search over everything you may see, best match first."""
    if not 1 <= len(query.strip()) <= LONGEST_QUERY or "\x00" in query:
        raise invalid("query", f"A query has 1 to {LONGEST_QUERY} characters.")
    wanted = frozenset(kinds or SearchKind)
    arguments = PageArguments(first=first, after=after)
    hits = await search_network(info.context.reader, query, wanted, arguments)
    edges = await _edges(info, hits[: arguments.size])
    cursors = [edge.cursor for edge in edges]
    start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
    return SearchPage(
        query, wanted, edges, PageInfo(len(hits) > arguments.size, after is not None, start, end)
    )


async def _edges(info: Info, hits: Sequence[Hit]) -> list[Edge]:
    loaders = info.context.loaders
    by_kind: dict[SearchKind, Loader[UUID, Any]] = {
        SearchKind.EDUCATOR: loaders.educator,
        SearchKind.THREAD: loaders.thread,
        SearchKind.POST: loaders.post,
        SearchKind.TOPIC: loaders.topic,
    }
    rows: dict[UUID, Any] = {}
    for kind, loader in by_kind.items():
        ids = [hit.id for hit in hits if hit.kind is kind]
        rows.update(zip(ids, await loader.load_many(ids), strict=True))
    return [Edge(rows[hit.id], hit.cursor) for hit in hits if rows[hit.id] is not None]


async def total_hits(pages: Sequence[SearchPage], info: Info) -> list[int]:
    """How many things match in all; counted only when asked for."""
    return [await count_hits(info.context.reader, page.text, page.kinds) for page in pages]


__all__ = ["SearchKind", "search", "total_hits"]
