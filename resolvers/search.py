"""Searching the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from kit.errors import invalid
from loaders.loader import Loader
from loaders.page import Slice
from loaders.search import Hit, SearchKind, count_hits
from loaders.search import search as search_network
from resolvers.arguments import After, First, PageArguments, described
from resolvers.context import Info

LONGEST_QUERY = 200


@dataclass
class SearchPage(Slice):
    """Some of the things that match, best first."""

    text: str
    kinds: frozenset[SearchKind]


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
    shown = hits[: arguments.size]
    places = {hit.id: hit for hit in shown}
    return SearchPage(
        await _rows(info, shown),
        lambda row: places[row.id].cursor,
        len(hits) > arguments.size,
        after is not None,
        query,
        wanted,
    )


async def _rows(info: Info, hits: Sequence[Hit]) -> list[Any]:
    """What was hit, in the order of the hits; what has gone meanwhile is left out."""
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
    return [rows[hit.id] for hit in hits if rows[hit.id] is not None]


async def total_hits(pages: Sequence[SearchPage], info: Info) -> list[int]:
    """How many things match in all; counted only when asked for."""
    return [await count_hits(info.context.reader, page.text, page.kinds) for page in pages]


__all__ = ["SearchKind", "search", "total_hits"]
