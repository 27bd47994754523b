"""Reading for one viewer: every statement carries whose eyes it reads with."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from access.viewer import Viewer
from kit.database import Database
from models import Row, record_of


class Reader:
    """The database as one viewer sees it; rows are records, of a model if one is named."""

    def __init__(self, database: Database, viewer: Viewer) -> None:
        self._database = database
        self.viewer = viewer
        self._viewer_row = viewer.filter_values()
        # The columns of each model that this operation does not show, and therefore does not fetch.
        self.omitted: Mapping[type[Row], frozenset[str]] = {}
        # What is hidden from others and was read with a moderator's privileges, as far as it is written down.
        self.looked_at = set[tuple[str, UUID]]()

    async def rows(self, sql: str, *arguments: object, of: type[Row] | None = None) -> list[Any]:
        """The rows of a statement whose $1–$3 are the viewer and whose own arguments start at $4."""
        return await self.plain_rows(sql, *self._viewer_row, *arguments, of=of)

    async def plain_rows(self, sql: str, *arguments: object, of: type[Row] | None = None) -> list[Any]:
        """The rows of a statement that asks for nothing a viewer could be refused."""
        if of is None:
            return await self._database.fetch(sql, *arguments)
        if of in self.omitted:
            sql = _without(sql, of, self.omitted[of])
        return await self._database.fetch(sql, *arguments, record_class=record_of(of))


@cache
def columns(model: type[Row], alias: str) -> str:
    """A model's columns as a select list over an alias, the search vector left out."""
    return ", ".join(f"{alias}.{column}" for column in model.columns())


@lru_cache(maxsize=2_000)
def _without(sql: str, model: type[Row], omitted: frozenset[str]) -> str:
    """The statement with these columns left out of its select lists of the model."""
    all_columns = model.columns()
    first, *others = all_columns
    select_list = rf"\b(\w+)\.{first}" + "".join(rf", \1\.{column}" for column in others) + r"\b"
    kept = [column for column in all_columns if column not in omitted]
    return re.sub(select_list, lambda found: ", ".join(f"{found[1]}.{column}" for column in kept), sql)
