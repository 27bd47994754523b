"""API tokens made at the command line, by whoever runs the server."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import asyncpg

from kit.errors import invalid, not_found
from kit.ids import uuid7
from kit.tokens import digest_of, new_api_token
from models import ApiToken, TokenScope

# Ten years: who runs the server may make tokens that outlast any made through the API.
LONGEST_DAYS = 3660

_INSERT = """INSERT INTO api_token (id, account_id, name, scopes, digest, created_at, expires_at)
    SELECT $1, account_id, $2, $3, $4, $5, $6 FROM educator WHERE handle = $7 RETURNING id"""


async def make_api_token(url: str, handle: str, name: str, scopes: Sequence[str], days: int) -> str:
    """The secret of a fresh API token; it cannot be shown again.

    Raises: DomainError for an unknown handle, an unknown scope, or no days.
    """
    ApiToken.check_lengths(name=name)
    if not scopes or not set(scopes) <= set(TokenScope):
        raise invalid("scopes", f"Scopes are {', '.join(TokenScope)}.")
    if not 1 <= days <= LONGEST_DAYS:
        raise invalid("days", f"A token holds 1 to {LONGEST_DAYS} days.")
    secret, now = new_api_token(), datetime.now(UTC)
    expires_at = now + timedelta(days=days)
    connection = await asyncpg.connect(url)
    try:
        made = await connection.fetchval(
            _INSERT, uuid7(now), name, list(scopes), digest_of(secret), now, expires_at, handle
        )
    finally:
        await connection.close()
    if made is None:
        raise not_found(f"educator: {handle}")
    return secret
