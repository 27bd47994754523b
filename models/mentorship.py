"""Mentorships: one mentor guiding one mentee in a Mentorship Room, from opening to closure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from tortoise import fields
from tortoise.expressions import Q
from tortoise.migrations.constraints import CheckConstraint
from tortoise.queryset import QuerySet

from models.row import Row, known, reference, reference_once
from models.transition import Actor, Machine, Step


class MentorshipKind(StrEnum):
    """An informal chat and what follows from it, or a sustained mentorship under an agreement."""

    INFORMAL = "INFORMAL"
    SUSTAINED = "SUSTAINED"


class MentorshipStatus(StrEnum):
    """Where a mentorship stands."""

    FORMING = "FORMING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    CLOSING = "CLOSING"
    CLOSED = "CLOSED"


class Awaiting(StrEnum):
    """Whose answer is awaited."""

    MENTOR = "MENTOR"
    MENTEE = "MENTEE"
    NONE = "NONE"


class CloseReason(StrEnum):
    """Why a mentorship ended."""

    GOALS_MET = "GOALS_MET"
    TERM_ENDED = "TERM_ENDED"
    NO_FAULT = "NO_FAULT"
    INACTIVE = "INACTIVE"
    UNSIGNED = "UNSIGNED"
    SAFETY = "SAFETY"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"


class Attention(StrEnum):
    """Whether too much time has passed since the last held session."""

    OK = "OK"
    AMBER = "AMBER"
    RED = "RED"


UNSIGNED_AFTER = timedelta(days=21)
IDLE_AFTER = timedelta(days=60)
CLOSING_FOR = timedelta(days=14)
INFORMAL_ENDS_AFTER = timedelta(days=14)
LONGEST_PAUSE = timedelta(days=120)
AMBER_AFTER = timedelta(days=45)
RED_AFTER = timedelta(days=60)

_EITHER = (Actor.MENTOR, Actor.MENTEE)
_OPEN = (
    MentorshipStatus.FORMING,
    MentorshipStatus.ACTIVE,
    MentorshipStatus.PAUSED,
    MentorshipStatus.CLOSING,
)
_FORMING, _ACTIVE, _PAUSED, _CLOSING = ((state,) for state in _OPEN)
# Sustained mentorships in these states take a mentor's place.
TAKING_A_PLACE = (*_FORMING, *_ACTIVE, *_PAUSED)

MENTORSHIP_MACHINE = Machine(
    "mentorship",
    MentorshipStatus,
    [
        # The second signature under an agreement begins it.
        Step("begin", _EITHER, _FORMING, MentorshipStatus.ACTIVE, "activated_at"),
        Step("lapse", (Actor.CLOCK,), _FORMING, MentorshipStatus.CLOSED, "closed_at"),
        # An informal mentorship becomes a sustained one, whose agreement is still to be signed.
        Step("upgrade", _EITHER, _ACTIVE, MentorshipStatus.FORMING, "upgraded_at"),
        Step("pause", _EITHER, _ACTIVE, MentorshipStatus.PAUSED, "paused_at"),
        Step("resume", (*_EITHER, Actor.CLOCK), _PAUSED, MentorshipStatus.ACTIVE),
        Step(
            "wind_down",
            (*_EITHER, Actor.CLOCK),
            (*_ACTIVE, *_PAUSED),
            MentorshipStatus.CLOSING,
            "closing_at",
        ),
        # Both have reflected, or the time for it is over.
        Step("finish", (*_EITHER, Actor.CLOCK), _CLOSING, MentorshipStatus.CLOSED, "closed_at"),
        # An informal mentorship ends by itself some time after its chat.
        Step("fade", (Actor.CLOCK,), _ACTIVE, MentorshipStatus.CLOSED, "closed_at"),
        # For safety's sake: at once, from anywhere.
        Step("leave", _EITHER, _OPEN, MentorshipStatus.CLOSED, "closed_at"),
    ],
)


class Mentorship(Row):
    """A Mentorship Room and its stream (`last_seq`); `message_count` numbers its messages."""

    request = reference_once("MentorshipRequest")
    request_id: UUID
    kind = fields.CharEnumField(MentorshipKind, max_length=16)
    mentor = reference("Educator")
    mentor_id: UUID
    mentee = reference("Educator")
    mentee_id: UUID
    status = fields.CharEnumField(MentorshipStatus, max_length=16)
    awaiting = fields.CharEnumField(Awaiting, max_length=16)
    awaiting_since = fields.DatetimeField(null=True)
    paused_at = fields.DatetimeField(null=True)
    paused_until = fields.DatetimeField(null=True)
    opened_at = fields.DatetimeField()
    upgraded_at = fields.DatetimeField(null=True)
    activated_at = fields.DatetimeField(null=True)
    closing_at = fields.DatetimeField(null=True)
    closed_at = fields.DatetimeField(null=True)
    close_reason = fields.CharEnumField(CloseReason, max_length=16, null=True)
    # The last thing either did here; sixty days without one are too many.
    last_activity_at = fields.DatetimeField()
    shown_by_mentor = fields.BooleanField()
    shown_by_mentee = fields.BooleanField()
    message_count = fields.IntField()
    version = fields.IntField()
    last_seq = fields.BigIntField()

    class Meta:
        table = "mentorship"
        constraints = [
            known("mentorship", "kind", MentorshipKind),
            known("mentorship", "status", MentorshipStatus),
            known("mentorship", "awaiting", Awaiting),
            known("mentorship", "close_reason", CloseReason),
            CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_another"),
            CheckConstraint(
                check="(awaiting = 'NONE') = (awaiting_since IS NULL)", name="mentorship_awaiting_since"
            ),
            CheckConstraint(
                check="(status = 'PAUSED') = (paused_until IS NOT NULL)", name="mentorship_paused_until"
            ),
            CheckConstraint(
                check="(status = 'CLOSED') = (closed_at IS NOT NULL)", name="mentorship_closed_when"
            ),
            CheckConstraint(
                check="(status IN ('CLOSING', 'CLOSED')) = (close_reason IS NOT NULL)",
                name="mentorship_closed_why",
            ),
            CheckConstraint(
                check="status <> 'FORMING' OR kind = 'SUSTAINED'", name="mentorship_forming_sustained"
            ),
            CheckConstraint(
                check="message_count >= 0 AND last_seq >= 0", name="mentorship_counters_positive"
            ),
        ]

    @classmethod
    def of_party(cls, educator_id: UUID | None) -> QuerySet[Self]:
        """Those of an educator, in either part; not asked for yet."""
        return cls.filter(Q(mentor_id=educator_id) | Q(mentee_id=educator_id))

    def part_of(self, educator_id: UUID) -> Actor:
        """Which of the two this educator is."""
        return Actor.MENTOR if educator_id == self.mentor_id else Actor.MENTEE

    def counterpart_of(self, educator_id: UUID) -> UUID:
        """The other of the two."""
        other: UUID = self.mentee_id if educator_id == self.mentor_id else self.mentor_id
        return other

    def await_answer(self, author_id: UUID, now: datetime) -> None:
        """Note who must answer after a message; what is unanswered keeps its earliest moment."""
        awaited = Awaiting.MENTEE if author_id == self.mentor_id else Awaiting.MENTOR
        if self.awaiting != awaited:
            self.awaiting, self.awaiting_since = awaited, now
