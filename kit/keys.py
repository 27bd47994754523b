"""Secret keys: the first signs, all verify, so that keys can be rotated without signing anyone out."""

import hashlib
import hmac
from collections.abc import Sequence

# 128 bits: nobody guesses one.
SHORTEST_SIGNATURE = 16


class Keyring:
    """Purpose-bound keys derived from the configured secrets (HMAC-SHA-256)."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            message = "A keyring needs at least one secret."
            raise ValueError(message)
        self._secrets = [secret.encode() for secret in secrets]

    def _derive(self, secret: bytes, purpose: str) -> bytes:
        return hmac.digest(secret, b"menteo:" + purpose.encode(), "sha256")

    def signing_key(self, purpose: str) -> tuple[str, bytes]:
        """The id and bytes of the key that signs for a purpose today."""
        key = self._derive(self._secrets[0], purpose)
        return key_id(key), key

    def verifying_keys(self, purpose: str) -> dict[str, bytes]:
        """Every key that may have signed for a purpose, by its id."""
        keys = (self._derive(secret, purpose) for secret in self._secrets)
        return {key_id(key): key for key in keys}

    def sign(self, purpose: str, message: bytes, length: int = 16) -> bytes:
        """A signature of `length` bytes over the message, for one purpose only."""
        return hmac.digest(self.signing_key(purpose)[1], message, "sha256")[:length]

    def verifies(self, purpose: str, message: bytes, signature: bytes) -> bool:
        """Whether one of the keys made this signature for this purpose."""
        candidates = [
            hmac.digest(key, message, "sha256")[: len(signature)]
            for key in self.verifying_keys(purpose).values()
        ]
        return len(signature) >= SHORTEST_SIGNATURE and any(
            hmac.compare_digest(made, signature) for made in candidates
        )


def key_id(key: bytes) -> str:
    """A public name for a key, from which the key cannot be found."""
    return hashlib.sha256(b"kid:" + key).hexdigest()[:12]
