"""Asking to be forgotten, and taking it back."""

from typing import Annotated, Any

from access.viewer import may_manage_account
from kit.errors import conflict, invalid
from kit.passwords import password_matches
from loaders.erasure import own_erasure
from models import Account, Erasure, PostsFate
from models.leaving import ERASED_AFTER
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.limit import PASSWORD_CHANGE, spend


async def prepare_request_erasure(info: Info, password: str, posts: PostsFate) -> dict[str, Any]:
    """Whether the password is right, asked before a connection is held; every attempt counts."""
    context, account_id = info.context, info.context.viewer.account_id
    if account_id is None:
        return {"matches": False}
    await spend(context, PASSWORD_CHANGE, account_id.hex)
    account = await context.loaders.own_account.load(account_id)
    return {"matches": await password_matches(account.password_hash if account else None, password)}


async def request_erasure(
    info: Info,
    password: Annotated[str, described("Your password.")],
    posts: Annotated[PostsFate, described("What becomes of your posts.")],
    **prepared: Any,
) -> Erasure:
    """Asks for you to be forgotten in 30 days; until then you can take it back.

    Asked again, the day stays the same, and what becomes of the posts is what was said last.
    """
    context, now = info.context, info.context.now()
    context.viewer.must(may_manage_account)
    if not prepared["matches"]:
        raise invalid("password", "This is not your password.")
    waiting = await _waiting(context)
    if waiting is not None:
        if waiting.posts != posts:
            waiting.posts = posts
            await waiting.save(update_fields=["posts"])
        return waiting
    return await Erasure.create(
        id=Erasure.new_id(now),
        account_id=context.viewer.account_id,
        posts=posts,
        requested_at=now,
        due_at=now + ERASED_AFTER,
    )


async def cancel_erasure(info: Info) -> Erasure:
    """Takes back that you want to be forgotten."""
    context = info.context
    context.viewer.must(may_manage_account)
    waiting = await _waiting(context)
    if waiting is None:
        raise conflict("You have not asked to be forgotten.")
    waiting.cancelled_at = context.now()
    await waiting.save(update_fields=["cancelled_at"])
    return waiting


async def _waiting(context: Context) -> Erasure | None:
    """The viewer's wish that is neither carried out nor taken back; the account is locked."""
    account = await Account.select_for_update(no_key=True).get(id=context.viewer.account_id)
    return await Erasure.get_or_none(account_id=account.id, cancelled_at=None, done_at=None)


async def erasure(_: object, info: Info) -> Erasure | None:
    """When you will be forgotten; null when you have not asked for it, or taken it back."""
    return await own_erasure(info.context.reader)
