"""The newest events of one stream in memory, shared by all who listen to it on this process."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

import structlog

from events.log import EventLog
from kit.database import Database, DatabaseBusyError
from models import Event

RING_SIZE = 1024
PAGE_SIZE = 500

logger = structlog.get_logger("menteo.live")


@dataclass(eq=False, slots=True)
class Listener:
    """One subscriber: woken when its stream grows, or when its rights may have changed."""

    viewer_id: UUID | None
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    rights_changed: bool = False

    def take_rights_changed(self) -> bool:
        """Whether rights may have changed since this was last asked."""
        changed, self.rights_changed = self.rights_changed, False
        return changed


class Tail:
    """A bounded ring of a stream's newest events; listeners hold positions in it, not copies."""

    def __init__(self, stream_id: UUID, log: EventLog) -> None:
        self.stream_id = stream_id
        self.listeners: set[Listener] = set()
        self._log = log
        self._ring: deque[Event] = deque(maxlen=RING_SIZE)
        self._read_to: int | None = None
        self._wanted = 0
        self._reading: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, viewer_id: UUID | None) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        listener = Listener(viewer_id)
        self.listeners.add(listener)
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    def start_at(self, head: int) -> None:
        """Keep events from `head` on; later calls change nothing."""
        if self._read_to is None:
            self._read_to = head
            self.grown_to(self._wanted)

    def grown_to(self, seq: int) -> None:
        """Hear that the stream has reached `seq`; what is new is read once for all listeners."""
        self._wanted = max(self._wanted, seq)
        behind = self._read_to is not None and self._read_to < self._wanted
        if behind and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read())

    @property
    def oldest(self) -> int:
        """The number of the oldest event in memory."""
        return self._ring[0].seq if self._ring else (self._read_to or 0) + 1

    async def _read(self) -> None:
        try:
            await self._read_what_is_new()
        except (DatabaseBusyError, *Database.FAILURES) as error:
            # The next sweep finds the stream grown and asks again.
            logger.warning("tail not read", error=type(error).__name__)

    async def _read_what_is_new(self) -> None:
        while self._read_to is not None and self._read_to < self._wanted:
            wanted = self._wanted
            events = await self._log.after(self.stream_id, self._read_to, PAGE_SIZE)
            if not events and self._wanted > wanted:
                # It grew while this was read: look again.
                continue
            if not events:
                # The hint ran ahead of what can be read here (a rollback elsewhere, a lagging copy):
                # the next hint or sweep asks again.
                self._wanted = self._read_to
                break
            if events[0].seq != self._read_to + 1:
                # Events went by retention before they were read here. The ring holds no gaps:
                # who stands before this one is sent to the database, and from there to resync.
                self._ring.clear()
            self._ring.extend(events)
            self._read_to = events[-1].seq
            self.wake()

    def wake(self) -> None:
        """Let every listener look."""
        for listener in self.listeners:
            listener.woken.set()

    def after(self, seq: int) -> list[Event] | None:
        """The events after `seq` that are in memory; None when the ring no longer reaches back so far."""
        if self._read_to is None or seq >= self._read_to:
            return []
        if not self._ring or seq + 1 < self._ring[0].seq:
            return None
        return [self._ring[i] for i in range(seq + 1 - self._ring[0].seq, len(self._ring))]

    async def close(self) -> None:
        """Stop reading."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
