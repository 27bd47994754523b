"""Opaque positions: in a connection (where a page ends) and in a stream of events (what was last seen)."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from kit.keys import Keyring

PURPOSE = "live-cursor"
VERSION = 1
# A byte of version, two UUIDs, eight bytes of seq; then the signature.
BODY_LENGTH = 1 + 16 + 16 + 8
SIGNED_LENGTH = BODY_LENGTH + 16


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


def decode_position(order: str, text: str, width: int) -> tuple[str, ...] | None:
    """The sort values in a cursor; None when it was not made for this order."""
    raw = _unpack(text)
    try:
        values = json.loads(raw) if raw else None
    except ValueError:
        return None
    if not (isinstance(values, list) and len(values) == width + 1 and values[0] == order):
        return None
    return tuple(str(value) for value in values[1:])


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
