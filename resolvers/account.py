"""Accounts: signing up, in and out; tokens."""

import re
from typing import Annotated, Any

from access.viewer import anyone, may_manage_account
from kit.errors import DomainError, ErrorCode, FieldProblem, conflict
from kit.passwords import hash_password, needs_rehash, password_matches
from kit.tokens import digest_of
from models import (
    Account,
    AccountRole,
    AccountStatus,
    CareerStage,
    Educator,
    EducatorRole,
    ProfileVisibility,
    RetiredHandle,
    SignIn,
)
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.limit import SIGN_IN_PER_ACCOUNT, SIGN_IN_PER_ADDRESS, SIGN_UP_PER_ADDRESS, spend
from resolvers.refresh_token import SignedIn, open_sign_in
from resolvers.time_zone import is_time_zone

# Neither blanks nor control characters: the database keeps no U+0000.
EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]+\.[^@\s\x00-\x1f\x7f]{2,}")
HANDLE = re.compile(r"[a-z0-9_]{3,30}")
PASSWORD_LENGTH = range(10, 201)

_BY_EMAIL = "SELECT id, password_hash FROM account WHERE email = $1"

Email = Annotated[str, described("The e-mail address; capital letters make no difference.")]
Password = Annotated[str, described("The password, 10–200 characters.")]


async def prepare_sign_up(
    info: Info, email: str, password: str, handle: str, display_name: str, time_zone: str = "UTC"
) -> dict[str, Any]:
    """The password's hash, made before a connection is held, once all else is in order."""
    await spend(info.context, SIGN_UP_PER_ADDRESS, info.context.asker.address)
    problems = _faults(email.strip(), password, handle, time_zone)
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)
    Account.check_lengths(email=email.strip().lower())
    Educator.check_lengths(display_name=display_name)
    return {"password_hash": await hash_password(password)}


def _faults(email: str, password: str, handle: str, time_zone: str) -> list[FieldProblem]:
    found = {
        ("email", "This is not an e-mail address."): not EMAIL.fullmatch(email),
        ("password", "A password has 10 to 200 characters."): len(password) not in PASSWORD_LENGTH,
        ("handle", "A handle has 3 to 30 characters: a–z, 0–9 and _."): not HANDLE.fullmatch(handle),
        ("timeZone", "This is no IANA time zone."): not is_time_zone(time_zone),
    }
    return [FieldProblem([name], message) for (name, message), is_wrong in found.items() if is_wrong]


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
    account = await Account.create(
        id=Account.new_id(context.now()),
        email=email.strip().lower(),
        password_hash=prepared["password_hash"],
        roles=[AccountRole.MEMBER],
        status=AccountStatus.ACTIVE,
        time_zone=time_zone,
        locale="en",
        created_at=context.now(),
    )
    educator = await _new_profile(context, account, handle, display_name)
    return await open_sign_in(context, account, educator)


async def _new_profile(context: Context, account: Account, handle: str, display_name: str) -> Educator:
    if await RetiredHandle.exists(digest=digest_of(handle)):
        raise conflict("This handle is taken.", "handle")
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
    known = await context.reader.plain_rows(_BY_EMAIL, email if EMAIL.fullmatch(email) else None)
    stored = known[0]["password_hash"] if known else None
    matches = await password_matches(stored, password)
    rehashed = await hash_password(password) if matches and stored and needs_rehash(stored) else None
    return {"account_id": known[0]["id"] if matches else None, "rehashed": rehashed}


async def sign_in(info: Info, email: Email, password: Password, **prepared: Any) -> SignedIn:
    """Signs in: a short-lived access token and a refresh token that can be traded once."""
    context = info.context
    context.viewer.must(anyone)
    account = await Account.get_or_none(id=prepared["account_id"])
    if account is None or not account.may_be_used(context.now()):
        raise DomainError(ErrorCode.UNAUTHENTICATED, "E-mail and password do not fit together.")
    if prepared["rehashed"]:
        account.password_hash = prepared["rehashed"]
        await account.save(update_fields=["password_hash"])
    return await open_sign_in(context, account, await Educator.get(account_id=account.id))


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
