"""Notifications as who is told reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from strawberry import ID

from access.viewer import may_write
from events.log import Announcement
from kit.errors import invalid
from loaders.notification import own_notifications
from loaders.page import Page
from models import (
    Community,
    Educator,
    Enrollment,
    EventKind,
    Mentorship,
    MentorshipRequest,
    Notification,
    Post,
    Row,
    StreamKind,
    Thread,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import MOST_IDS, load_some, row_id_of

_READ = """
    UPDATE notification SET read_at = $2 WHERE educator_id = $1 AND read_at IS NULL
    AND ($3::uuid[] IS NULL OR id = ANY ($3::uuid[])) RETURNING id"""


@dataclass(frozen=True)
class NotificationsRead:
    """Whose notifications were read, and how many are left."""

    educator: Educator

    def source(self) -> Educator:
        """The educator."""
        return self.educator


async def notifications(
    _: object,
    info: Info,
    page: PageArguments,
    unread_only: Annotated[bool, described("Only what you have not read.")] = False,
) -> Page:
    """What concerns you, latest first."""
    return await own_notifications(info.context.reader, page, unread_only=unread_only)


async def mark_notifications_read(
    info: Info,
    ids: Annotated[list[ID] | None, described("Which ones, at most 100; all when left out.")] = None,
) -> NotificationsRead:
    """Marks notifications as read."""
    context = info.context
    context.viewer.must(may_write)
    if ids is not None and len(ids) > MOST_IDS:
        raise invalid("ids", f"At most {MOST_IDS} ids at once; leave `ids` out to mark all.")
    wanted = None if ids is None else [row_id_of(text, "Notification", "ids") for text in ids]
    rows = await context.transaction.fetch(_READ, context.member_id, context.now(), wanted)
    if rows:
        context.announcer.announce(
            Announcement(
                StreamKind.NOTIFICATIONS, context.member_id, EventKind.NOTIFICATIONS_READ, context.member_id
            )
        )
    return NotificationsRead(await Educator.get(id=context.member_id))


async def recall_notifications_read(_: Info, educator: Row) -> NotificationsRead:
    """The same answer again."""
    assert isinstance(educator, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return NotificationsRead(educator)


async def unread_notifications(reads: Sequence[NotificationsRead], info: Info) -> list[int]:
    """How many unread notifications are left."""
    page = await own_notifications(info.context.reader, PageArguments(first=1), unread_only=True)
    count = (await page.counter.count([page.key])).get(page.key, 0)
    return [count for _ in reads]


async def actor(notifications: Sequence[Notification], info: Info) -> list[Educator | None]:
    """Who did it, the latest of them when it is a group; null when time alone brought it about."""
    return await load_some(info.context.loaders.educator, [row.actor_id for row in notifications])


async def notified_thread(notifications: Sequence[Notification], info: Info) -> list[Thread | None]:
    """The thread it happened in, if it did in one."""
    return await load_some(info.context.loaders.thread, [row.thread_id for row in notifications])


async def notified_post(notifications: Sequence[Notification], info: Info) -> list[Post | None]:
    """The post it is about, the latest of them when it is a group."""
    return await load_some(info.context.loaders.post, [row.post_id for row in notifications])


async def notified_request(
    notifications: Sequence[Notification], info: Info
) -> list[MentorshipRequest | None]:
    """The request it is about, if it is about one."""
    return await load_some(info.context.loaders.mentorship_request, [row.request_id for row in notifications])


async def notified_mentorship(notifications: Sequence[Notification], info: Info) -> list[Mentorship | None]:
    """The mentorship it happened in, if it did in one."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in notifications])


async def notified_community(notifications: Sequence[Notification], info: Info) -> list[Community | None]:
    """The community it is about, if it is about one and you may see it."""
    return await load_some(info.context.loaders.community, [row.community_id for row in notifications])


async def notified_enrollment(notifications: Sequence[Notification], info: Info) -> list[Enrollment | None]:
    """The way along a roadmap it is about, if it is about one and you may see it."""
    return await load_some(info.context.loaders.enrollment, [row.enrollment_id for row in notifications])
