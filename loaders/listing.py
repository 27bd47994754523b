"""What is listed, in which order, and the one statement that cuts a page out of many such lists."""

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from access.viewer import VIEWER_ROW
from kit.cursors import decode_position, encode_position
from loaders.reader import columns
from models import Row


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


@dataclass(frozen=True, slots=True)
class Cut:
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
def statement(listing: Listing, values: int, cut: Cut) -> str:
    """The one statement that reads a page of every list asked for; `place` is the list's."""
    bounds, tail = cut.bounds(5 + values), cut.tail()
    source = listing.source.replace("{page}", f"{bounds} {tail}")
    return f"""SELECT asked.place, found.*
        FROM {VIEWER_ROW}, unnest($4::uuid[]) WITH ORDINALITY AS asked(key, place)
        CROSS JOIN LATERAL (
            SELECT {columns(listing.model, listing.alias)}{listing.extra} FROM {source}
            WHERE {listing.condition}{bounds} {tail}) AS found"""
