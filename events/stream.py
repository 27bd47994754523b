"""What a stream says to those who listen, and the cursors from which it can be resumed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from kit.cursors import LiveCursor, encode_live_cursor
from kit.keys import Keyring
from models import Event


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
    """What a stream says: each carries the cursor from which it can be resumed."""

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
    """The reader's rights may have changed; for who tells the listeners, never sent to a client."""


class Signing(Protocol):
    """What cursors are made with: a hub has it."""

    keys: Keyring
    epoch: UUID


def live_cursor(signing: Signing, stream_id: UUID, seq: int) -> str:
    """The cursor of a stream that stands after event number `seq`."""
    return encode_live_cursor(signing.keys, LiveCursor(signing.epoch, stream_id, seq))
