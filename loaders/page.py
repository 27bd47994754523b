"""Keyset pages: the first or last n rows of each of many lists, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
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
        values = tuple(getattr(row, name) for _, _, name in self.columns)
        return encode_position(self._name_for(type(row)), values)

    def position(self, model: type[Row], cursor: str) -> tuple[str, ...] | None:
        """The sort values in a cursor; None when it was not made for rows of this model in this order."""
        return decode_position(self._name_for(model), cursor, [kind for _, kind, _ in self.columns])

    def _name_for(self, model: type[Row]) -> str:
        return f"{model.__name__} {self.name}"


def newest(alias: str) -> Order:
    """Newest first: ids are UUIDv7, so the highest id is the newest row."""
    return Order("newest", ((f"{alias}.id", "uuid", "id"),), descending=True)


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

    `values` are the statement's own parameters from $6 on; the cursors' values follow them. A
    source that is itself made of many lists says `{page}` where each of them can be cut.
    """

    model: type[Row]
    alias: str
    source: str
    condition: str
    values: tuple[object, ...] = ()
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
            FROM {VIEWER_ROW}, unnest($4::uuid[]) AS asked(key) WHERE $5::int IS NOT NULL"""
        rows = await self._reader.rows(sql, list(dict.fromkeys(keys)), 0, *listing.values)
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


@dataclass(slots=True)
class Page:
    """Some rows of a list, with what is needed to go on."""

    nodes: list[Any]
    order: Order
    has_next_page: bool
    has_previous_page: bool
    counter: Counter
    key: UUID = ROOT
    _edges: list[Edge] | None = field(default=None, repr=False)

    @property
    def edges(self) -> list[Edge]:
        """The rows with their cursors."""
        if self._edges is None:
            self._edges = [Edge(node, self.order.cursor_of(node)) for node in self.nodes]
        return self._edges

    @property
    def page_info(self) -> PageInfo:
        """Where the page lies."""
        cursors = [self.order.cursor_of(node) for node in (self.nodes[:1] + self.nodes[-1:])]
        start, end = (cursors[0], cursors[-1]) if cursors else (None, None)
        return PageInfo(self.has_next_page, self.has_previous_page, start, end)


def _bounds(listing: Listing, order: Order, arguments: PageArguments) -> tuple[str, list[object]]:
    """The condition that both cursors make, and its parameters, which follow the listing's own."""
    parameter = 6 + len(listing.values)
    left = ", ".join(expression for expression, _, _ in order.columns)
    condition, values = "", list[object]()
    for name, text, ahead in (("after", arguments.after, True), ("before", arguments.before, False)):
        if text is None:
            continue
        position = order.position(listing.model, text)
        if position is None:
            raise invalid(name, f"`{name}` is not a cursor of this list in this order.")
        right = ", ".join(
            f"${parameter + len(values) + i}::text::{kind}" for i, (_, kind, _) in enumerate(order.columns)
        )
        condition += f" AND ({left}) {'<' if ahead is order.descending else '>'} ({right})"
        values.extend(position)
    return condition, values


async def pages(
    reader: Reader, listing: Listing, keys: Sequence[UUID], order: Order, arguments: PageArguments
) -> list[Page]:
    """n keys → n pages, in the same order; one statement.

    Raises: DomainError INVALID for a cursor that was not made for this order.
    """
    bounds, cursor_values = _bounds(listing, order, arguments)
    direction = "DESC" if order.descending is not arguments.backward else "ASC"
    ordering = ", ".join(f"{expression} {direction}" for expression, _, _ in order.columns)
    cut = f"ORDER BY {ordering} LIMIT $5"
    source = listing.source.replace("{page}", f"{bounds} {cut}")
    sql = f"""SELECT asked.key AS listed_for, found.*
        FROM {VIEWER_ROW}, unnest($4::uuid[]) AS asked(key)
        CROSS JOIN LATERAL (
            SELECT {columns(listing.model, listing.alias)}{listing.extra} FROM {source}
            WHERE {listing.condition}{bounds} {cut}) AS found"""
    unique = list(dict.fromkeys(keys))
    rows = await reader.rows(sql, unique, arguments.size + 1, *listing.values, *cursor_values)
    nodes: dict[UUID, list[Any]] = {key: [] for key in unique}
    for row in rows:
        nodes[row["listed_for"]].append(listing.model.light(row))
    counter = Counter(reader, listing)
    return [_page(nodes[key], order, arguments, counter, key) for key in keys]


def _page(rows: list[Any], order: Order, arguments: PageArguments, counter: Counter, key: UUID) -> Page:
    more, nodes = len(rows) > arguments.size, rows[: arguments.size]
    if arguments.backward:
        return Page(nodes[::-1], order, arguments.before is not None, more, counter, key)
    return Page(nodes, order, more, arguments.after is not None, counter, key)
