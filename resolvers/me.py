"""What is the viewer's alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from events.stream import live_cursor
from loaders.follow import handles_behind_walls, own_blocks, own_mutes
from loaders.page import Page
from models import Account, Block, Educator
from resolvers.arguments import PageArguments
from resolvers.context import Info


@dataclass(frozen=True)
class Me:
    """The viewer; the account is read when something of it is asked for."""

    educator_id: UUID


async def me(info: Info) -> Me | None:
    """You, and what is yours alone; null when nobody is signed in."""
    reader_id = info.context.viewer.reader_id
    return Me(reader_id) if reader_id is not None else None


async def account(_: Me, info: Info) -> Account | None:
    """Your account."""
    account_id = info.context.viewer.account_id
    if account_id is None:
        return None
    found: Account | None = await info.context.loaders.own_account.load(account_id)
    return found


async def email(viewer: Me, info: Info) -> str | None:
    """Your e-mail address; nobody else sees it."""
    found = await account(viewer, info)
    return found.email if found else None


async def educator(viewer: Me, info: Info) -> Educator | None:
    """Your public profile."""
    found: Educator | None = await info.context.loaders.educator.load(viewer.educator_id)
    return found


async def notification_cursor(viewer: Me, info: Info) -> str:
    """Where the stream of your notifications stands: subscribe after it and nothing is missed."""
    context = info.context
    return live_cursor(context.platform.hub, viewer.educator_id, context.viewer.notification_seq)


async def blocks(_: object, info: Info, page: PageArguments) -> Page:
    """Whom you blocked, latest first."""
    return await own_blocks(info.context.reader, page)


async def mutes(_: object, info: Info, page: PageArguments) -> Page:
    """Whom you muted, latest first."""
    return await own_mutes(info.context.reader, page)


async def blocked_handle(blocks: Sequence[Block], info: Info) -> list[str]:
    """The handle of the educator you blocked, so that you can find and unblock them."""
    return await handles_behind_walls(info.context.reader, [row.blocked_id for row in blocks])
