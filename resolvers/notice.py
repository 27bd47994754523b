"""Notices: who is told what; what concerns the same within a day is one notification."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from access.thread import thread_visible
from access.viewer import VIEWER_OF
from events.log import Announcement, Announcer
from kit.transaction import Transaction
from models import EventKind, Notification, NotificationKind, StreamKind
from models.notification import GROUPED_WITHIN
from resolvers.context import Context

# Told are only those who may see the thread, and muted neither it nor the actor.
_MAY_HEAR = f"""
    SELECT r.id FROM educator r CROSS JOIN LATERAL {VIEWER_OF.format(educator="r")}
    LEFT JOIN thread t ON t.id = $3
    WHERE r.id = ANY ($1::uuid[]) AND r.id <> $2 AND (t.id IS NULL OR {thread_visible("t")})
    AND NOT EXISTS (SELECT FROM mute m WHERE m.muter_id = r.id AND m.muted_id = $2
        AND (m.until IS NULL OR m.until > $4))
    AND NOT EXISTS (SELECT FROM thread_subscription s WHERE s.thread_id = $3 AND s.educator_id = r.id
        AND s.level = 'MUTED')"""
# Those between whom a wall stands hear nothing of each other, and nobody hears what they want no notices of.
# A mention and a moderator's decision are never one of a group; of two groups that began at the same moment
# only the later one grows.
_RECORD = """
    WITH asked AS (
        SELECT * FROM unnest(
            $1::uuid[], $2::text[], $3::uuid[], $4::uuid[],
            $5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::int[]
        ) AS a(new_id, kind, educator_id, other_id, thread_id, post_id, request_id, mentorship_id,
            enrollment_id, community_id, action_id, times)
        WHERE NOT EXISTS (SELECT FROM block WHERE (blocker_id, blocked_id)
            IN ((a.educator_id, a.other_id), (a.other_id, a.educator_id)))
        AND NOT EXISTS (SELECT FROM notification_preference p
            WHERE p.educator_id = a.educator_id AND p.kind = a.kind)
    ), grouped AS (
        UPDATE notification n
        SET count = n.count + a.times, actor_id = $13, post_id = a.post_id, updated_at = $14
        FROM asked a CROSS JOIN LATERAL (
            SELECT g.id FROM notification g
            WHERE g.educator_id = a.educator_id AND g.kind = a.kind
            AND a.kind NOT IN ('MENTION', 'MODERATION')
            AND g.thread_id IS NOT DISTINCT FROM a.thread_id
            AND g.request_id IS NOT DISTINCT FROM a.request_id
            AND g.mentorship_id IS NOT DISTINCT FROM a.mentorship_id
            AND g.enrollment_id IS NOT DISTINCT FROM a.enrollment_id
            AND g.community_id IS NOT DISTINCT FROM a.community_id
            AND g.read_at IS NULL AND g.created_at > $15 ORDER BY g.id DESC LIMIT 1) AS latest
        WHERE n.id = latest.id AND n.read_at IS NULL RETURNING a.new_id, n.id, n.educator_id
    ), fresh AS (
        INSERT INTO notification (id, educator_id, kind, actor_id, thread_id, post_id, request_id,
            mentorship_id, enrollment_id, community_id, action_id, count, created_at, updated_at)
        SELECT new_id, educator_id, kind, $13, thread_id, post_id, request_id, mentorship_id,
            enrollment_id, community_id, action_id, times, $14, $14
        FROM asked WHERE new_id NOT IN (SELECT new_id FROM grouped) RETURNING id, educator_id
    )
    SELECT id, educator_id FROM grouped UNION ALL SELECT id, educator_id FROM fresh"""


class Subject(NamedTuple):
    """What a notice is about; nothing but who did it when all are left out."""

    thread_id: UUID | None = None
    post_id: UUID | None = None
    request_id: UUID | None = None
    mentorship_id: UUID | None = None
    enrollment_id: UUID | None = None
    community_id: UUID | None = None
    action_id: UUID | None = None


class Notice(NamedTuple):
    """Something to tell one educator, of what another did or what they share with another."""

    kind: NotificationKind
    educator_id: UUID
    other_id: UUID
    subject: Subject


async def notify(
    context: Context, kind: NotificationKind, educator_ids: Sequence[UUID], subject: Subject
) -> list[UUID]:
    """Tell what the viewer did to those who may hear it; answers who was told. Two statements."""
    actor_id, now = context.member_id, context.now()
    heard = await context.transaction.fetch(_MAY_HEAR, list(educator_ids), actor_id, subject.thread_id, now)
    notices = [Notice(kind, row["id"], actor_id, subject) for row in heard]
    return await record(context.transaction, context.announcer, notices, actor_id, now)


async def record(
    transaction: Transaction,
    announcer: Announcer,
    notices: Sequence[Notice],
    actor_id: UUID | None,
    now: datetime,
) -> list[UUID]:
    """Write down what an actor did, or nobody; answers who is told of it. One statement.

    What concerns the same thread, request, mentorship, enrollment or community, or new followers, is one
    notification within a day, until it is read.
    """
    if not notices:
        return []
    times = Counter(notices)
    asked = [
        (Notification.new_id(now), *notice[:3], *notice.subject, count) for notice, count in times.items()
    ]
    columns = map(list, zip(*asked, strict=True))
    rows = await transaction.fetch(_RECORD, *columns, actor_id, now, now - GROUPED_WITHIN)
    for row in rows:
        announcer.announce(
            Announcement(
                StreamKind.NOTIFICATIONS, row["educator_id"], EventKind.NOTIFICATION_ADDED, row["id"]
            )
        )
    return [row["educator_id"] for row in rows]
