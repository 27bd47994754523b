"""Threads by id and by author, and the viewer's subscriptions to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from access.thread import thread_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Order, Page, PageArguments, newest, oldest, pages
from loaders.reader import Reader, columns
from models import Thread, ThreadSubscription

_BY_ID = f"""SELECT {columns(Thread, "t")} FROM {VIEWER_ROW}, thread t
    WHERE t.id = ANY ($4::uuid[]) AND {thread_visible("t")}"""
_OF_AUTHOR = Listing(Thread, "t", "thread t", f"t.author_id = asked.key AND {thread_visible('t')}")
_ALL = Listing(Thread, "t", "thread t", thread_visible("t"))
_OF_COMMUNITY = Listing(Thread, "t", "thread t", f"t.community_id = asked.key AND {thread_visible('t')}")
_SUBSCRIPTIONS = f"""SELECT {columns(ThreadSubscription, "s")} FROM thread_subscription s
    WHERE s.educator_id = $1::uuid AND s.thread_id = ANY ($2::uuid[])"""
_UNREAD = f"""SELECT asked.thread_id, asked.after, (
        SELECT count(*) FROM post p WHERE p.thread_id = asked.thread_id AND p.seq > asked.after
        AND p.deleted_at IS NULL AND p.author_id <> viewer.id
        AND p.author_id <> ALL (viewer.blocked)) AS unread
    FROM {VIEWER_ROW}, unnest($4::uuid[], $5::int[]) AS asked(thread_id, after)"""


@dataclass(frozen=True)
class Unread:
    """From where in a thread posts are unread."""

    thread_id: UUID
    last_read_seq: int


def thread_order(name: str) -> Order:
    """The order of a list of threads by its name in the API."""
    return oldest("t") if name == "OLDEST" else newest("t")


async def threads_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Thread | None]:
    """n ids → n threads; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Thread)}
    return [found.get(key) for key in ids]


async def threads_of_authors(
    reader: Reader, ids: Sequence[UUID], order: Order, arguments: PageArguments
) -> list[Page]:
    """n educators → n pages of the threads they wrote. One statement."""
    return await pages(reader, _OF_AUTHOR, ids, order, arguments)


async def threads_of_communities(
    reader: Reader, ids: Sequence[UUID], order: Order, arguments: PageArguments
) -> list[Page]:
    """n communities → n pages of the threads in them. One statement."""
    return await pages(reader, _OF_COMMUNITY, ids, order, arguments)


async def all_threads(reader: Reader, order: Order, arguments: PageArguments) -> Page:
    """A page of all threads. One statement."""
    return (await pages(reader, _ALL, [ROOT], order, arguments))[0]


async def own_subscriptions(reader: Reader, ids: Sequence[UUID]) -> list[ThreadSubscription | None]:
    """n threads → the viewer's n subscriptions to them. One statement."""
    rows = await reader.plain_rows(_SUBSCRIPTIONS, reader.viewer.reader_id, list(ids), of=ThreadSubscription)
    found = {row["thread_id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def unread_counts(reader: Reader, asked: Sequence[Unread]) -> list[int]:
    """n threads → n numbers of posts by others that stand after the last read one. One statement."""
    unique = list(dict.fromkeys(asked))
    rows = await reader.rows(
        _UNREAD, [ask.thread_id for ask in unique], [ask.last_read_seq for ask in unique]
    )
    found = {Unread(row["thread_id"], row["after"]): row["unread"] for row in rows}
    return [found[ask] for ask in asked]
