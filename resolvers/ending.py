"""What comes to its end without being asked to, whoever ended what it is part of."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from events.log import Announcement
from kit.transaction import Transaction
from models import Actor, Agreement, AgreementStatus, EventKind, Session, StreamKind
from models.agreement import AGREEMENT_MACHINE
from models.session import SESSION_MACHINE, TAKING_TIME
from resolvers.storing import store


async def call_off(
    transaction: Transaction, mentorship_ids: Sequence[UUID], now: datetime
) -> list[Announcement]:
    """Take back what is proposed or planned ahead in mentorships that are closing or closed.

    The mentorships are locked already. Answers what is to be announced. At most four statements.
    """
    proposals = await Agreement.filter(
        mentorship_id__in=mentorship_ids, status=AgreementStatus.PROPOSED
    ).order_by("id")
    for proposal in proposals:
        AGREEMENT_MACHINE.take(proposal, "replace", Actor.CLOCK, now)
    await store(transaction, proposals, "status", "ended_at", "version")
    ahead = await Session.filter(
        mentorship_id__in=mentorship_ids, status__in=TAKING_TIME, starts_at__gt=now
    ).order_by("id")
    taken_back = [_in_room(row.mentorship_id, EventKind.AGREEMENT_CHANGED, row.id) for row in proposals]
    return [*taken_back, *await end_sessions(transaction, ahead, "lapse", now)]


async def end_sessions(
    transaction: Transaction, sessions: Sequence[Session], action: str, now: datetime
) -> list[Announcement]:
    """Take the clock's step with each session; answers what is to be announced. One statement."""
    for session in sessions:
        SESSION_MACHINE.take(session, action, Actor.CLOCK, now)
        session.changed_at = now
    await store(transaction, sessions, "status", "ended_at", "changed_at", "version")
    return [_in_room(row.mentorship_id, EventKind.SESSION_CHANGED, row.id) for row in sessions]


def _in_room(mentorship_id: UUID, happened: EventKind, subject_id: UUID) -> Announcement:
    return Announcement(StreamKind.MENTORSHIP, mentorship_id, happened, subject_id)
