"""Connections at hand: one for each statement that is under way, taken and given back without ceremony.

asyncpg's own pool wraps, shields and times every loan, which costs more than most statements do. It still
opens and closes the connections; what is open stays on loan here.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from kit.deadline import Deadline


class DatabaseBusyError(Exception):
    """No connection came free in time; the client should try again shortly."""


class Connections:
    """As many connections as the pool may open, handed to whoever waits longest."""

    def __init__(self, pool: asyncpg.Pool[Any]) -> None:
        self._pool = pool
        self._idle: list[PoolConnectionProxy[Any]] = []
        self._waiting: deque[asyncio.Future[PoolConnectionProxy[Any] | None]] = deque()
        self._open = 0

    def get_size(self) -> int:
        """How many connections are open."""
        return self._open

    def get_idle_size(self) -> int:
        """How many of them have nothing to do."""
        return len(self._idle)

    async def fetch(
        self, sql: str, arguments: tuple[object, ...], record_class: Any, seconds: float
    ) -> list[Any]:
        """The rows of one statement.

        Raises: DatabaseBusyError when no connection comes free in so many seconds; what asyncpg raises.
        """
        connection = self._idle.pop() if self._idle else await self._take(seconds)
        while _is_gone(connection):
            await self._return(connection)
            connection = await self._take(seconds)
        try:
            rows: list[Any] = await connection.fetch(sql, *arguments, record_class=record_class)
        except BaseException:
            # It may be closed, or busy with being cancelled: the pool knows what to do with it.
            await self._return(connection)
            raise
        self._give(connection)
        return rows

    async def close(self) -> None:
        """Close every connection, once the statements under way have ended."""
        while self._idle:
            await self._return(self._idle.pop())
        await self._pool.close()

    async def _take(self, seconds: float) -> PoolConnectionProxy[Any]:
        try:
            with Deadline(seconds):
                if self._idle:
                    return self._idle.pop()
                while self._open >= self._pool.get_max_size():
                    connection = await self._await_turn()
                    if connection is not None:
                        return connection
                return await self._borrow()
        except TimeoutError as error:
            raise DatabaseBusyError from error

    async def _borrow(self) -> PoolConnectionProxy[Any]:
        self._open += 1
        try:
            return await self._pool.acquire()
        except BaseException:
            self._lost_one()
            raise

    async def _await_turn(self) -> PoolConnectionProxy[Any] | None:
        """The next connection that comes free; None when another may be opened instead."""
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            given: PoolConnectionProxy[Any] | None = await turn
        except asyncio.CancelledError:
            # Given in the same moment in which it was given up.
            if turn.done() and not turn.cancelled():
                if turn.result() is None:
                    self._wake(None)
                else:
                    self._give(turn.result())
            raise
        return given

    def _give(self, connection: PoolConnectionProxy[Any]) -> None:
        if not self._wake(connection):
            self._idle.append(connection)

    def _wake(self, connection: PoolConnectionProxy[Any] | None) -> bool:
        """Whether somebody was waiting for it."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(connection)
                return True
        return False

    async def _return(self, connection: PoolConnectionProxy[Any]) -> None:
        try:
            await self._pool.release(connection)
        finally:
            self._lost_one()

    def _lost_one(self) -> None:
        self._open -= 1
        self._wake(None)


def _is_gone(connection: PoolConnectionProxy[Any]) -> bool:
    """Whether the server ended it, which also takes it from its pool."""
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:
        return True
