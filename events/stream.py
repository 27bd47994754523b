"""One subscriber's stream: replay from a cursor, then live, with a heartbeat in silence."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from events.hub import Hub
from events.tail import PAGE_SIZE, Listener, Tail
from kit.cursors import LiveCursor, decode_live_cursor, encode_live_cursor
from models import Event

# Reading on from further back than this costs more than fetching the state anew.
FARTHEST_BEHIND = 10_000


class EndReason(StrEnum):
    """Why a stream ends: it cannot go on from a cursor, or was taken from its reader."""

    UNKNOWN_CURSOR = "UNKNOWN_CURSOR"
    DATABASE_RESTORED = "DATABASE_RESTORED"
    CURSOR_EXPIRED = "CURSOR_EXPIRED"
    TOO_FAR_BEHIND = "TOO_FAR_BEHIND"
    NOT_VISIBLE = "NOT_VISIBLE"
    SIGNED_OUT = "SIGNED_OUT"


@dataclass(frozen=True, slots=True)
class Signal:
    """What a stream yields: each carries the cursor from which it can be resumed."""

    cursor: str


@dataclass(frozen=True, slots=True)
class Happened(Signal):
    """An event of the log."""

    event: Event


@dataclass(frozen=True, slots=True)
class CaughtUp(Signal):
    """The replay is over; from here on it is live."""


@dataclass(frozen=True, slots=True)
class Heartbeat(Signal):
    """Nothing happened that concerns this reader; the stream is alive."""


@dataclass(frozen=True, slots=True)
class ResyncRequired(Signal):
    """The stream cannot go on from here: fetch the state anew and subscribe again."""

    reason: EndReason


@dataclass(frozen=True, slots=True)
class AccessRevoked(Signal):
    """The reader may no longer see this."""

    reason: EndReason


@dataclass(frozen=True, slots=True)
class RightsChanged(Signal):
    """The reader's rights may have changed; for the resolver, never sent to a client."""


class Stream:
    """Reads one stream for one subscriber; holds a position, no queue and no connection."""

    def __init__(self, hub: Hub, stream_id: UUID, viewer_id: UUID | None) -> None:
        self._hub = hub
        self._stream_id = stream_id
        self._viewer_id = viewer_id
        self._position = 0

    def cursor(self) -> str:
        """The cursor of the present position."""
        return live_cursor(self._hub, self._stream_id, self._position)

    async def signals(self, after: str | None) -> AsyncGenerator[Signal, None]:
        """Replay what came after the cursor (nothing without one), then what comes, until the hub closes."""
        with self._hub.listening(self._stream_id, self._viewer_id) as (tail, listener):
            head = (await self._hub.log.heads([self._stream_id])).get(self._stream_id, 0)
            tail.start_at(head)
            tail.grown_to(head)
            trouble = self._take_position(after, head)
            if trouble is not None:
                yield ResyncRequired(self.cursor(), trouble)
                return
            async for signal in self._replay(head):
                yield signal
                if isinstance(signal, ResyncRequired):
                    return
            if self._position < head:
                # The hub closes in the midst of the replay.
                yield Heartbeat(self.cursor())
                return
            yield CaughtUp(self.cursor())
            async for signal in self._live(tail, listener):
                yield signal

    def _take_position(self, after: str | None, head: int) -> EndReason | None:
        self._position = head
        if after is None:
            return None
        cursor = decode_live_cursor(self._hub.keys, after)
        if cursor is None or cursor.stream_id != self._stream_id:
            return EndReason.UNKNOWN_CURSOR
        if cursor.epoch != self._hub.epoch or cursor.seq > head:
            return EndReason.DATABASE_RESTORED
        if head - cursor.seq > FARTHEST_BEHIND:
            return EndReason.TOO_FAR_BEHIND
        self._position = cursor.seq
        return None

    async def _replay(self, head: int) -> AsyncGenerator[Signal, None]:
        """The events up to `head` from the database; fewer when the hub closes meanwhile."""
        while self._position < head and not self._hub.closing.is_set():
            events = await self._hub.log.after(self._stream_id, self._position, PAGE_SIZE)
            if not events or events[0].seq != self._position + 1:
                yield ResyncRequired(self.cursor(), EndReason.CURSOR_EXPIRED)
                return
            for event in events:
                yield self._at(event)
                if self._hub.closing.is_set():
                    return

    async def _live(self, tail: Tail, listener: Listener) -> AsyncGenerator[Signal, None]:
        while True:
            listener.woken.clear()
            if listener.take_rights_changed():
                yield RightsChanged(self.cursor())
            before = self._position
            async for signal in self._what_is_new(tail):
                yield signal
                if isinstance(signal, ResyncRequired):
                    return
            if self._hub.closing.is_set():
                yield Heartbeat(self.cursor())
                return
            if self._position == before and not await self._woken(listener):
                yield Heartbeat(self.cursor())

    async def _what_is_new(self, tail: Tail) -> AsyncGenerator[Signal, None]:
        events = tail.after(self._position)
        if events is None:
            async for signal in self._catch_up(tail):
                yield signal
        for event in events or ():
            yield self._at(event)
            if self._hub.closing.is_set():
                return

    async def _catch_up(self, tail: Tail) -> AsyncGenerator[Signal, None]:
        """From the database what the ring no longer holds."""
        if tail.oldest - self._position > FARTHEST_BEHIND:
            yield ResyncRequired(self.cursor(), EndReason.TOO_FAR_BEHIND)
            return
        async for signal in self._replay(tail.oldest - 1):
            yield signal

    async def _woken(self, listener: Listener) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._hub.times.heartbeat):
                await listener.woken.wait()
                return True
        return False

    def _at(self, event: Event) -> Happened:
        self._position = event.seq
        return Happened(self.cursor(), event)


def live_cursor(hub: Hub, stream_id: UUID, seq: int) -> str:
    """The cursor of a stream that stands after event number `seq`."""
    return encode_live_cursor(hub.keys, LiveCursor(hub.epoch, stream_id, seq))
