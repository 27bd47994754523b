"""Keyset pages: the first or last n rows of each of many lists, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from access.viewer import VIEWER_ROW
from kit.cursors import decode_position, encode_position
from kit.errors import invalid
from loaders.reader import Reader, columns
from models import Row

DEFAULT_SIZE = 20
MAX_SIZE = 100
# The key of a list that belongs to no parent.
ROOT = UUID(int=0)


@dataclass(frozen=True)
class Order:
    """A total order over rows: columns all ascending or all descending, the last one unique."""

    name: str
    columns: tuple[tuple[str, str, str], ...]  # (SQL expression, SQL type, attribute of the row)
    descending: bool = False

    def cursor_of(self, row: Any) -> str:
        """The cursor that stands on this row."""
        values = tuple(row[name] for _, _, name in self.columns)
        return encode_position(self._name_for(type(row)), values)

    def position(self, model: type[Row], cursor: str) -> tuple[str, ...] | None:
        """The sort values in a cursor; None when it was not made for rows of this model in this order."""
        return decode_position(self._name_for(model), cursor, [kind for _, kind, _ in self.columns])

    def _name_for(self, model: type[Row]) -> str:
        return f"{model.__name__} {self.name}"


@cache
def newest(alias: str) -> Order:
    """Newest first: ids are UUIDv7, so the highest id is the newest row."""
    return Order("newest", ((f"{alias}.id", "uuid", "id"),), descending=True)


@cache
def oldest(alias: str) -> Order:
    """Oldest first."""
    return Order("oldest", ((f"{alias}.id", "uuid", "id"),))


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


@dataclass(frozen=True)
class Listing:
    """What is listed for each key: `condition` may speak of `asked.key` and `viewer`.

    `values` are the statement's own parameters from $5 on; the cursors' values follow them. A
    source that is itself made of many lists says `{page}` where each of them can be cut.
    """

    model: type[Row]
    alias: str
    source: str
    condition: str
    values: tuple[object, ...] = field(default=(), compare=False)
    extra: str = ""


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
    """One row of a page and its place."""

    node: Any
    cursor: str


@dataclass(slots=True)
class PageInfo:
    """Where a page lies in its list."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class RowEdge:
    """One row of a page; its place is worked out when somebody asks."""

    node: Any
    order: Order

    @property
    def cursor(self) -> str:
        """Its place in the list."""
        return self.order.cursor_of(self.node)


@dataclass(slots=True)
class Page:
    """Some rows of a list, with what is needed to go on."""

    nodes: list[Any]
    order: Order
    has_next_page: bool
    has_previous_page: bool
    counter: Counter
    key: UUID = ROOT

    @property
    def edges(self) -> list[RowEdge]:
        """The rows with their cursors."""
        return [RowEdge(node, self.order) for node in self.nodes]

    @property
    def page_info(self) -> "Page":
        """Where the page lies, which it knows itself."""
        return self

    @property
    def start_cursor(self) -> str | None:
        """The cursor of the first row."""
        return self.order.cursor_of(self.nodes[0]) if self.nodes else None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last row."""
        return self.order.cursor_of(self.nodes[-1]) if self.nodes else None


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


@dataclass(frozen=True, slots=True)
class _Cut:
    """Which rows of each list a statement reads: all that makes its text."""

    order: Order
    after: bool
    before: bool
    backward: bool
    limit: int

    def bounds(self, parameter: int) -> str:
        """The conditions that the cursors make; their values are the parameters from this number on."""
        left = ", ".join(expression for expression, _, _ in self.order.columns)
        condition = ""
        for given, ahead in ((self.after, True), (self.before, False)):
            if given:
                right = ", ".join(
                    f"${parameter + i}::text::{kind}" for i, (_, kind, _) in enumerate(self.order.columns)
                )
                condition += f" AND ({left}) {'<' if ahead is self.order.descending else '>'} ({right})"
                parameter += len(self.order.columns)
        return condition

    def tail(self) -> str:
        """The order and the number of rows, which is in the text so that one plan serves all callers."""
        direction = "DESC" if self.order.descending is not self.backward else "ASC"
        ordering = ", ".join(f"{expression} {direction}" for expression, _, _ in self.order.columns)
        return f"ORDER BY {ordering} LIMIT {self.limit}"


@lru_cache(maxsize=1_000)
def _statement(listing: Listing, values: int, cut: _Cut) -> str:
    """The one statement that reads a page of every list asked for; `place` is the list's."""
    bounds, tail = cut.bounds(5 + values), cut.tail()
    source = listing.source.replace("{page}", f"{bounds} {tail}")
    return f"""SELECT asked.place, found.*
        FROM {VIEWER_ROW}, unnest($4::uuid[]) WITH ORDINALITY AS asked(key, place)
        CROSS JOIN LATERAL (
            SELECT {columns(listing.model, listing.alias)}{listing.extra} FROM {source}
            WHERE {listing.condition}{bounds} {tail}) AS found"""


async def pages(
    reader: Reader, listing: Listing, keys: Sequence[UUID], order: Order, arguments: PageArguments
) -> list[Page]:
    """n keys → n pages, in the same order; one statement.

    Raises: DomainError INVALID for a cursor that was not made for this order.
    """
    positions = _positions(listing, order, arguments)
    after, before = arguments.after is not None, arguments.before is not None
    cut = _Cut(order, after, before, arguments.backward, arguments.size + 1)
    sql = _statement(listing, len(listing.values), cut)
    places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    lists: list[list[Any]] = [[] for _ in places]
    for row in await reader.rows(sql, list(places), *listing.values, *positions, of=listing.model):
        lists[row[0] - 1].append(row)
    counter = Counter(reader, listing)
    return [_page(lists[places[key]], order, arguments, counter, key) for key in keys]


def _page(rows: list[Any], order: Order, arguments: PageArguments, counter: Counter, key: UUID) -> Page:
    more, nodes = len(rows) > arguments.size, rows[: arguments.size]
    if arguments.backward:
        return Page(nodes[::-1], order, arguments.before is not None, more, counter, key)
    return Page(nodes, order, more, arguments.after is not None, counter, key)
