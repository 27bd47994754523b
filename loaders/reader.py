"""Reading for one viewer: every statement carries whose eyes it reads with."""

from functools import cache
from typing import Any

from access.viewer import Viewer
from kit.database import Database
from models import Row, record_of


class Reader:
    """The database as one viewer sees it; rows are records, of a model if one is named."""

    def __init__(self, database: Database, viewer: Viewer) -> None:
        self._database = database
        self.viewer = viewer

    async def rows(self, sql: str, *arguments: object, of: type[Row] | None = None) -> list[Any]:
        """The rows of a statement whose $1–$3 are the viewer and whose own arguments start at $4."""
        return await self.plain_rows(sql, *self.viewer.filter_values(), *arguments, of=of)

    async def plain_rows(self, sql: str, *arguments: object, of: type[Row] | None = None) -> list[Any]:
        """The rows of a statement that asks for nothing a viewer could be refused."""
        record_class = None if of is None else record_of(of)
        return await self._database.fetch(sql, *arguments, record_class=record_class)


@cache
def columns(model: type[Row], alias: str) -> str:
    """A model's columns as a select list over an alias, the search vector left out."""
    return ", ".join(f"{alias}.{column}" for column in model.columns())
