"""Keyset pages: the first or last n rows of each of many lists, in one statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from access.viewer import VIEWER_ROW
from kit.errors import invalid
from loaders.listing import Cut, Listing, Order, newest, oldest, statement
from loaders.reader import Reader

DEFAULT_SIZE = 20
MAX_SIZE = 100
# The key of a list that belongs to no parent.
ROOT = UUID(int=0)

CursorOf = Callable[[Any], str]


@dataclass(frozen=True)
class PageArguments:
    """Relay's four arguments of a connection, checked.

    Raises: DomainError INVALID for `first` or `last` out of 1–100, or both given.
    """

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def __post_init__(self) -> None:
        for name, value in (("first", self.first), ("last", self.last)):
            if value is not None and not 1 <= value <= MAX_SIZE:
                raise invalid(name, f"`{name}` must lie between 1 and {MAX_SIZE}; {value} was given.")
        if self.first is not None and self.last is not None:
            raise invalid("last", "Give `first` or `last`, not both.")

    @property
    def backward(self) -> bool:
        """Whether the last rows are wanted."""
        return self.last is not None

    @property
    def size(self) -> int:
        """How many rows a page holds."""
        return self.last or self.first or DEFAULT_SIZE


class Counter:
    """Counts the rows of a listing for many keys in one statement, when somebody asks."""

    def __init__(self, reader: Reader, listing: Listing) -> None:
        self._reader = reader
        self._listing = listing

    async def count(self, keys: Sequence[UUID]) -> dict[UUID, int]:
        """How many rows each key lists."""
        listing = self._listing
        source = listing.source.replace("{page}", "")
        sql = f"""SELECT asked.key, (SELECT count(*) FROM {source} WHERE {listing.condition}) AS count
            FROM {VIEWER_ROW}, unnest($4::uuid[]) AS asked(key)"""
        rows = await self._reader.rows(sql, list(dict.fromkeys(keys)), *listing.values)
        return {row["key"]: row["count"] for row in rows}


@dataclass(frozen=True, slots=True)
class Edge:
    """One node of a list; its place is worked out when somebody asks."""

    node: Any
    cursor_of: CursorOf

    @property
    def cursor(self) -> str:
        """Its place in the list."""
        return self.cursor_of(self.node)


@dataclass(slots=True)
class Slice:
    """Some nodes of a list in order, with what is needed to go on."""

    nodes: list[Any]
    cursor_of: CursorOf
    has_next_page: bool
    has_previous_page: bool

    @property
    def edges(self) -> list[Edge]:
        """The nodes with their cursors."""
        return [Edge(node, self.cursor_of) for node in self.nodes]

    @property
    def page_info(self) -> Self:
        """Where the slice lies, which it knows itself."""
        return self

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first node."""
        return self.cursor_of(self.nodes[0]) if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last node."""
        return self.cursor_of(self.nodes[-1]) if self.nodes else None


@dataclass(slots=True)
class Page(Slice):
    """Some rows of a listing, which can be counted."""

    counter: Counter
    key: UUID = ROOT


def _positions(listing: Listing, order: Order, arguments: PageArguments) -> list[object]:
    """The sort values in the cursors that were given, `after` before `before`.

    Raises: DomainError INVALID for a cursor that was not made for this order.
    """
    values = list[object]()
    for name, text in (("after", arguments.after), ("before", arguments.before)):
        if text is None:
            continue
        position = order.position(listing.model, text)
        if position is None:
            raise invalid(name, f"`{name}` is not a cursor of this list in this order.")
        values.extend(position)
    return values


async def pages(
    reader: Reader, listing: Listing, keys: Sequence[UUID], order: Order, arguments: PageArguments
) -> list[Page]:
    """n keys → n pages, in the same order; one statement.

    Raises: DomainError INVALID for a cursor that was not made for this order.
    """
    positions = _positions(listing, order, arguments)
    after, before = arguments.after is not None, arguments.before is not None
    cut = Cut(order, after, before, arguments.backward, arguments.size + 1)
    sql = statement(listing, len(listing.values), cut)
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    lists: list[list[Any]] = [[] for _ in places]
    for row in await reader.rows(sql, list(places), *listing.values, *positions, of=listing.model):
        lists[row[0] - 1].append(row)
    counter, cursor_of = Counter(reader, listing), order.cursor_of
    return [_page(lists[places[key]], cursor_of, arguments, counter, key) for key in keys]


def _page(
    rows: list[Any], cursor_of: CursorOf, arguments: PageArguments, counter: Counter, key: UUID
) -> Page:
    more, nodes = len(rows) > arguments.size, rows[: arguments.size]
    if arguments.backward:
        return Page(nodes[::-1], cursor_of, arguments.before is not None, more, counter, key)
    return Page(nodes, cursor_of, more, arguments.after is not None, counter, key)


__all__ = [
    "ROOT",
    "Counter",
    "Edge",
    "Listing",
    "Order",
    "Page",
    "PageArguments",
    "Slice",
    "newest",
    "oldest",
    "pages",
]
