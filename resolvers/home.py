"""Where a thread is at home and what it documents: a community, a goal or a way along a roadmap."""

from typing import Any
from uuid import UUID

from access.community import may_start_in_community, may_take_part_in_community
from access.thread import thread_visible
from access.viewer import VIEWER_OF
from events.log import Announcement
from kit.errors import invalid
from loaders.loader import Loader
from models import (
    Community,
    CommunityVisibility,
    Enrollment,
    EventKind,
    Goal,
    NotificationKind,
    Row,
    StreamKind,
    Thread,
    ThreadVisibility,
)
from resolvers.context import Context
from resolvers.membership import standing_in
from resolvers.node import Thing, absent, seen
from resolvers.notice import Subject, notify

_FOLLOWERS = f"""
    SELECT f.follower_id FROM thread t JOIN follow f ON f.community_id = t.community_id
    JOIN educator r ON r.id = f.follower_id CROSS JOIN LATERAL {VIEWER_OF.format(educator="r")}
    WHERE t.id = $1 AND {thread_visible("t")}"""


async def home_of(context: Context, community_id: str | None) -> Community | None:
    """The community in which a thread is to be started; None for none.

    Raises: DomainError NOT_FOUND for one that is hidden, FORBIDDEN where the viewer may not start anything.
    """
    if community_id is None:
        return None
    found = await seen(context.loaders.community, Community, community_id, "communityId")
    context.viewer.must(may_start_in_community, found, await standing_in(context, found.id))
    return found


async def must_take_part(context: Context, thread: Thread) -> None:
    """Nothing, when the thread is in no community, or the viewer is a member of it.

    Raises: DomainError FORBIDDEN for everybody else.
    """
    if thread.community_id is not None:
        context.viewer.must(may_take_part_in_community, await standing_in(context, thread.community_id))


def visibility_in(home: Community | None, wanted: ThreadVisibility | None) -> ThreadVisibility:
    """Who may read a thread there: the members, where only they read what is in it.

    Raises: DomainError INVALID for a visibility that a thread there cannot have.
    """
    is_closed = home is not None and home.visibility != CommunityVisibility.PUBLIC
    if wanted is None:
        return ThreadVisibility.COMMUNITY if is_closed else ThreadVisibility.PUBLIC
    if home is None and wanted is ThreadVisibility.COMMUNITY:
        raise invalid("visibility", "Only a thread in a community is for its members.")
    if is_closed and wanted is not ThreadVisibility.COMMUNITY:
        raise invalid("visibility", "Threads of this community are for its members: COMMUNITY.")
    return wanted


async def own_thing(
    context: Context, loader: Loader[UUID, Any], model: type[Thing], text: str | None, argument: str
) -> Thing | None:
    """A goal or an enrollment of the viewer's; None for none.

    Raises: DomainError NOT_FOUND for one that is absent, hidden or somebody else's.
    """
    if text is None:
        return None
    row = await seen(loader, model, text, argument)
    if _owner_of(row) != context.member_id:
        raise absent(model.__name__, argument)
    return row


def _owner_of(row: Row) -> UUID | None:
    if isinstance(row, Goal):
        return row.owner_id
    return row.educator_id if isinstance(row, Enrollment) else None


def announce_at_home(context: Context, thread: Thread) -> None:
    """Tell the listeners of its community, if it is in one, that the thread is another one now."""
    if thread.community_id is not None:
        context.announcer.announce(
            Announcement(
                StreamKind.COMMUNITY, thread.community_id, EventKind.COMMUNITY_THREAD_CHANGED, thread.id
            )
        )


async def tell_followers(context: Context, thread: Thread) -> None:
    """Tell those who follow its community and may read it of a new thread. Three statements."""
    if thread.community_id is not None:
        rows = await context.transaction.fetch(_FOLLOWERS, thread.id)
        subject = Subject(community_id=thread.community_id)
        followers = [row["follower_id"] for row in rows]
        await notify(context, NotificationKind.COMMUNITY_THREAD, followers, subject)
