"""The line between processes: PostgreSQL's LISTEN and NOTIFY on connections of their own."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress

import structlog

from kit.database import Database, OwnConnection

CHANNEL = "menteo_live"
# Hints are gathered this long, in seconds, so that a burst of commits costs one notification.
DEBOUNCE = 0.01
LONGEST_PAUSE = 5.0
# As many hints wait for a line that is down; who misses one finds out by the sweep.
MOST_WAITING = 10_000

logger = structlog.get_logger("menteo.live")
_NOTIFY = "SELECT pg_notify($1, hint) FROM unnest($2::text[]) AS hint"


class HintLine:
    """Sends hints to all processes and hears those of all; reconnects for ever."""

    def __init__(self, database: Database, heard: Callable[[str], None], is_back: Callable[[], None]) -> None:
        self._database = database
        self._heard = heard
        self._is_back = is_back
        self._waiting: dict[str, None] = {}
        self._something_waits = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Listen before returning, so that no hint sent afterwards is missed."""
        connection = await self._listen()
        self._tasks = [
            asyncio.create_task(self._keep_listening(connection)),
            asyncio.create_task(self._keep_sending()),
        ]

    async def close(self) -> None:
        """Stop both directions."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def send(self, hints: Iterable[str]) -> None:
        """Put hints on the line; never waits, and forgets them when the line is down for long."""
        if len(self._waiting) >= MOST_WAITING:
            self._waiting.clear()
        self._waiting.update(dict.fromkeys(hints))
        if self._waiting:
            self._something_waits.set()

    async def _listen(self) -> OwnConnection:
        connection = await self._database.connect("listen")
        try:
            await connection.listen(CHANNEL, self._heard)
        except BaseException:
            await connection.close()
            raise
        return connection

    async def _keep_listening(self, connection: OwnConnection) -> None:
        while True:
            try:
                await connection.wait_until_lost()
            finally:
                await connection.close()
            logger.warning("LISTEN connection lost")
            connection = await self._reconnected(self._listen)
            self._is_back()

    async def _keep_sending(self) -> None:
        connection = await self._reconnected(lambda: self._database.connect("notify"))
        try:
            while True:
                await self._something_waits.wait()
                await asyncio.sleep(DEBOUNCE)
                self._something_waits.clear()
                hints, self._waiting = list(self._waiting), {}
                try:
                    await connection.execute(_NOTIFY, CHANNEL, hints)
                except Database.FAILURES:
                    logger.warning("NOTIFY connection lost")
                    self.send(hints)
                    await connection.close()
                    connection = await self._reconnected(lambda: self._database.connect("notify"))
        finally:
            await connection.close()

    async def _reconnected(
        self, connect: Callable[[], Coroutine[None, None, OwnConnection]]
    ) -> OwnConnection:
        pause = 0.05
        while True:
            with suppress(*Database.FAILURES):
                return await connect()
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
