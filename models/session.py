"""Sessions: when the two of a mentorship meet, and whether they did."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class SessionStatus(StrEnum):
    """Whether a session is planned, took place, or did not."""

    PROPOSED = "PROPOSED"
    CONFIRMED = "CONFIRMED"
    HELD = "HELD"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"
    DISPUTED = "DISPUTED"


SETTLED_AFTER = timedelta(days=7)
CHAT_MINUTES = 30

_EITHER = (Actor.MENTOR, Actor.MENTEE)
_PLANNED = (SessionStatus.PROPOSED, SessionStatus.CONFIRMED)
_CONFIRMED = (SessionStatus.CONFIRMED,)
# While a session is planned, nobody of the two can be elsewhere.
TAKING_TIME = _PLANNED

SESSION_MACHINE = Machine(
    "session",
    SessionStatus,
    [
        # Only whom it was proposed to confirms it.
        Step("confirm", _EITHER, (SessionStatus.PROPOSED,), SessionStatus.CONFIRMED, "confirmed_at"),
        Step("cancel", _EITHER, _PLANNED, SessionStatus.CANCELLED, "ended_at"),
        # Nobody confirmed it in time, or the mentorship ended before.
        Step("lapse", (Actor.CLOCK,), _PLANNED, SessionStatus.CANCELLED, "ended_at"),
        # Both said that it took place, or one did and nobody disputed it.
        Step("hold", (*_EITHER, Actor.CLOCK), _CONFIRMED, SessionStatus.HELD, "ended_at"),
        Step("miss", _EITHER, _CONFIRMED, SessionStatus.NO_SHOW, "ended_at"),
        # Against what the other said of it.
        Step("dispute", _EITHER, (*_CONFIRMED, SessionStatus.NO_SHOW), SessionStatus.DISPUTED, "ended_at"),
    ],
)

SESSION_LENGTHS = {"agenda": Length(0, 2000), "dispute_note": Length(1, 1000)}


class Session(Row):
    """One meeting of a mentorship; each raise of `version` is a change that calendars must take over."""

    lengths = SESSION_LENGTHS

    mentorship = reference("Mentorship")
    mentorship_id: UUID
    proposer = reference("Educator")
    proposer_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    minutes = fields.SmallIntField()
    agenda = fields.TextField()
    status = fields.CharEnumField(SessionStatus, max_length=16)
    created_at = fields.DatetimeField()
    changed_at = fields.DatetimeField()
    confirmed_at = fields.DatetimeField(null=True)
    # When each of the two said that it took place.
    held_by_mentor_at = fields.DatetimeField(null=True)
    held_by_mentee_at = fields.DatetimeField(null=True)
    # Who said that the other did not come, or disputed what the other said.
    reported_by = reference("Educator", null=True)
    reported_by_id: UUID | None
    dispute_note: str | None = fields.TextField(null=True)
    ended_at = fields.DatetimeField(null=True)
    feedback_revealed_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "session"
        constraints = [
            known("session", "status", SessionStatus),
            *lasting("session", SESSION_LENGTHS),
            CheckConstraint(check="minutes BETWEEN 15 AND 120", name="session_minutes_bounds"),
            CheckConstraint(
                check="ends_at = starts_at + minutes * interval '1 minute'", name="session_ends_after"
            ),
            CheckConstraint(
                check="(status IN ('PROPOSED', 'CONFIRMED')) = (ended_at IS NULL)", name="session_ended_when"
            ),
            CheckConstraint(
                check="status IN ('PROPOSED', 'CANCELLED') OR confirmed_at IS NOT NULL",
                name="session_confirmed_when",
            ),
            CheckConstraint(
                check="status NOT IN ('NO_SHOW', 'DISPUTED') OR reported_by_id IS NOT NULL",
                name="session_reported_by_whom",
            ),
        ]

    def has_ended(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.ends_at <= now


class BusyTime(Row):
    """The time that a planned session takes of one of the two: PostgreSQL keeps it, and keeps it apart.

    A trigger on `session` writes these rows; an exclusion constraint refuses overlapping ones.
    """

    session = reference("Session")
    session_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "busy_time"
        constraints = [CheckConstraint(check="starts_at < ends_at", name="busy_time_lasts")]
