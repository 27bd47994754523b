"""Refresh tokens as text: the row's id and a signature, so that nothing secret is stored."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from kit.keys import Keyring

PURPOSE = "refresh-token"
SIGNATURE_BYTES = 32


def refresh_token_text(keys: Keyring, token_id: UUID) -> str:
    """The text of a refresh token: 16 bytes of id, 32 of signature."""
    raw = token_id.bytes + keys.sign(PURPOSE, token_id.bytes, SIGNATURE_BYTES)
    return urlsafe_b64encode(raw).decode().rstrip("=")


def refresh_token_of(keys: Keyring, text: str) -> UUID | None:
    """The id in a refresh token that one of our keys signed; None for anything else."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        return None
    token_id, signature = raw[:16], raw[16:]
    if len(signature) != SIGNATURE_BYTES or not keys.verifies(PURPOSE, token_id, signature):
        return None
    return UUID(bytes=token_id)
