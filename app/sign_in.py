"""Sign-in: the bearer token of a request or a socket → the viewer it stands for."""

from collections.abc import Collection, Hashable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from access.viewer import Viewer
from kit.database import Database
from kit.errors import DomainError, ErrorCode
from kit.keys import Keyring
from kit.tokens import API_TOKEN_PREFIX, AccessClaims, digest_of, read_access_token
from models import Account, TokenScope

_VIEWER = """
    SELECT a.id AS account_id, a.roles, a.status, a.suspended_until, e.id AS educator_id, e.last_seq,
        ARRAY(SELECT blocked_id FROM block WHERE blocker_id = e.id
              UNION ALL SELECT blocker_id FROM block WHERE blocked_id = e.id) AS blocked, {more}
    FROM account a JOIN educator e ON e.account_id = a.id {source}"""
_BY_SIGN_IN = _VIEWER.format(
    more="s.id AS sign_in_id",
    source="JOIN sign_in s ON s.account_id = a.id AND s.revoked_at IS NULL WHERE s.id = $1 AND a.id = $2",
)
_MARK_USED = """WITH used AS (
        UPDATE api_token SET last_used_at = $2 WHERE digest = $1 AND revoked_at IS NULL AND expires_at > $2
        AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute'))"""
_BY_API_TOKEN = _MARK_USED + _VIEWER.format(
    more="t.scopes, t.expires_at",
    source="JOIN api_token t ON t.account_id = a.id AND t.revoked_at IS NULL AND t.expires_at > $2"
    " WHERE t.digest = $1",
)
_BY_SIGN_INS = _VIEWER.format(
    more="s.id AS sign_in_id",
    source="JOIN sign_in s ON s.account_id = a.id AND s.revoked_at IS NULL"
    " JOIN unnest($1::uuid[], $2::uuid[]) AS claimed(sign_in_id, account_id)"
    " ON s.id = claimed.sign_in_id AND a.id = claimed.account_id",
)
_BY_API_TOKENS = _VIEWER.format(
    more="t.scopes, t.expires_at, t.digest",
    source="JOIN api_token t ON t.account_id = a.id AND t.revoked_at IS NULL AND t.expires_at > $2"
    " WHERE t.digest = ANY ($1::bytea[])",
)
_BY_FEED = _VIEWER.format(
    more="'{READ}'::text[] AS scopes, NULL::timestamptz AS expires_at",
    source="JOIN calendar_feed f ON f.educator_id = e.id WHERE f.id = $1",
)


class BadTokenError(DomainError):
    """A token was given, and it does not hold."""

    def __init__(self) -> None:
        super().__init__(ErrorCode.UNAUTHENTICATED, "This token does not hold; sign in again.")


def bearer_of(header: str | None) -> str | None:
    """The token in an `Authorization` header; None without one.

    Raises: BadTokenError for a header of another scheme.
    """
    if not header:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise BadTokenError
    return token.strip()


async def viewer_of(database: Database, keys: Keyring, token: str | None, now: datetime) -> Viewer:
    """On whose behalf a token speaks; nobody's without one. One statement, none for a forged token.

    Raises: BadTokenError for a token that does not hold, or an account that cannot be used.
    """
    if token is None:
        return Viewer()
    if token.startswith(API_TOKEN_PREFIX):
        return _viewer(await database.fetch(_BY_API_TOKEN, digest_of(token), now), now)
    claims = read_access_token(keys, token, now)
    if claims is None:
        raise BadTokenError
    rows = await database.fetch(_BY_SIGN_IN, claims.sign_in_id, claims.account_id)
    return _viewer(rows, now, claims.sign_in_id, claims.expires_at)


async def viewer_of_feed(database: Database, feed_id: UUID, now: datetime) -> Viewer | None:
    """On whose behalf a calendar feed is read; None when it is gone, or its account cannot be used."""
    try:
        return _viewer(await database.fetch(_BY_FEED, feed_id), now)
    except BadTokenError:
        return None


def credential_of(keys: Keyring, token: str | None, now: datetime) -> Hashable:
    """What a token says, signature checked: claims, or an API token's digest; None for nobody.

    Raises: BadTokenError for a token that does not hold.
    """
    if token is None or token.startswith(API_TOKEN_PREFIX):
        return token and digest_of(token)
    claims = read_access_token(keys, token, now)
    if claims is None:
        raise BadTokenError
    return claims


async def viewers_of(
    database: Database, credentials: Collection[Hashable], now: datetime
) -> dict[Hashable, Viewer]:
    """On whose behalf each credential speaks; who no longer holds is absent. Two statements at most."""
    claims = [one for one in credentials if isinstance(one, AccessClaims) and one.expires_at > now]
    digests = [one for one in credentials if isinstance(one, bytes)]
    found: dict[Hashable, Viewer] = {None: Viewer()} if None in credentials else {}
    signed_in = {(one.sign_in_id, one.account_id) for one in claims}
    rows = await database.fetch(_BY_SIGN_INS, *map(list, zip(*signed_in, strict=True))) if claims else ()
    by_sign_in = {(row["sign_in_id"], row["account_id"]): row for row in rows}
    for one in claims:
        if row := by_sign_in.get((one.sign_in_id, one.account_id)):
            with suppress(BadTokenError):
                found[one] = _viewer([row], now, one.sign_in_id, one.expires_at)
    for row in await database.fetch(_BY_API_TOKENS, digests, now) if digests else ():
        with suppress(BadTokenError):
            found[row["digest"]] = _viewer([row], now)
    return found


def _viewer(
    rows: list[Any], now: datetime, sign_in_id: UUID | None = None, expires_at: datetime | None = None
) -> Viewer:
    if not rows:
        raise BadTokenError
    row: Mapping[str, Any] = rows[0]
    if not Account.light({"status": row["status"], "suspended_until": row["suspended_until"]}).may_be_used(
        now
    ):
        raise BadTokenError
    return Viewer(
        account_id=row["account_id"],
        educator_id=row["educator_id"],
        sign_in_id=sign_in_id,
        roles=frozenset(row["roles"]),
        scopes=frozenset(TokenScope) if sign_in_id else frozenset(row["scopes"]),
        blocked=frozenset(row["blocked"]),
        expires_at=expires_at or row["expires_at"],
        notification_seq=row["last_seq"],
    )
