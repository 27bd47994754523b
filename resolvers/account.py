"""Accounts: signing up, in and out; tokens."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any
from zoneinfo import available_timezones

from access.viewer import anyone, may_manage_account
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid
from kit.ids import uuid7
from kit.passwords import hash_password, needs_rehash, password_matches
from kit.tokens import AccessClaims, digest_of, issue_access_token, minutes_from
from models import (
    Account,
    AccountRole,
    AccountStatus,
    CareerStage,
    Educator,
    EducatorRole,
    ProfileVisibility,
    RefreshToken,
    Row,
    SignIn,
)
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.limit import SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS, SIGN_UP_PER_ADDRESS, spend
from resolvers.refresh_token import refresh_token_of, refresh_token_text

EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
HANDLE = re.compile(r"[a-z0-9_]{3,30}")
PASSWORD_LENGTH = range(10, 201)

Email = Annotated[str, described("The e-mail address; capital letters make no difference.")]
Password = Annotated[str, described("The password, 10–200 characters.")]


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


async def prepare_sign_up(info: Info, email: str, password: str, **_: Any) -> dict[str, Any]:
    """The password's hash, made before a connection is held."""
    await spend(info.context, SIGN_UP_PER_ADDRESS, info.context.asker.address)
    if len(password) not in PASSWORD_LENGTH:
        raise invalid("password", "A password has 10 to 200 characters.")
    if not EMAIL.fullmatch(email.strip()):
        raise invalid("email", "This is not an e-mail address.")
    return {"password_hash": await hash_password(password)}


async def sign_up(
    info: Info,
    email: Email,
    password: Password,
    handle: Annotated[str, described("Your name in the network: 3–30 of a–z, 0–9 and _.")],
    display_name: Annotated[str, described("The name others read, 1–80 characters.")],
    time_zone: Annotated[str, described("An IANA time zone, for example Europe/Lisbon.")] = "UTC",
    **prepared: str,
) -> SignedIn:
    """Makes an account with a profile, and signs in."""
    context = info.context
    context.viewer.must(anyone)
    _check_names(handle, time_zone)
    email = email.strip().lower()
    Account.check_lengths(email=email, time_zone=time_zone)
    Educator.check_lengths(handle=handle, display_name=display_name)
    account = await Account.create(
        id=Account.new_id(context.now()),
        email=email,
        password_hash=prepared["password_hash"],
        roles=[AccountRole.MEMBER],
        status=AccountStatus.ACTIVE,
        time_zone=time_zone,
        locale="en",
        created_at=context.now(),
    )
    educator = await _new_profile(context, account, handle, display_name)
    return await open_sign_in(context, account, educator)


def _check_names(handle: str, time_zone: str) -> None:
    problems = []
    if not HANDLE.fullmatch(handle):
        problems.append(FieldProblem(["handle"], "A handle has 3 to 30 characters: a–z, 0–9 and _."))
    if time_zone not in available_timezones():
        problems.append(FieldProblem(["timeZone"], "This is no IANA time zone."))
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)


async def _new_profile(context: Context, account: Account, handle: str, display_name: str) -> Educator:
    return await Educator.create(
        id=Educator.new_id(context.now()),
        account_id=account.id,
        handle=handle,
        display_name=display_name,
        headline="",
        bio="",
        role=EducatorRole.CLASSROOM_TEACHER,
        career_stage=CareerStage.EARLY_0_2,
        phases=[],
        organisation="",
        region="",
        languages=[],
        visibility=ProfileVisibility.PUBLIC,
        created_at=context.now(),
        version=1,
        last_seq=0,
    )


async def prepare_sign_in(info: Info, email: str, password: str) -> dict[str, Any]:
    """The account that this password opens; None when it opens none, after the same time.

    Every attempt counts, for the account it names and for the address it comes from.
    """
    context, email = info.context, email.strip().lower()
    await spend(context, SIGN_IN_PER_ADDRESS, context.asker.address)
    await spend(context, SIGN_IN_PER_ACCOUNT, digest_of(email).hex())
    rows = await context.reader.plain_rows("SELECT password_hash FROM account WHERE email = $1", email)
    stored = rows[0]["password_hash"] if rows else None
    matches = await password_matches(stored, password)
    rehashed = await hash_password(password) if matches and stored and needs_rehash(stored) else None
    return {"matches": matches, "rehashed": rehashed}


