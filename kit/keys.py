"""Secret keys: the first signs, all verify, so that keys can be rotated without signing anyone out."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

# 128 bits: nobody guesses one.
SHORTEST_SIGNATURE = 16
# Some 5 MB at most.
REMEMBERED = 10_000


class Keyring:
    """Purpose-bound keys derived from the configured secrets (HMAC-SHA-256)."""

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            message = "A keyring needs at least one secret."
            raise ValueError(message)
        self._secrets = [secret.encode() for secret in secrets]
        self._derived: dict[str, dict[str, bytes]] = {}
        # What was found to be signed by one of these keys, by its digest: never the signed text itself.
        self.proven: dict[bytes, Any] = {}

    def verifying_keys(self, purpose: str) -> Mapping[str, bytes]:
        """Every key that may have signed for a purpose, by its id; the first is the one that signs today."""
        keys = self._derived.get(purpose)
        if keys is None:
            made = [hmac.digest(secret, b"menteo:" + purpose.encode(), "sha256") for secret in self._secrets]
            keys = self._derived[purpose] = {key_id(key): key for key in made}
        return keys

    def signing_key(self, purpose: str) -> tuple[str, bytes]:
        """The id and bytes of the key that signs for a purpose today."""
        return next(iter(self.verifying_keys(purpose).items()))

    def remember(self, digest: bytes, said: object) -> None:
        """Spare verifying the same signature again; the oldest of too many is forgotten."""
        self.proven[digest] = said
        if len(self.proven) > REMEMBERED:
            del self.proven[next(iter(self.proven))]

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
