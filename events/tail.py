"""All who listen to one stream on this process, told in rounds.

Listeners that stand at the same place are told together, so that whoever tells them can do the
work once. Those who have heard everything are `_settled` and cost nothing; whoever has something to
hear waits for the next round, which begins in this turn of the event loop.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

import structlog

from events.listener import Listener, UntoldError
from events.log import EventLog
from events.ring import PAGE_SIZE, Ring
from events.stream import CaughtUp, EndReason, Happened, Heartbeat, ResyncRequired, RightsChanged, Signal
from kit.outage import is_outage
from models import Event

# Reading on from further back than this costs more than fetching the state anew.
FARTHEST_BEHIND = 10_000
# Told at once: as much as a client that stops reading can have waiting for it.
MOST_AT_ONCE = 10

logger = structlog.get_logger("menteo.live")


class _Place(NamedTuple):
    """Where listeners stand who are told together, and what to say when there is no event."""

    position: int
    is_live: bool
    word: type[Signal]


class Tail:
    """The listeners of one stream."""

    def __init__(
        self, stream_id: UUID, log: EventLog, cursor_at: Callable[[int], str], closing: asyncio.Event
    ) -> None:
        self.listeners: set[Listener] = set()
        self.ring = Ring(stream_id, log, self.wake)
        self.spoke_at = asyncio.get_running_loop().time()
        self._log = log
        self._cursor_at = cursor_at
        self._closing = closing
        self._settled: set[Listener] = set()
        self._waiting: dict[_Place, list[Listener]] = {}
        self._stalled: list[Listener] = []
        self._rounds: set[asyncio.Task[None]] = set()

    def admit(self, listener: Listener) -> None:
        """Tell a listener what comes after its position, from now on."""
        self._place([listener])

    def leave(self, listener: Listener) -> None:
        """Tell a listener nothing more."""
        listener.gone = True
        self.listeners.discard(listener)
        self._settled.discard(listener)

    def resume(self, listener: Listener) -> None:
        """Go on with a listener whose client reads again."""
        if listener.is_stuck:
            listener.is_stuck = False
            # Stuck and free again within one round: that round goes on with it, and no second one.
            if not listener.in_round:
                self._place([listener])

    def wake(self) -> None:
        """Let everyone look who has heard everything so far."""
        self._say(RightsChanged, self._settled)

    def beat(self) -> None:
        """Tell everyone who has heard everything that the stream is alive."""
        self.spoke_at = asyncio.get_running_loop().time()
        self._say(Heartbeat, self._settled)

    def look_again(self, listeners: Collection[Listener]) -> None:
        """Have the rights of these asked now, not with the next event."""
        for listener in listeners:
            listener.looks_again = True
        self._say(RightsChanged, self._settled.intersection(listeners))

    def retry(self) -> None:
        """Go on with those whom the database kept from being told."""
        stalled, self._stalled = self._stalled, []
        self._place(stalled)

    async def close(self) -> None:
        """Stop telling."""
        for task in self._rounds:
            task.cancel()
        await asyncio.gather(self.ring.close(), *self._rounds, return_exceptions=True)

    def _place(self, listeners: Iterable[Listener]) -> None:
        """Put listeners where they belong who have just been told something, or nothing yet."""
        for listener in listeners:
            listener.in_round = False
            if listener.gone or listener.is_stuck:
                continue
            at_rest = listener.is_live and not listener.looks_again and listener.position == self.ring.head
            if at_rest and not self._closing.is_set():
                self._settled.add(listener)
            else:
                self._wait(listener, RightsChanged)

    def _say(self, word: type[Signal], listeners: Iterable[Listener]) -> None:
        chosen = list(listeners)
        self._settled.difference_update(chosen)
        for listener in chosen:
            self._wait(listener, word)

    def _wait(self, listener: Listener, word: type[Signal]) -> None:
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._begin)
        listener.in_round = True
        place = _Place(listener.position, listener.is_live, word)
        self._waiting.setdefault(place, []).append(listener)

    def _begin(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for place, listeners in waiting.items():
            task = asyncio.create_task(self._round(listeners, place))
            self._rounds.add(task)
            task.add_done_callback(self._rounds.discard)

    async def _round(self, listeners: list[Listener], place: _Place) -> None:
        for listener in listeners:
            listener.looks_again = False
        try:
            for one in listeners:
                if one.trouble:
                    await self._end([one], ResyncRequired(self._cursor_at(place.position), one.trouble))
            await self._tell([one for one in listeners if not one.trouble], place)
        except UntoldError as failed:
            for some, error in failed.untold:
                self._fail(some, error)
            untold = {one for some, _ in failed.untold for one in some}
            self._place([one for one in listeners if one not in untold])
        except Exception as error:  # noqa: BLE001 - whatever it is, other rounds go on
            self._fail(listeners, error)
        else:
            self._place(listeners)

    async def _tell(self, listeners: list[Listener], place: _Place) -> None:
        cursor = self._cursor_at(place.position)
        if self._closing.is_set():
            await self._end(listeners, Heartbeat(cursor))
        elif place.position < (self.ring.head or 0):
            await self._tell_events(listeners, place.position)
        elif place.is_live:
            await self._tell_all(listeners, [place.word(cursor)])
        else:
            await self._tell_all(listeners, [CaughtUp(cursor)])

    async def _tell_events(self, listeners: list[Listener], position: int) -> None:
        events = await self._after(position)
        if isinstance(events, EndReason):
            await self._end(listeners, ResyncRequired(self._cursor_at(position), events))
            return
        self.spoke_at = asyncio.get_running_loop().time()
        for start in range(0, len(events), MOST_AT_ONCE):
            signals = [
                Happened(self._cursor_at(one.seq), one) for one in events[start : start + MOST_AT_ONCE]
            ]
            await self._tell_all(listeners, signals)
            listeners = [one for one in listeners if not one.is_stuck]
            if self._closing.is_set():
                return

    async def _after(self, position: int) -> Sequence[Event] | EndReason:
        """Some events after a position, from the ring, or from the database what it no longer holds."""
        events = self.ring.after(position)
        if events is None:
            if self.ring.oldest - position > FARTHEST_BEHIND:
                return EndReason.TOO_FAR_BEHIND
            events = await self._log.after(self.ring.stream_id, position, PAGE_SIZE)
            if not events or events[0].seq != position + 1:
                return EndReason.CURSOR_EXPIRED
        return events

    async def _tell_all(self, listeners: Sequence[Listener], signals: Sequence[Signal]) -> None:
        present = [one for one in listeners if not one.gone]
        if present:
            await type(present[0]).tell(present, signals)

    async def _end(self, listeners: Sequence[Listener], signal: Signal) -> None:
        await self._tell_all(listeners, [signal])
        for listener in listeners:
            if not listener.gone:
                listener.finish()

    def _fail(self, listeners: Sequence[Listener], error: Exception) -> None:
        if is_outage(error) and not self._closing.is_set():
            # Who was told has been noted; the sweep goes on with the others.
            logger.warning("live round put off", error=type(error).__name__, listeners=len(listeners))
            self._stalled.extend(listeners)
            return
        for listener in listeners:
            if not listener.gone:
                listener.fail(error)