async def sign_in(info: Info, email: Email, password: Password, **prepared: Any) -> SignedIn:
    """Signs in: a short-lived access token and a refresh token that can be traded once."""
    context = info.context
    context.viewer.must(anyone)
    account = await Account.get_or_none(email=email.strip().lower())
    if not prepared["matches"] or account is None or not account.may_be_used(context.now()):
        raise DomainError(ErrorCode.UNAUTHENTICATED, "E-mail and password do not fit together.")
    if prepared["rehashed"]:
        account.password_hash = prepared["rehashed"]
        await account.save(update_fields=["password_hash"])
    return await open_sign_in(context, account, await Educator.get(account_id=account.id))


async def open_sign_in(context: Context, account: Account, educator: Educator) -> SignedIn:
    """A new family of refresh tokens, and its first pair of tokens."""
    stay = await SignIn.create(
        id=SignIn.new_id(context.now()), account_id=account.id, created_at=context.now(), revoked_at=None
    )
    return await next_pair(context, stay, educator)


async def next_pair(context: Context, stay: SignIn, educator: Educator) -> SignedIn:
    """The next pair of tokens in a family."""
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
    text = refresh_token_text(context.platform.keys, token.id)
    return SignedIn(access_token, expires_at, text, token, educator)


async def recall_pair(info: Info, token: Row) -> SignedIn:
    """The pair that was answered before: both tokens follow from the stored one."""
    assert isinstance(token, RefreshToken)  # noqa: S101 - `recall` is given what `source` gave
    stay = await SignIn.get(id=token.sign_in_id)
    educator = await Educator.get(account_id=stay.account_id)
    return _pair(info.context, stay, token, educator)


async def prepare_refresh(info: Info, refresh_token: str) -> dict[str, Any]:
    """The id that a refresh token carries; None for a text we did not sign."""
    return {"token_id": refresh_token_of(info.context.platform.keys, refresh_token)}


async def refresh_access(
    info: Info,
    refresh_token: Annotated[str, described("The newest refresh token of this sign-in.")],
    **prepared: Any,
) -> SignedIn:
    """Trades a refresh token for a new pair; a token that was traded before ends the whole sign-in."""
    context = info.context
    context.viewer.must(anyone)
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
    return await next_pair(context, stay, await Educator.get(account_id=account.id))


class ReusedRefreshTokenError(DomainError):
    """A spent refresh token came again: somebody has a copy."""

    def __init__(self, stay: SignIn) -> None:
        super().__init__(ErrorCode.UNAUTHENTICATED, "This refresh token is not valid; sign in again.")
        self.stay = stay


async def revoke_family(info: Info, refusal: DomainError) -> None:
    """End the sign-in whose spent refresh token came again; after the refusal was rolled back."""
    if isinstance(refusal, ReusedRefreshTokenError):
        context = info.context
        await context.reader.plain_rows(
            "UPDATE sign_in SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL",
            refusal.stay.id,
            context.now(),
        )


def _unknown_refresh_token() -> DomainError:
    return DomainError(ErrorCode.UNAUTHENTICATED, "This refresh token is not valid; sign in again.")


async def sign_out(
    info: Info,
    everywhere: Annotated[bool, described("End all your sign-ins, not only this one.")] = False,
) -> Educator:
    """Ends this sign-in, or all of them; their tokens no longer work."""
    context = info.context
    context.viewer.must(may_manage_account)
    stays = SignIn.filter(account_id=context.viewer.account_id, revoked_at=None)
    if not everywhere:
        stays = stays.filter(id=context.viewer.sign_in_id)
    await stays.update(revoked_at=context.now())
    educator = await Educator.get(id=context.member_id)
    context.transaction.after_commit(lambda: context.platform.hub.rights_changed([educator.id]))
    return educator
