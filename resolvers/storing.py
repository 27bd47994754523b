"""Writing what changed of many rows at once."""

import json
from collections.abc import Sequence

from kit.transaction import Transaction
from models import Row


async def store(transaction: Transaction, rows: Sequence[Row], *columns: str) -> None:
    """Write these columns of rows of one table. One statement; none for no rows."""
    if rows:
        values = [{name: getattr(row, name) for name in ("id", *columns)} for row in rows]
        await transaction.fetch(type(rows[0]).storing(*columns), json.dumps(values, default=str))
