"""A listener without rights or sockets: what a stream says to it, drawn one signal at a time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

from events.hub import Hub
from events.listener import Listener
from events.stream import Signal

# Heard ahead of what is drawn: then the ear takes nothing more until it is.
MOST_HEARD = 10


class Ear(Listener):
    """Keeps a few signals until they are drawn."""

    __slots__ = ("_ended", "_heard", "_hub", "_news")

    def __init__(self, hub: Hub, stream_id: UUID, viewer_id: UUID | None) -> None:
        super().__init__(stream_id, viewer_id)
        self._hub = hub
        self._heard: deque[Signal] = deque()
        self._news = asyncio.Event()
        self._ended = False

    @classmethod
    async def tell(cls, listeners: Sequence[Listener], signals: Sequence[Signal]) -> None:
        await asyncio.sleep(0)
        for one in listeners:
            if isinstance(one, Ear) and not one.gone:
                one._heard.extend(signals)
                one.told(signals[-1])
                one.is_stuck = len(one._heard) >= MOST_HEARD
                one._news.set()
        # Readers get a turn, as they do while many sockets are written to.
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    def finish(self) -> None:
        self._hub.leave(self)
        self._ended = True
        self._news.set()

    def fail(self, error: Exception) -> None:
        raise error

    async def signals(self, after: str | None) -> AsyncGenerator[Signal, None]:
        await self._hub.join(self, after)
        try:
            while True:
                while self._heard:
                    yield self._heard.popleft()
                if self._ended:
                    return
                self._hub.resume(self)
                self._news.clear()
                await self._news.wait()
        finally:
            self._hub.leave(self)
