"""Growth Threads."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from strawberry import ID

from access.thread import may_start_thread, may_steer_thread
from events.log import Announcement
from events.stream import live_cursor
from kit.errors import stale
from loaders.page import Page
from loaders.thread import all_threads, thread_order, threads_of_authors, threads_of_communities
from models import (
    Community,
    Educator,
    Enrollment,
    EventKind,
    Goal,
    StreamKind,
    SubscriptionLevel,
    Thread,
    ThreadStatus,
    ThreadSubscription,
    ThreadVisibility,
)
from resolvers.arguments import ExpectedVersion, Id, PageArguments, described
from resolvers.context import Context, Info
from resolvers.home import announce_at_home, home_of, own_thing, tell_followers, visibility_in
from resolvers.node import load_some, row_id_of, seen
from resolvers.pledge_end import end_pledge_in


class ThreadOrder(StrEnum):
    """How a list of threads is ordered."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


OrderBy = Annotated[ThreadOrder, described("In which order.")]
Title = Annotated[str, described("What the thread is about, in 1–140 characters.")]
ThreadId = Annotated[ID, described("The global id of a thread.")]


async def thread(info: Info, id: Id) -> Thread | None:
    """The thread with this id; null when there is none that you may see."""
    found: Thread | None = await info.context.loaders.thread.load(row_id_of(id, "Thread", "id"))
    return found


async def threads(
    info: Info,
    page: PageArguments,
    order_by: OrderBy = ThreadOrder.NEWEST,
) -> Page:
    """Growth Threads you may read."""
    return await all_threads(info.context.reader, thread_order(order_by), page)


async def threads_of(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
    order_by: OrderBy = ThreadOrder.NEWEST,
) -> list[Page]:
    """The Growth Threads this educator writes, as far as you may read them."""
    ids = [row.id for row in educators]
    return await threads_of_authors(info.context.reader, ids, thread_order(order_by), page)


async def threads_in(
    communities: Sequence[Community],
    info: Info,
    page: PageArguments,
    order_by: OrderBy = ThreadOrder.NEWEST,
) -> list[Page]:
    """The Growth Threads in this community, as far as you may read them."""
    ids = [row.id for row in communities]
    return await threads_of_communities(info.context.reader, ids, thread_order(order_by), page)


async def home(threads: Sequence[Thread], info: Info) -> list[Community | None]:
    """The community it is in; null for none, or one that is not visible to you."""
    return await load_some(info.context.loaders.community, [row.community_id for row in threads])


async def documented_goal(threads: Sequence[Thread], info: Info) -> list[Goal | None]:
    """The goal it documents; null for none, or one that is not visible to you."""
    return await load_some(info.context.loaders.goal, [row.goal_id for row in threads])


async def documented_way(threads: Sequence[Thread], info: Info) -> list[Enrollment | None]:
    """The way along a roadmap it documents; null for none, or one that is not visible to you."""
    return await load_some(info.context.loaders.enrollment, [row.enrollment_id for row in threads])


async def author(threads: Sequence[Thread], info: Info) -> list[Educator | None]:
    """Whose learning it is; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.author_id for row in threads]
    )
    return found


async def cursor_of(threads: Sequence[Thread], info: Info) -> list[str]:
    """Where the live stream stood when this was read: subscribe after it and nothing is missed.

    The counter comes with the thread's row, which is read before any post is, so that a post is in
    the snapshot or in the tail; one that is in both has the same id.
    """
    hub = info.context.platform.hub
    return [live_cursor(hub, row.id, row.last_seq) for row in threads]


async def create_thread(
    info: Info,
    title: Title,
    about: Annotated[str, described("Markdown, at most 2000 characters.")] = "",
    visibility: Annotated[
        ThreadVisibility | None,
        described("Who may read it: everyone, or in a community that is not PUBLIC its members."),
    ] = None,
    community_id: Annotated[ID | None, described("The community it is started in.")] = None,
    goal_id: Annotated[ID | None, described("The goal of yours that it documents.")] = None,
    enrollment_id: Annotated[
        ID | None, described("The way along a roadmap of yours that it documents.")
    ] = None,
) -> Thread:
    """Starts a Growth Thread; you watch it from its first post."""
    context = info.context
    context.viewer.must(may_start_thread)
    Thread.check_lengths(title=title, about=about)
    home = await home_of(context, community_id)
    goal = await own_thing(context, context.loaders.goal, Goal, goal_id, "goalId")
    way = await own_thing(context, context.loaders.enrollment, Enrollment, enrollment_id, "enrollmentId")
    now = context.now()
    row = await Thread.create(
        id=Thread.new_id(now),
        author_id=context.member_id,
        title=title,
        about=about,
        community_id=home and home.id,
        goal_id=goal and goal.id,
        enrollment_id=way and way.id,
        visibility=visibility_in(home, visibility),
        status=ThreadStatus.OPEN,
        created_at=now,
        post_count=0,
        version=1,
        last_seq=0,
    )
    await ThreadSubscription.create(
        id=ThreadSubscription.new_id(now),
        thread_id=row.id,
        educator_id=context.member_id,
        level=SubscriptionLevel.WATCHING,
        last_read_seq=0,
    )
    announce_at_home(context, row)
    await tell_followers(context, row)
    return row


async def locked_thread(context: Context, id: str, argument: str) -> Thread:
    """The thread the viewer may see, locked until the transaction ends.

    Raises: DomainError NOT_FOUND when there is none.
    """
    row = await seen(context.loaders.thread, Thread, id, argument)
    return await Thread.select_for_update(no_key=True).get(id=row.id)


async def update_thread(
    info: Info,
    thread_id: ThreadId,
    title: Annotated[str | None, described("What the thread is about, in 1–140 characters.")] = None,
    about: Annotated[str | None, described("Markdown, at most 2000 characters.")] = None,
    visibility: Annotated[ThreadVisibility | None, described("Who may read it.")] = None,
    expected_version: ExpectedVersion = None,
) -> Thread:
    """Changes what is given of a thread, and leaves the rest."""
    context = info.context
    row = await locked_thread(context, thread_id, "threadId")
    context.viewer.must(may_steer_thread, row)
    if expected_version is not None and expected_version != row.version:
        raise stale("This thread", row.version, row)
    Thread.check_lengths(title=title, about=about)
    if visibility is not None:
        visibility_in(await Community.get_or_none(id=row.community_id), visibility)
    given = {"title": title, "about": about, "visibility": visibility}
    changes = {name: value for name, value in given.items() if value not in (None, getattr(row, name))}
    if not changes:
        return row
    row.update_from_dict({**changes, "version": row.version + 1})
    await row.save(update_fields=[*changes, "version"])
    announce_change(context, row)
    return row


async def conclude_thread(info: Info, thread_id: ThreadId) -> Thread:
    """Ends a thread as its author, and a pledge in it: it stays readable and takes no more posts."""
    context = info.context
    row = await locked_thread(context, thread_id, "threadId")
    context.viewer.must(may_steer_thread, row)
    row.conclude(context.now())
    await row.save(update_fields=["status", "concluded_at", "version"])
    await end_pledge_in(context, row)
    announce_change(context, row)
    return row


def announce_change(context: Context, row: Thread) -> None:
    """Tell the thread's listeners that the thread itself changed."""
    context.announcer.announce(Announcement(StreamKind.THREAD, row.id, EventKind.THREAD_CHANGED, row.id))
    announce_at_home(context, row)
