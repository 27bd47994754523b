"""Requests that nobody answered in time."""

from collections.abc import Sequence
from uuid import UUID

from models import Actor, MentorshipRequest, NotificationKind
from models.request import REQUEST_MACHINE
from resolvers.due.task import Task
from resolvers.due.turn import Turn
from resolvers.notice import Notice, Subject
from resolvers.storing import store

_EXPIRED = """SELECT r.id FROM mentorship_request r
    WHERE r.status IN ('PENDING', 'INFO_REQUESTED') AND r.expires_at <= $1
    ORDER BY r.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"""


async def _expire(turn: Turn, ids: Sequence[UUID]) -> None:
    """Close requests, and tell those who asked."""
    rows = await MentorshipRequest.filter(id__in=ids).order_by("id")
    for row in rows:
        REQUEST_MACHINE.take(row, "expire", Actor.CLOCK, turn.now)
        subject = Subject(request_id=row.id)
        turn.tell(Notice(NotificationKind.REQUEST_CLOSED, row.initiator_id, row.recipient_of(), subject))
    await store(turn.transaction, rows, "status", "expired_at", "version")


REQUEST_TASKS = (Task("requests expired", _EXPIRED, _expire),)
