"""The newest events of one stream in memory, read once for all who listen to it on this process."""

import asyncio
from collections import deque
from collections.abc import Callable
from uuid import UUID

import structlog

from events.log import EventLog
from kit.database import Database, DatabaseBusyError
from models import Event

RING_SIZE = 1024
PAGE_SIZE = 500

logger = structlog.get_logger("menteo.live")


class Ring:
    """Bounded and without gaps; `grew` is called when it holds more than before."""

    def __init__(self, stream_id: UUID, log: EventLog, grew: Callable[[], None]) -> None:
        self.stream_id = stream_id
        # Everything up to this number has been read; None until somebody listens.
        self.head: int | None = None
        self._log = log
        self._grew = grew
        self._events: deque[Event] = deque(maxlen=RING_SIZE)
        self._wanted = 0
        self._reading: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._events)

    def start_at(self, head: int) -> None:
        """Keep events from `head` on; later calls change nothing."""
        if self.head is None:
            self.head = head
            self.grown_to(self._wanted)

    def grown_to(self, seq: int) -> None:
        """Hear that the stream has reached `seq`."""
        self._wanted = max(self._wanted, seq)
        behind = self.head is not None and self.head < self._wanted
        if behind and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read())

    @property
    def oldest(self) -> int:
        """The number of the oldest event in memory."""
        return self._events[0].seq if self._events else (self.head or 0) + 1

    def after(self, seq: int) -> list[Event] | None:
        """The events after `seq` that are in memory; None when they no longer reach back so far."""
        if self.head is None or seq >= self.head:
            return []
        if seq + 1 < self.oldest:
            return None
        return [self._events[i] for i in range(seq + 1 - self.oldest, len(self._events))]

    async def settled(self) -> None:
        """Wait until everything that was heard of has been read."""
        while self._reading is not None and not self._reading.done():
            await asyncio.wait([self._reading])

    async def close(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> None:
        try:
            await self._read_what_is_new()
        except (DatabaseBusyError, *Database.FAILURES) as error:
            # The next sweep finds the stream grown and asks again.
            logger.warning("tail not read", error=type(error).__name__)

    async def _read_what_is_new(self) -> None:
        while self.head is not None and self.head < self._wanted:
            wanted = self._wanted
            events = await self._log.after(self.stream_id, self.head, PAGE_SIZE)
            if not events and self._wanted > wanted:
                # It grew while this was read: look again.
                continue
            if not events:
                # The hint ran ahead of what can be read here (a rollback elsewhere, a lagging copy):
                # the next hint or sweep asks again.
                self._wanted = self.head
                break
            if events[0].seq != self.head + 1:
                # Events went by retention before they were read here. The ring holds no gaps:
                # who stands before this one is sent to the database, and from there to resync.
                self._events.clear()
            self._events.extend(events)
            self.head = events[-1].seq
            self._grew()
