"""Pledges as they are read: promises to post regularly, for who made them and those who watch over them."""

from collections.abc import Sequence

from loaders.page import Page
from loaders.pledge import partners_of_pledges, pledges_around
from models import Educator, Pledge, PledgePartner, Thread
from resolvers.arguments import PageArguments
from resolvers.context import Info
from resolvers.me import Me
from resolvers.node import load_some


async def pledge_in(threads: Sequence[Thread], info: Info) -> list[Pledge | None]:
    """The author's pledge to post regularly; for them and those who watch over it."""
    return await load_some(info.context.loaders.pledge_in, [row.id for row in threads])


async def pledges(_: Me, info: Info, page: PageArguments) -> Page:
    """Your pledges and those that you are asked to watch over, newest first."""
    return await pledges_around(info.context.reader, page)


async def pledged_thread(pledges: Sequence[Pledge], info: Info) -> list[Thread | None]:
    """The thread; null when it is not visible to you."""
    return await load_some(info.context.loaders.thread, [row.thread_id for row in pledges])


async def pledger(pledges: Sequence[Pledge], info: Info) -> list[Educator | None]:
    """Who made it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in pledges])


async def adherence(pledges: Sequence[Pledge], info: Info) -> list[float | None]:
    """Which part of its windows was kept, 0–1; null before the first is over, and for who has not agreed."""
    found = await info.context.loaders.pledge_kept.load_many([row.id for row in pledges])
    return [kept.adherence for kept in found]


async def partners(pledges: Sequence[Pledge], info: Info, page: PageArguments) -> list[Page]:
    """Who watches over it, first asked first; its owner sees whom they asked."""
    return await partners_of_pledges(info.context.reader, [row.id for row in pledges], page)


async def partner(partners: Sequence[PledgePartner], info: Info) -> list[Educator | None]:
    """Who it is; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in partners])
