"""Who listens to what on this process, and the hints that travel between processes.

A hint says which stream grew, or whose rights changed; it carries no data and may get lost: a
sweep compares counters every second, and at once when the LISTEN connection comes back.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from uuid import UUID

import structlog

from events.hints import HintLine
from events.log import EventLog
from events.tail import Listener, Tail
from kit.database import Database, DatabaseBusyError
from kit.keys import Keyring

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
        self._subscribers = 0
        self._all_gone = asyncio.Event()
        self._all_gone.set()

    async def start(self) -> None:
        """Listen and sweep until `close`."""
        self.epoch = await self.log.epoch()
        await self._hints.start()
        self._sweeping = asyncio.create_task(self._sweep_for_ever())

    async def close(self, grace: float = 5.0) -> None:
        """End every stream after a last Heartbeat, then stop listening. At most `grace` seconds.

        Asked again, it waits for nobody: who did not end the first time is not going to.
        """
        if not self.closing.is_set():
            self.closing.set()
            for tail in self._tails.values():
                tail.wake()
            with suppress(TimeoutError):
                async with asyncio.timeout(grace):
                    await self._all_gone.wait()
        # The line first: coming back, it would start another sweep.
        await self._hints.close()
        if self._sweeping is not None:
            self._sweeping.cancel()
            await asyncio.gather(self._sweeping, return_exceptions=True)
            self._sweeping = None
        await asyncio.gather(*(tail.close() for tail in self._tails.values()))

    @property
    def subscribers(self) -> int:
        """How many streams are open on this process."""
        return self._subscribers

    @property
    def streams(self) -> int:
        """How many different streams they listen to."""
        return len(self._tails)

    @contextmanager
    def listening(self, stream_id: UUID, viewer_id: UUID | None) -> Iterator[tuple[Tail, Listener]]:
        """A stream's tail and a listener on it, for as long as the block lasts."""
        tail = self._tails.setdefault(stream_id, Tail(stream_id, self.log))
        self._subscribers += 1
        self._all_gone.clear()
        try:
            with tail.listening(viewer_id) as listener:
                yield tail, listener
        finally:
            self._subscribers -= 1
            if not tail.listeners:
                self._tails.pop(stream_id, None)
            if not self._subscribers:
                self._all_gone.set()

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
            tail.grown_to(seq)

    def _recheck(self, viewer_ids: set[UUID]) -> None:
        for tail in self._tails.values():
            for listener in tail.listeners:
                if listener.viewer_id in viewer_ids:
                    listener.rights_changed = True
                    listener.woken.set()

    def _line_is_back(self) -> None:
        for tail in self._tails.values():
            for listener in tail.listeners:
                listener.rights_changed = True
                listener.woken.set()
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

    async def sweep(self) -> None:
        """Compare every tail with its stream's counter. One statement."""
        if not self._tails:
            return
        try:
            heads = await self.log.heads(list(self._tails))
        except (OSError, DatabaseBusyError, *Database.FAILURES) as error:
            logger.warning("sweep failed", error=type(error).__name__)
            return
        for stream_id, seq in heads.items():
            self._grew(stream_id, seq)
