"""Gives an operation up, its SQL included, when nobody waits for the answer any more."""

import asyncio
from types import TracebackType
from typing import Self

from starlette.types import Receive

# Most answers are there sooner: for them, nobody looks whether the client has gone.
LOOK_AFTER_SECONDS = 0.05


class Presence:
    """While the client is there, the task that entered runs; when the client leaves, it is cancelled.

    `gone` tells afterwards whether it was; to whoever entered, that is an end like any other.
    """

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._watch: asyncio.Task[None] | None = None
        self.gone = False

    def __enter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._task = asyncio.current_task()
        self._timer = self._loop.call_later(LOOK_AFTER_SECONDS, self._look)
        return self

    def _look(self) -> None:
        self._watch = self._loop.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        if self._task is not None:
            self._task.cancel()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._timer.cancel()
        if self._watch is not None:
            self._watch.cancel()
        if not self.gone or self._task is None:
            return False
        # A server that stops cancels too; that must not be taken for a client who left.
        return self._task.uncancel() == 0 and kind is asyncio.CancelledError
