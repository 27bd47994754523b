"""What the owner of an account changes in it: the password, the time zone, the language."""

from typing import Annotated, Any

from access.viewer import may_manage_account
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid
from kit.passwords import hash_password, password_matches
from models import Account, SignIn
from resolvers.account import PASSWORD_LENGTH
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.language import is_language_tag
from resolvers.limit import PASSWORD_CHANGE, spend
from resolvers.time_zone import is_time_zone


async def prepare_change_password(info: Info, current_password: str, new_password: str) -> dict[str, Any]:
    """The new hash, made before a connection is held; every attempt counts for the account."""
    context = info.context
    account_id = context.viewer.account_id
    if account_id is None:
        return {"matches": False, "password_hash": ""}
    if len(new_password) not in PASSWORD_LENGTH:
        raise invalid("newPassword", "A password has 10 to 200 characters.")
    await spend(context, PASSWORD_CHANGE, account_id.hex)
    account = await context.loaders.own_account.load(account_id)
    matches = await password_matches(account.password_hash if account else None, current_password)
    return {"matches": matches, "password_hash": await hash_password(new_password) if matches else ""}


async def change_password(
    info: Info,
    current_password: Annotated[str, described("The password you have.")],
    new_password: Annotated[str, described("The password you want, 10–200 characters.")],
    **prepared: Any,
) -> Account:
    """Changes your password and ends all your other sign-ins."""
    context = info.context
    context.viewer.must(may_manage_account)
    if not prepared["matches"]:
        raise invalid("currentPassword", "This is not your password.")
    account = await Account.get(id=context.viewer.account_id)
    account.password_hash = prepared["password_hash"]
    await account.save(update_fields=["password_hash"])
    others = SignIn.filter(account_id=account.id, revoked_at=None).exclude(id=context.viewer.sign_in_id)
    await others.update(revoked_at=context.now())
    educator_id = context.member_id
    context.transaction.after_commit(lambda: context.platform.hub.rights_changed([educator_id]))
    return account


async def update_account(
    info: Info,
    time_zone: Annotated[str | None, described("An IANA time zone, for example Europe/Lisbon.")] = None,
    locale: Annotated[str | None, described("Your language, as a BCP 47 tag.")] = None,
) -> Account:
    """Changes what is given in your account, and leaves the rest."""
    context = info.context
    context.viewer.must(may_manage_account)
    problems = []
    if time_zone is not None and not is_time_zone(time_zone):
        problems.append(FieldProblem(["timeZone"], "This is no IANA time zone."))
    if locale is not None and not is_language_tag(locale):
        problems.append(FieldProblem(["locale"], "This is no BCP 47 tag, for example pt-PT."))
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)
    account = await Account.get(id=context.viewer.account_id)
    given = {"time_zone": time_zone, "locale": locale}
    changes = {name: value for name, value in given.items() if value is not None}
    if changes:
        account.update_from_dict(changes)
        await account.save(update_fields=list(changes))
    return account
