"""Sessions: when the two of a mentorship meet, and whether they did."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from kit.errors import invalid_transition
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


# How long the other of the two can dispute what one said of a session.
SETTLED_AFTER = timedelta(days=7)
NO_SHOW_AFTER = timedelta(minutes=10)
# How long after its end the two are asked about a session of which neither said anything.
ASKED_AFTER = timedelta(days=1)
FARTHEST_AHEAD = timedelta(days=365)
SHORTEST, LONGEST = 15, 120
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
        # A new time is a new proposal.
        Step("move", _EITHER, _PLANNED, SessionStatus.PROPOSED),
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

SESSION_LENGTHS = {
    "agenda": Length(0, 2000),
    "cancel_note": Length(1, 500),
    "dispute_note": Length(1, 1000),
}


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
    # When both were asked whether it took place, as neither had said.
    asked_at = fields.DatetimeField(null=True)
    # Who said that the other did not come, or disputed what the other said.
    reported_by = reference("Educator", null=True)
    reported_by_id: UUID | None
    dispute_note: str | None = fields.TextField(null=True)
    cancel_note: str | None = fields.TextField(null=True)
    ended_at = fields.DatetimeField(null=True)
    # When the first of the two gave feedback, shown to nobody: a trigger on `session_feedback` writes it.
    first_feedback_at = fields.DatetimeField(null=True)
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

    def must_be_ahead(self, now: datetime) -> None:
        """Nothing, until the session's start.

        Raises: InvalidTransition afterwards: what was planned can then no longer be changed.
        """
        if self.starts_at <= now:
            message = "The time for which this session was planned has come; its plan stays as it is."
            raise invalid_transition(message)

    def confirm(self, educator_id: UUID, by: Actor, now: datetime) -> None:
        """PROPOSED → CONFIRMED by whom it was proposed to, until its start.

        Raises: InvalidTransition otherwise.
        """
        SESSION_MACHINE.must_allow(self, "confirm", by)
        if educator_id == self.proposer_id:
            message = "Whoever proposed a session cannot confirm it; the other does."
            raise invalid_transition(message)
        self.must_be_ahead(now)
        self._take("confirm", by, now)

    def move(self, educator_id: UUID, by: Actor, starts_at: datetime, minutes: int, now: datetime) -> None:
        """PROPOSED | CONFIRMED → PROPOSED at another time by whoever moves it, until its start.

        Raises: InvalidTransition otherwise.
        """
        SESSION_MACHINE.must_allow(self, "move", by)
        self.must_be_ahead(now)
        self._take("move", by, now)
        self.proposer_id, self.confirmed_at = educator_id, None
        self.starts_at, self.minutes = starts_at, minutes
        self.ends_at = starts_at + timedelta(minutes=minutes)

    def cancel(self, by: Actor, note: str | None, now: datetime) -> None:
        """PROPOSED | CONFIRMED → CANCELLED by either, until its start.

        Raises: InvalidTransition otherwise.
        """
        SESSION_MACHINE.must_allow(self, "cancel", by)
        self.must_be_ahead(now)
        self._take("cancel", by, now)
        self.cancel_note = note

    def held_at(self, by: Actor) -> datetime | None:
        """When this one of the two said that it took place."""
        return self.held_by_mentor_at if by is Actor.MENTOR else self.held_by_mentee_at

    def hold(self, by: Actor, now: datetime) -> None:
        """Note that one of the two says it took place; CONFIRMED → HELD once both did.

        Raises: InvalidTransition from another state, or before its end.
        """
        SESSION_MACHINE.must_allow(self, "hold", by)
        if not self.has_ended(now):
            message = "Whether a session took place is said after its end."
            raise invalid_transition(message)
        setattr(self, f"held_by_{by.lower()}_at", now)
        if self.held_by_mentor_at and self.held_by_mentee_at:
            self._take("hold", by, now)

    def miss(self, educator_id: UUID, by: Actor, now: datetime) -> None:
        """CONFIRMED → NO_SHOW by the one who came, from ten minutes after its start on.

        Raises: InvalidTransition otherwise, and when one of the two said that it took place.
        """
        SESSION_MACHINE.must_allow(self, "miss", by)
        if now < self.starts_at + NO_SHOW_AFTER:
            message = "Ten minutes after its start a session can be said to have been missed, not before."
            raise invalid_transition(message)
        if self.held_by_mentor_at or self.held_by_mentee_at:
            message = "One of you said that this session took place; who differs disputes that."
            raise invalid_transition(message)
        self._take("miss", by, now)
        self.reported_by_id = educator_id

    def dispute(self, educator_id: UUID, by: Actor, note: str, now: datetime) -> None:
        """CONFIRMED | NO_SHOW → DISPUTED, within seven days of what the other said of it.

        Raises: InvalidTransition otherwise, and when the other said nothing.
        """
        SESSION_MACHINE.must_allow(self, "dispute", by)
        said_at = self._said_by_other(educator_id, by)
        if said_at is None:
            message = "The other said nothing of this session that could be disputed."
            raise invalid_transition(message)
        if now >= said_at + SETTLED_AFTER:
            message = "What the other said of this session could be disputed for seven days."
            raise invalid_transition(message)
        self._take("dispute", by, now)
        self.reported_by_id, self.dispute_note = educator_id, note

    def _said_by_other(self, educator_id: UUID, by: Actor) -> datetime | None:
        """When the other said that it took place, or that this one did not come."""
        if self.status == SessionStatus.NO_SHOW:
            return self.ended_at if self.reported_by_id != educator_id else None
        return self.held_at(Actor.MENTEE if by is Actor.MENTOR else Actor.MENTOR)

    def _take(self, action: str, by: Actor, now: datetime) -> None:
        SESSION_MACHINE.take(self, action, by, now)
        self.changed_at = now
