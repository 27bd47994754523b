"""Who listens to what on this process, and the hints that travel between processes.

A hint says which stream grew, or whose rights changed; it carries no data and may get lost: a
sweep compares counters every second, and at once when the LISTEN connection comes back.
"""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import structlog

from events.hints import HintLine
from events.listener import Listener
from events.log import EventLog
from events.stream import EndReason, live_cursor
from events.tail import FARTHEST_BEHIND, Tail
from kit.cursors import decode_live_cursor
from kit.database import Database, DatabaseBusyError
from kit.deadline import Deadline
from kit.keys import Keyring

# So often, of a heartbeat's time, is looked for streams that were silent for so long.
_PULSES = 4

logger = structlog.get_logger("menteo.live")


@dataclass(frozen=True)
class LiveTimes:
    """How often the hub looks and speaks, in seconds."""

    heartbeat: float = 25.0
    sweep: float = 1.0


class Hub:
    """The live side of one process: tails of the streams somebody listens to."""

    def __init__(self, database: Database, keys: Keyring, times: LiveTimes) -> None:
        self.log = EventLog(database)
        self.keys = keys
        self.times = times
        self.epoch = UUID(int=0)
        self.closing = asyncio.Event()
        self._tails: dict[UUID, Tail] = {}
        self._hints = HintLine(database, self._heard, self._line_is_back)
        self._sweeping: asyncio.Task[None] | None = None
        self._pulse: asyncio.Task[None] | None = None
        self._subscribers = 0
        self._all_gone = asyncio.Event()
        self._all_gone.set()

    async def start(self) -> None:
        """Listen and sweep until `close`."""
        self.epoch = await self.log.epoch()
        await self._hints.start()
        self._sweeping = asyncio.create_task(self._sweep_for_ever())
        self._pulse = asyncio.create_task(self._beat_for_ever())

    async def close(self, grace: float = 5.0) -> None:
        """End every stream after a last Heartbeat, then stop listening. At most `grace` seconds.

        Asked again, it waits for nobody: who did not end the first time is not going to.
        """
        if not self.closing.is_set():
            self.closing.set()
            for tail in self._tails.values():
                tail.wake()
            with suppress(TimeoutError), Deadline(grace):
                await self._all_gone.wait()
        # The line first: coming back, it would start another sweep.
        await self._hints.close()
        for task in filter(None, (self._sweeping, self._pulse)):
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        self._sweeping = self._pulse = None
        await asyncio.gather(*(tail.close() for tail in self._tails.values()))

    @property
    def subscribers(self) -> int:
        """How many streams are open on this process."""
        return self._subscribers

    @property
    def streams(self) -> int:
        """How many different streams they listen to."""
        return len(self._tails)

    async def join(self, listener: Listener, after: str | None) -> None:
        """Tell a listener what came after the cursor (nothing without one), then what comes."""
        stream_id = listener.stream_id
        if (tail := self._tails.get(stream_id)) is None:
            cursor_at = partial(live_cursor, self, stream_id)
            tail = self._tails[stream_id] = Tail(stream_id, self.log, cursor_at, self.closing)
        tail.listeners.add(listener)
        self._subscribers += 1
        self._all_gone.clear()
        try:
            head = (await self.log.heads([stream_id])).get(stream_id, 0)
        except BaseException:
            self.leave(listener)
            raise
        tail.ring.start_at(head)
        tail.ring.grown_to(head)
        listener.position, listener.trouble = self._position(stream_id, after, head)
        tail.admit(listener)

    def leave(self, listener: Listener) -> None:
        """Tell a listener nothing more; again, it changes nothing."""
        tail = self._tails.get(listener.stream_id)
        if listener.gone or tail is None:
            return
        tail.leave(listener)
        if not tail.listeners:
            self._tails.pop(listener.stream_id)
        self._subscribers -= 1
        if not self._subscribers:
            self._all_gone.set()

    def resume(self, listener: Listener) -> None:
        """Go on with a listener whose client reads again."""
        if (tail := self._tails.get(listener.stream_id)) and not listener.gone:
            tail.resume(listener)

    def _position(self, stream_id: UUID, after: str | None, head: int) -> tuple[int, EndReason | None]:
        if after is None:
            return head, None
        cursor = decode_live_cursor(self.keys, after)
        if cursor is None or cursor.stream_id != stream_id:
            return head, EndReason.UNKNOWN_CURSOR
        if cursor.epoch != self.epoch or cursor.seq > head:
            return head, EndReason.DATABASE_RESTORED
        if head - cursor.seq > FARTHEST_BEHIND:
            return head, EndReason.TOO_FAR_BEHIND
        return cursor.seq, None

    def committed(self, heads: dict[UUID, int]) -> None:
        """Tell everyone that streams grew: here at once, elsewhere by a hint."""
        for stream_id, seq in heads.items():
            self._grew(stream_id, seq)
        self._hints.send(f"s:{stream_id}:{seq}" for stream_id, seq in heads.items())

    def rights_changed(self, viewer_ids: Iterable[UUID]) -> None:
        """Have the subscriptions of these educators look at their rights again, on every process."""
        viewers = set(viewer_ids)
        self._recheck(viewers)
        self._hints.send(f"r:{viewer_id}" for viewer_id in viewers)

    def _heard(self, hint: str) -> None:
        kind, _, rest = hint.partition(":")
        if kind == "r":
            self._recheck({UUID(rest)})
        else:
            stream_id, _, seq = rest.partition(":")
            self._grew(UUID(stream_id), int(seq))

    def _grew(self, stream_id: UUID, seq: int) -> None:
        if tail := self._tails.get(stream_id):
            tail.ring.grown_to(seq)

    def _recheck(self, viewer_ids: set[UUID]) -> None:
        for tail in self._tails.values():
            if concerned := [one for one in tail.listeners if one.viewer_id in viewer_ids]:
                tail.look_again(concerned)

    def _line_is_back(self) -> None:
        for tail in self._tails.values():
            tail.look_again(tail.listeners)
        self._restart_sweep()

    def _restart_sweep(self) -> None:
        if self._sweeping is not None:
            self._sweeping.cancel()
            self._sweeping = asyncio.create_task(self._sweep_for_ever())

    async def _sweep_for_ever(self) -> None:
        while True:
            try:
                await self.sweep()
            except Exception:
                # Without its sweep, a process would never make up for a lost hint.
                logger.exception("sweep failed")
            await asyncio.sleep(self.times.sweep)

    async def _beat_for_ever(self) -> None:
        while True:
            await asyncio.sleep(min(self.times.heartbeat / _PULSES, 1.0))
            silent_since = asyncio.get_running_loop().time() - self.times.heartbeat
            for tail in list(self._tails.values()):
                if tail.spoke_at <= silent_since:
                    tail.beat()

    async def sweep(self) -> None:
        """Compare every tail with its stream's counter. One statement."""
        if not self._tails:
            return
        for tail in self._tails.values():
            tail.retry()
        try:
            heads = await self.log.heads(list(self._tails))
        except (OSError, DatabaseBusyError, *Database.FAILURES) as error:
            logger.warning("sweep failed", error=type(error).__name__)
            return
        for stream_id, seq in heads.items():
            self._grew(stream_id, seq)
