"""Refresh tokens: each is traded once for the next pair, and one that comes again ends the sign-in.

As text a token is the row's id and a signature, so that nothing secret is stored.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from access.viewer import anyone
from kit.errors import DomainError, ErrorCode
from kit.ids import uuid7
from kit.signed_id import read_signed_id, signed_id
from kit.tokens import AccessClaims, issue_access_token, minutes_from
from models import Account, Educator, RefreshToken, Row, SignIn
from resolvers.arguments import described
from resolvers.context import Context, Info

PURPOSE = "refresh-token"

_REVOKE = """UPDATE sign_in SET revoked_at = $2 FROM educator
    WHERE sign_in.id = $1 AND revoked_at IS NULL AND educator.account_id = sign_in.account_id
    RETURNING educator.id"""


@dataclass(frozen=True)
class SignedIn:
    """Both tokens of a fresh sign-in, and who it is."""

    access_token: str
    access_token_expires_at: datetime
    refresh_token: str
    token: RefreshToken
    educator: Educator

    def source(self) -> Row:
        """The refresh token, from which the same answer can be made again."""
        return self.token


async def open_sign_in(context: Context, account: Account, educator: Educator) -> SignedIn:
    """A new family of refresh tokens, and its first pair of tokens."""
    stay = await SignIn.create(
        id=SignIn.new_id(context.now()), account_id=account.id, created_at=context.now(), revoked_at=None
    )
    return await _next_pair(context, stay, educator)


async def _next_pair(context: Context, stay: SignIn, educator: Educator) -> SignedIn:
    now = context.now()
    token = await RefreshToken.create(
        id=uuid7(now),
        sign_in_id=stay.id,
        created_at=now,
        expires_at=now + timedelta(days=context.platform.lifetimes.refresh_days),
    )
    return _pair(context, stay, token, educator)


def _pair(context: Context, stay: SignIn, token: RefreshToken, educator: Educator) -> SignedIn:
    expires_at = minutes_from(token.created_at, context.platform.lifetimes.access_minutes)
    claims = AccessClaims(stay.account_id, stay.id, expires_at)
    access_token = issue_access_token(context.platform.keys, claims, token.created_at)
    text = signed_id(context.platform.keys, PURPOSE, token.id)
    return SignedIn(access_token, expires_at, text, token, educator)


async def recall_pair(info: Info, token: Row) -> SignedIn:
    """The pair that was answered before: both tokens follow from the stored one."""
    assert isinstance(token, RefreshToken)  # noqa: S101 - `recall` is given what `source` gave
    stay = await SignIn.get(id=token.sign_in_id)
    educator = await Educator.get(account_id=stay.account_id)
    return _pair(info.context, stay, token, educator)


async def prepare_refresh(info: Info, refresh_token: str) -> dict[str, Any]:
    """The id that a refresh token carries; None for a text we did not sign."""
    return {"token_id": read_signed_id(info.context.platform.keys, PURPOSE, refresh_token)}


async def refresh_access(
    info: Info,
    refresh_token: Annotated[str, described("The newest refresh token of this sign-in.")],
    **prepared: Any,
) -> SignedIn:
    """Trades a refresh token for a new pair; a token that was traded before ends the whole sign-in."""
    context = info.context
    context.viewer.must(anyone)
    # Of several that bring the same token at once, the first trades it; the others find it spent.
    token = await RefreshToken.select_for_update(no_key=True).get_or_none(id=prepared["token_id"])
    if token is None or token.expires_at <= context.now():
        raise _unknown_refresh_token()
    stay = await SignIn.get(id=token.sign_in_id)
    account = await Account.get(id=stay.account_id)
    if stay.revoked_at is not None or not account.may_be_used(context.now()):
        raise _unknown_refresh_token()
    if token.spent_at is not None:
        raise ReusedRefreshTokenError(stay)
    token.spent_at = context.now()
    await token.save(update_fields=["spent_at"])
    return await _next_pair(context, stay, await Educator.get(account_id=account.id))


class ReusedRefreshTokenError(DomainError):
    """A spent refresh token came again: somebody has a copy."""

    def __init__(self, stay: SignIn) -> None:
        refusal = _unknown_refresh_token()
        super().__init__(refusal.code, refusal.message)
        self.stay = stay


async def revoke_family(info: Info, refusal: DomainError) -> None:
    """End the sign-in whose spent refresh token came again; after the refusal was rolled back."""
    if isinstance(refusal, ReusedRefreshTokenError):
        context = info.context
        revoked = await context.reader.plain_rows(_REVOKE, refusal.stay.id, context.now())
        context.platform.hub.rights_changed([row["id"] for row in revoked])


def _unknown_refresh_token() -> DomainError:
    return DomainError(ErrorCode.UNAUTHENTICATED, "This refresh token is not valid; sign in again.")
