"""One transaction: SQL on the same connection that the models write to, and what waits for its commit."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import asyncpg
from tortoise.backends.base.client import TransactionalDBClient
from tortoise.exceptions import IntegrityError

from kit.errors import DomainError, conflict


class Transaction:
    """The open transaction of one mutation."""

    def __init__(self, client: TransactionalDBClient, heard: Callable[[str], None]) -> None:
        self._client = client
        self._heard = heard
        self._after_commit: list[Callable[[], None]] = []

    async def fetch(self, sql: str, *arguments: object) -> list[Mapping[str, Any]]:
        """The rows of one statement, `RETURNING` included."""
        self._heard(sql)
        async with self._client.acquire_connection() as connection:
            rows: list[Any] = await connection.fetch(sql, *arguments)
            return rows

    async def value(self, sql: str, *arguments: object) -> Any:
        """The first column of the first row; None when there is no row."""
        rows = await self.fetch(sql, *arguments)
        return next(iter(rows[0].values())) if rows else None

    def after_commit(self, act: Callable[[], None]) -> None:
        """Put something off until the transaction has been committed."""
        self._after_commit.append(act)

    def committed(self) -> None:
        """Do what was put off."""
        for act in self._after_commit:
            act()


def violated_constraint(error: BaseException | None) -> str | None:
    """The name of the constraint that an exception, or its cause, reports as violated."""
    while error is not None:
        if isinstance(error, asyncpg.IntegrityConstraintViolationError):
            return getattr(error, "constraint_name", None)
        if isinstance(error, IntegrityError) and error.args and isinstance(error.args[0], BaseException):
            error = error.args[0]
        else:
            error = error.__cause__
    return None


def as_conflict(error: BaseException, meanings: Mapping[str, Sequence[str]]) -> DomainError | None:
    """The CONFLICT that a violated constraint means; None otherwise.

    A meaning is the sentence for the client and the names of the arguments concerned.
    """
    name = violated_constraint(error)
    if name is None:
        return None
    return conflict(*meanings.get(name, (f"This would break the rule {name}.",)))
