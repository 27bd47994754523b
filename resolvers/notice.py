"""Notifications that time alone brings about: nobody did it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from events.log import Announcement, Announcer
from kit.transaction import Transaction
from models import EventKind, Notification, NotificationKind, StreamKind
from models.notification import GROUPED_WITHIN

# Grouped like any other; those between whom a wall stands hear nothing of each other.
_NOTIFY = """
    WITH asked AS (
        SELECT * FROM unnest(
            $1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::int[]
        ) AS a(new_id, kind, educator_id, other_id, request_id, mentorship_id, times)
        WHERE NOT EXISTS (SELECT FROM block WHERE (blocker_id, blocked_id)
            IN ((a.educator_id, a.other_id), (a.other_id, a.educator_id)))
    ), grouped AS (
        UPDATE notification n SET count = n.count + a.times, actor_id = NULL, updated_at = $8
        FROM asked a CROSS JOIN LATERAL (
            SELECT g.id FROM notification g WHERE g.educator_id = a.educator_id AND g.kind = a.kind
            AND g.request_id IS NOT DISTINCT FROM a.request_id
            AND g.mentorship_id IS NOT DISTINCT FROM a.mentorship_id
            AND g.read_at IS NULL AND g.created_at > $9 ORDER BY g.id DESC LIMIT 1) AS latest
        WHERE n.id = latest.id AND n.read_at IS NULL RETURNING a.new_id, n.id, n.educator_id
    ), fresh AS (
        INSERT INTO notification
            (id, educator_id, kind, request_id, mentorship_id, count, created_at, updated_at)
        SELECT new_id, educator_id, kind, request_id, mentorship_id, times, $8, $8 FROM asked
        WHERE new_id NOT IN (SELECT new_id FROM grouped) RETURNING id, educator_id
    )
    SELECT id, educator_id FROM grouped UNION ALL SELECT id, educator_id FROM fresh"""


class Notice(NamedTuple):
    """Something to tell one educator, of what they share with another."""

    kind: NotificationKind
    educator_id: UUID
    other_id: UUID
    request_id: UUID | None = None
    mentorship_id: UUID | None = None


async def system_notify(
    transaction: Transaction, announcer: Announcer, notices: Sequence[Notice], now: datetime
) -> None:
    """Tell everybody of what nobody did; the same twice is one notification. One statement."""
    if not notices:
        return
    times = Counter(notices)
    rows = await transaction.fetch(
        _NOTIFY,
        [Notification.new_id(now) for _ in times],
        *map(list, zip(*times, strict=True)),
        list(times.values()),
        now,
        now - GROUPED_WITHIN,
    )
    announcer.announce(
        *(
            Announcement(
                StreamKind.NOTIFICATIONS, row["educator_id"], EventKind.NOTIFICATION_ADDED, row["id"]
            )
            for row in rows
        )
    )
