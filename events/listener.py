"""One subscriber of a stream, as the stream knows it: a position, and nothing that grows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from events.stream import CaughtUp, EndReason, Happened, Signal


class Listener(ABC):
    """Stands after event number `position`; a tail sees to it that it is told what comes next.

    A listener is in one round at a time, so it is told everything once and in order.
    """

    __slots__ = (
        "gone",
        "in_round",
        "is_live",
        "is_stuck",
        "looks_again",
        "position",
        "stream_id",
        "trouble",
        "viewer_id",
    )

    def __init__(self, stream_id: UUID, viewer_id: UUID | None) -> None:
        self.stream_id = stream_id
        self.viewer_id = viewer_id
        self.position = 0
        # What it asked to be told after cannot be told: the reason.
        self.trouble: EndReason | None = None
        # The replay is over.
        self.is_live = False
        # Its client does not read; it is left where it stands until the client does.
        self.is_stuck = False
        # It waits for a round or is in one, at whose end it is seen to.
        self.in_round = False
        # Its rights may have changed since it was last told anything.
        self.looks_again = False
        self.gone = False

    @classmethod
    @abstractmethod
    async def tell(cls, listeners: Sequence[Listener], signals: Sequence[Signal]) -> None:
        """Tell all of these the same signals, as far as each may hear them; `told` notes each who was.

        Raises: UntoldError once everybody else was told.
        """

    def told(self, signal: Signal) -> None:
        """Note that this, and everything before it, has been said to this listener."""
        if isinstance(signal, Happened):
            self.position = signal.event.seq
        elif isinstance(signal, CaughtUp):
            self.is_live = True

    @abstractmethod
    def finish(self) -> None:
        """Nothing more comes: leave the stream, and tell the client."""

    @abstractmethod
    def fail(self, error: Exception) -> None:
        """The same, because of a bug."""


class Untold(NamedTuple):
    """Listeners who are told together and could not be, and why."""

    listeners: Sequence[Listener]
    error: Exception


class UntoldError(Exception):
    """Some of those who were to be told were not; the others were."""

    def __init__(self, untold: Sequence[Untold]) -> None:
        super().__init__(untold)
        self.untold = untold
