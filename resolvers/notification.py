"""Notifications: who is told what, and reading them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.thread import thread_visible
from access.viewer import VIEWER_OF, may_write
from events.log import Announcement
from kit.errors import invalid
from loaders.notification import own_notifications
from loaders.page import Page
from models import (
    Educator,
    EventKind,
    Mentorship,
    MentorshipRequest,
    Notification,
    NotificationKind,
    Post,
    Row,
    StreamKind,
    Thread,
)
from models.notification import GROUPED_WITHIN
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import MOST_IDS, load_some, row_id_of

# Told are only those who may see the actor's doing, and who did not mute the actor.
_MAY_HEAR = f"""
    SELECT r.id FROM educator r CROSS JOIN LATERAL {VIEWER_OF.format(educator="r")}
    LEFT JOIN thread t ON t.id = $3
    WHERE r.id = ANY ($1::uuid[]) AND r.id <> $2 AND $2 <> ALL (viewer.blocked)
    AND (t.id IS NULL OR {thread_visible("t")})
    AND NOT EXISTS (SELECT FROM mute m WHERE m.muter_id = r.id AND m.muted_id = $2
        AND (m.until IS NULL OR m.until > $4))
    AND NOT EXISTS (SELECT FROM thread_subscription s WHERE s.thread_id = $3 AND s.educator_id = r.id
        AND s.level = 'MUTED')"""
# Two at the same moment may have begun two groups; only the later one grows.
_GROUP = """
    UPDATE notification SET count = count + 1, actor_id = $2, post_id = $4, updated_at = $5
    WHERE id IN (
        SELECT DISTINCT ON (educator_id) id FROM notification
        WHERE educator_id = ANY ($1::uuid[]) AND kind = $6 AND thread_id IS NOT DISTINCT FROM $3::uuid
        AND request_id IS NOT DISTINCT FROM $8::uuid AND mentorship_id IS NOT DISTINCT FROM $9::uuid
        AND read_at IS NULL AND created_at > $7 ORDER BY educator_id, id DESC)
    AND read_at IS NULL RETURNING id, educator_id"""
_INSERT = """
    INSERT INTO notification
        (id, educator_id, kind, actor_id, thread_id, post_id, request_id, mentorship_id, count,
        created_at, updated_at)
    SELECT new_id, educator_id, $3, $4, $5, $6, $8, $9, 1, $7, $7
    FROM unnest($1::uuid[], $2::uuid[]) AS n(new_id, educator_id)
    RETURNING id, educator_id"""
_READ = """
    UPDATE notification SET read_at = $2 WHERE educator_id = $1 AND read_at IS NULL
    AND ($3::uuid[] IS NULL OR id = ANY ($3::uuid[])) RETURNING id"""


@dataclass(frozen=True)
class Notice:
    """Something to tell these educators: about a post, a request, a mentorship, or the actor alone."""

    kind: NotificationKind
    educator_ids: Sequence[UUID]
    post: Post | None = None
    request_id: UUID | None = None
    mentorship_id: UUID | None = None


@dataclass(frozen=True)
class NotificationsRead:
    """Whose notifications were read, and how many are left."""

    educator: Educator

    def source(self) -> Educator:
        """The educator."""
        return self.educator


async def notify(context: Context, notice: Notice) -> list[UUID]:
    """Tell those who may hear it; answers who was told. At most three statements.

    What concerns the same thread, request or mentorship (or new followers) within a day is grouped until it
    is read.
    """
    told = await _who_may_hear(context, notice)
    if not told:
        return []
    grouped = await _group(context, notice, told) if notice.kind != NotificationKind.MENTION else {}
    fresh = await _insert(context, notice, [key for key in told if key not in grouped])
    for educator_id, notification_id in {**grouped, **fresh}.items():
        context.announcer.announce(
            Announcement(StreamKind.NOTIFICATIONS, educator_id, EventKind.NOTIFICATION_ADDED, notification_id)
        )
    return told


async def _who_may_hear(context: Context, notice: Notice) -> list[UUID]:
    thread_id = notice.post.thread_id if notice.post else None
    rows = await context.transaction.fetch(
        _MAY_HEAR, list(notice.educator_ids), context.member_id, thread_id, context.now()
    )
    return [row["id"] for row in rows]


async def _group(context: Context, notice: Notice, told: list[UUID]) -> dict[UUID, UUID]:
    post = notice.post
    rows = await context.transaction.fetch(
        _GROUP,
        told,
        context.member_id,
        post.thread_id if post else None,
        post.id if post else None,
        context.now(),
        notice.kind.value,
        context.now() - GROUPED_WITHIN,
        notice.request_id,
        notice.mentorship_id,
    )
    return {row["educator_id"]: row["id"] for row in rows}


async def _insert(context: Context, notice: Notice, told: list[UUID]) -> dict[UUID, UUID]:
    post, now = notice.post, context.now()
    rows = await context.transaction.fetch(
        _INSERT,
        [Notification.new_id(now) for _ in told],
        told,
        notice.kind.value,
        context.member_id,
        post.thread_id if post else None,
        post.id if post else None,
        now,
        notice.request_id,
        notice.mentorship_id,
    )
    return {row["educator_id"]: row["id"] for row in rows}


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
