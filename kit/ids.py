"""Ids: UUIDv7 in the database, opaque Relay global ids in the API."""

import binascii
from base64 import urlsafe_b64decode
from binascii import b2a_base64
from collections.abc import Callable
from datetime import datetime
from functools import cache
from random import SystemRandom
from typing import NamedTuple
from uuid import UUID

RandomBits = Callable[[int], int]
_system = SystemRandom().getrandbits
_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def uuid7(at: datetime, random_bits: RandomBits = _system) -> UUID:
    """A UUIDv7 (RFC 9562) of the instant `at`, so that newest first is highest id first."""
    milliseconds = int(at.timestamp() * 1000) & (1 << 48) - 1
    value = milliseconds << 80 | 0x7 << 76 | random_bits(12) << 64 | 0b10 << 62 | random_bits(62)
    return UUID(int=value)


class GlobalId(NamedTuple):
    """A decoded Relay id: the type's name in the schema and the row's id."""

    type_name: str
    id: UUID


def encode_id(type_name: str, row_id: UUID) -> str:
    """The Relay global id of a row."""
    # As `urlsafe_b64encode` does, without its two calls in between: a page has hundreds of ids.
    return (
        b2a_base64(_prefix(type_name) + row_id.bytes, newline=False).translate(_URL_SAFE).decode().rstrip("=")
    )


@cache
def _prefix(type_name: str) -> bytes:
    return f"{type_name}:".encode()


def decode_id(text: str) -> GlobalId | None:
    """The parts of a Relay global id; None when the text is not one that `encode_id` makes."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    name, separator, row_id = raw[:-16], raw[-17:-16], raw[-16:]
    if separator != b":" or not (name[:-1].isascii() and name[:-1].isalpha()):
        return None
    decoded = GlobalId(name[:-1].decode(), UUID(bytes=row_id))
    return decoded if encode_id(*decoded) == text else None
