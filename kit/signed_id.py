"""Secrets that need not be stored: a row's id with a signature over it, as text."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from kit.keys import Keyring

ID_BYTES = 16
SIGNATURE_BYTES = 32


def signed_id(keys: Keyring, purpose: str, row_id: UUID) -> str:
    """The text that stands for a row: 16 bytes of id, 32 of signature, 64 characters."""
    raw = row_id.bytes + keys.sign(purpose, row_id.bytes, SIGNATURE_BYTES)
    return urlsafe_b64encode(raw).decode()


def read_signed_id(keys: Keyring, purpose: str, text: str) -> UUID | None:
    """The id in a text that one of our keys signed for this purpose; None for anything else."""
    try:
        raw = urlsafe_b64decode(text)
    except (Error, ValueError):
        return None
    id_bytes, signature = raw[:ID_BYTES], raw[ID_BYTES:]
    if len(signature) != SIGNATURE_BYTES or not keys.verifies(purpose, id_bytes, signature):
        return None
    # Whatever is no letter of the alphabet was passed over; one secret has one spelling.
    return UUID(bytes=id_bytes) if urlsafe_b64encode(raw).decode() == text else None
