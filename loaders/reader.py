"""Reading for one viewer: every statement carries whose eyes it reads with."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from access.viewer import Viewer
from kit.database import Database
from models import Row


class Reader:
    """The database as one viewer sees it; `statements` counts what was sent."""

    def __init__(self, database: Database, viewer: Viewer) -> None:
        self._database = database
        self.viewer = viewer
        self.statements = 0

    async def rows(self, sql: str, *arguments: object) -> list[Mapping[str, Any]]:
        """The rows of a statement whose $1–$3 are the viewer and whose own arguments start at $4."""
        self.statements += 1
        return await self._database.fetch(sql, *self.viewer.filter_values(), *arguments)

    async def plain_rows(self, sql: str, *arguments: object) -> list[Mapping[str, Any]]:
        """The rows of a statement that asks for nothing a viewer could be refused."""
        self.statements += 1
        return await self._database.fetch(sql, *arguments)


@cache
def columns(model: type[Row], alias: str) -> str:
    """A model's columns as a select list over an alias, the search vector left out."""
    return ", ".join(f"{alias}.{column}" for column in model.columns())
