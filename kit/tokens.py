"""Tokens: short-lived signed access tokens, and opaque ones of which only a digest is stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt

from kit.keys import Keyring

ALGORITHM = "HS256"
ISSUER = "menteo"
AUDIENCE = "menteo-api"
PURPOSE = "access-token"
REQUIRED = ("iss", "aud", "sub", "sid", "iat", "exp")
API_TOKEN_PREFIX = "menteo_"  # noqa: S105 - a visible prefix, so that secret scanners recognise the token


@dataclass(frozen=True)
class AccessClaims:
    """What an access token says: whose sign-in it belongs to, and until when it holds."""

    account_id: UUID
    sign_in_id: UUID
    expires_at: datetime


def issue_access_token(keys: Keyring, claims: AccessClaims, now: datetime) -> str:
    """A signed access token (JWT) with issuer, audience and key id."""
    kid, key = keys.signing_key(PURPOSE)
    payload: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(claims.account_id),
        "sid": str(claims.sign_in_id),
        "iat": int(now.timestamp()),
        "exp": int(claims.expires_at.timestamp()),
    }
    return jwt.encode(payload, key, algorithm=ALGORITHM, headers={"kid": kid})


def read_access_token(keys: Keyring, token: str, now: datetime) -> AccessClaims | None:
    """The claims of a token that one of our keys signed and that still holds; else None.

    What a signature proves, it proves for ever, so it is verified once: whose token it is, and until
    when it holds. Whether it still holds is asked each time, here of the clock.
    """
    digest = digest_of(token)
    claims = keys.proven.get(digest)
    if claims is None:
        claims = _signed_claims(keys, token)
        if claims is None:
            return None
        keys.remember(digest, claims)
    return claims if claims.expires_at > now else None


def _signed_claims(keys: Keyring, token: str) -> AccessClaims | None:
    """What a token says, whether or not its time is over; None when none of our keys signed it.

    The algorithm is pinned, the key is looked up by its exact id among ours, and a critical
    header extension (`crit`) is refused, for none is understood here.
    """
    try:
        header = jwt.get_unverified_header(token)
        key = keys.verifying_keys(PURPOSE).get(str(header.get("kid")))
        if key is None or "crit" in header:
            return None
        # The time is compared by the reader, with the clock handed in; `iat` is told, not trusted, so
        # that servers whose clocks differ a little take each other's tokens.
        options = {"require": list(REQUIRED), "verify_exp": False, "verify_iat": False, "verify_nbf": False}
        payload = jwt.decode(token, key, [ALGORITHM], options, audience=AUDIENCE, issuer=ISSUER)  # type: ignore[arg-type]
        expires_at = datetime.fromtimestamp(payload["exp"], UTC)
        return AccessClaims(UUID(payload["sub"]), UUID(payload["sid"]), expires_at)
    except (jwt.InvalidTokenError, ValueError, TypeError, OverflowError):
        return None


def new_api_token() -> str:
    """A fresh API token with 256 bits of randomness."""
    return API_TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_invitation() -> str:
    """A fresh token of an invitation with 192 bits of randomness."""
    return secrets.token_urlsafe(24)


def digest_of(token: str) -> bytes:
    """What is stored instead of a token; tokens are random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def minutes_from(now: datetime, minutes: int) -> datetime:
    """The instant `minutes` after `now`, whole seconds, as a JWT can say it."""
    return (now + timedelta(minutes=minutes)).replace(microsecond=0)
