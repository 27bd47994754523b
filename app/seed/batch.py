"""Rows on their way into the database, by COPY."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import asyncpg

from app.seed.rows import TABLES, SeedRow


class Batch:
    """Rows of several tables, collected in any order."""

    def __init__(self) -> None:
        self._rows: dict[type[SeedRow], list[SeedRow]] = {kind: [] for kind in TABLES}

    def add(self, row: SeedRow) -> None:
        """Collect one row."""
        self._rows[type(row)].append(row)

    def extend(self, rows: Iterable[SeedRow]) -> None:
        """Collect several rows."""
        for row in rows:
            self.add(row)

    def rows(self, kind: type[SeedRow]) -> list[SeedRow]:
        """The rows of one table."""
        return self._rows[kind]

    def counts(self) -> Counter[str]:
        """How many rows there are of each table that has any."""
        return Counter({TABLES[kind]: len(rows) for kind, rows in self._rows.items() if rows})

    async def load(self, connection: asyncpg.Connection[Any]) -> Counter[str]:
        """Copy the rows in the order of the foreign keys; answers how many there were of each table."""
        for kind, table in TABLES.items():
            if rows := self._rows[kind]:
                await connection.copy_records_to_table(table, records=rows, columns=kind._fields)
        return self.counts()
