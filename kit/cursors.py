"""Opaque positions: in a connection (where a page ends) and in a stream of events (what was last seen)."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from kit.keys import Keyring

PURPOSE = "live-cursor"
VERSION = 1
# A byte of version, two UUIDs, eight bytes of seq; then the signature.
BODY_LENGTH = 1 + 16 + 16 + 8
SIGNED_LENGTH = BODY_LENGTH + 16
# The sign included.
INT_BITS = 32


def _pack(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _unpack(text: str) -> bytes | None:
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if _pack(raw) == text else None


def encode_position(order: str, values: tuple[object, ...]) -> str:
    """A connection's cursor: the name of the order and the sort values of one row."""
    texts = [value.isoformat() if isinstance(value, datetime) else str(value) for value in values]
    return _pack(json.dumps([order, *texts], separators=(",", ":")).encode())


def decode_position(order: str, text: str, kinds: Sequence[str]) -> tuple[str, ...] | None:
    """The sort values in a cursor, of these SQL types; None when it was not made for this order."""
    raw = _unpack(text)
    try:
        name, *values = json.loads(raw or b"")
        if name != order or not all(isinstance(value, str) for value in values):
            return None
        return tuple(_KINDS[kind](value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, RecursionError):
        return None


def _text(value: str) -> str:
    value.encode()
    if "\x00" in value:
        raise ValueError
    return value


def _instant(value: str) -> str:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError
    return instant.isoformat()


def _integer(value: str) -> str:
    if int(value).bit_length() >= INT_BITS:
        raise ValueError
    return str(int(value))


# How a value is checked before it is sent as one of an SQL type; each raises ValueError.
_KINDS: Mapping[str, Callable[[str], str]] = {
    "text": _text,
    "uuid": lambda value: str(UUID(value)),
    "int": _integer,
    "float8": lambda value: repr(float(value)),
    "timestamptz": _instant,
}


class LiveCursor(NamedTuple):
    """The last event a client has seen of one stream, in one epoch of the database."""

    epoch: UUID
    stream_id: UUID
    seq: int


def encode_live_cursor(keys: Keyring, cursor: LiveCursor) -> str:
    """A signed cursor: version, epoch, stream and seq."""
    body = bytes([VERSION]) + cursor.epoch.bytes + cursor.stream_id.bytes + cursor.seq.to_bytes(8)
    return _pack(body + keys.sign(PURPOSE, body))


def decode_live_cursor(keys: Keyring, text: str) -> LiveCursor | None:
    """The cursor that was signed by one of our keys; None for anything else."""
    raw = _unpack(text)
    if raw is None or len(raw) != SIGNED_LENGTH or raw[0] != VERSION:
        return None
    body, signature = raw[:BODY_LENGTH], raw[BODY_LENGTH:]
    if not keys.verifies(PURPOSE, body, signature):
        return None
    return LiveCursor(UUID(bytes=body[1:17]), UUID(bytes=body[17:33]), int.from_bytes(body[33:]))
