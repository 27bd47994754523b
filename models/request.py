"""Requests: how a mentorship, or an informal chat, is asked for and answered."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.mentor import MentoringFunction
from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class RequestKind(StrEnum):
    """What is asked for: a 30-minute chat, or a mentorship."""

    INFORMAL_CHAT = "INFORMAL_CHAT"
    MENTORSHIP = "MENTORSHIP"


class RequestStatus(StrEnum):
    """How a request stands."""

    PENDING = "PENDING"
    INFO_REQUESTED = "INFO_REQUESTED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


class DeclineReason(StrEnum):
    """Why a request was declined."""

    NO_TIME = "NO_TIME"
    NOT_MY_EXPERTISE = "NOT_MY_EXPERTISE"
    BETTER_MATCH = "BETTER_MATCH"
    UNAVAILABLE = "UNAVAILABLE"
    OTHER = "OTHER"


OPEN_FOR = timedelta(days=14)
PAUSE_AFTER_DECLINE = timedelta(days=30)
MOST_OPEN_OUTGOING = 5
MOST_QUESTIONS = 5
MOST_REFERRALS = 3
MOST_SLOTS = 5

OPEN_REQUEST = (RequestStatus.PENDING, RequestStatus.INFO_REQUESTED)

REQUEST_MACHINE = Machine(
    "request",
    RequestStatus,
    [
        Step("accept", (Actor.RECIPIENT,), (RequestStatus.PENDING,), RequestStatus.ACCEPTED, "answered_at"),
        Step("decline", (Actor.RECIPIENT,), (RequestStatus.PENDING,), RequestStatus.DECLINED, "answered_at"),
        Step("ask_for_info", (Actor.RECIPIENT,), (RequestStatus.PENDING,), RequestStatus.INFO_REQUESTED),
        Step("answer_info", (Actor.INITIATOR,), (RequestStatus.INFO_REQUESTED,), RequestStatus.PENDING),
        Step("withdraw", (Actor.INITIATOR,), OPEN_REQUEST, RequestStatus.WITHDRAWN, "withdrawn_at"),
        # A wall between the two takes back what was asked, whoever builds it.
        Step(
            "cut_off",
            (Actor.INITIATOR, Actor.RECIPIENT),
            OPEN_REQUEST,
            RequestStatus.WITHDRAWN,
            "withdrawn_at",
        ),
        Step("expire", (Actor.CLOCK,), OPEN_REQUEST, RequestStatus.EXPIRED, "expired_at"),
    ],
)

REQUEST_LENGTHS = {
    "message": Length(50, 2000),
    "info_question": Length(1, 2000),
    "info_answer": Length(1, 2000),
    "accept_note": Length(0, 1000),
    "decline_note": Length(0, 1000),
}
QUESTION_LENGTH = Length(1, 300)


class MentorshipRequest(Row):
    """One educator asks another for guidance, or offers it: `initiator` is one of the two."""

    lengths = {**REQUEST_LENGTHS, "question": QUESTION_LENGTH}

    kind = fields.CharEnumField(RequestKind, max_length=16)
    mentor = reference("Educator")
    mentor_id: UUID
    mentee = reference("Educator")
    mentee_id: UUID
    initiator = reference("Educator")
    initiator_id: UUID
    message = fields.TextField()
    questions = ArrayField(element_type="text")
    functions = ArrayField(element_type="text")
    proposed_slots = ArrayField(element_type="timestamptz")
    status = fields.CharEnumField(RequestStatus, max_length=16)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    viewed_at = fields.DatetimeField(null=True)
    # When the recipient first answered in any way: accepted, declined, or asked for more.
    first_response_at = fields.DatetimeField(null=True)
    answered_at = fields.DatetimeField(null=True)
    withdrawn_at = fields.DatetimeField(null=True)
    expired_at = fields.DatetimeField(null=True)
    info_question: str | None = fields.TextField(null=True)
    info_answer: str | None = fields.TextField(null=True)
    accept_note: str | None = fields.TextField(null=True)
    decline_reason = fields.CharEnumField(DeclineReason, max_length=32, null=True)
    decline_note: str | None = fields.TextField(null=True)
    version = fields.IntField()

    class Meta:
        table = "mentorship_request"
        constraints = [
            known("mentorship_request", "kind", RequestKind),
            known("mentorship_request", "status", RequestStatus),
            known("mentorship_request", "decline_reason", DeclineReason),
            *lasting("mentorship_request", REQUEST_LENGTHS),
            CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_request_another"),
            CheckConstraint(
                check="initiator_id IN (mentor_id, mentee_id)", name="mentorship_request_initiator"
            ),
            CheckConstraint(check="cardinality(questions) <= 5", name="mentorship_request_questions_few"),
            CheckConstraint(check="cardinality(proposed_slots) <= 5", name="mentorship_request_slots_few"),
            CheckConstraint(
                check=f"functions <@ ARRAY[{', '.join(repr(str(f)) for f in MentoringFunction)}]::text[]",
                name="mentorship_request_functions_known",
            ),
            CheckConstraint(
                check="(status IN ('ACCEPTED', 'DECLINED')) = (answered_at IS NOT NULL)",
                name="mentorship_request_answered_when",
            ),
            CheckConstraint(
                check="(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)",
                name="mentorship_request_withdrawn_when",
            ),
            CheckConstraint(
                check="(status = 'EXPIRED') = (expired_at IS NOT NULL)",
                name="mentorship_request_expired_when",
            ),
            CheckConstraint(
                check="(decline_reason IS NOT NULL) = (status = 'DECLINED')",
                name="mentorship_request_declined_why",
            ),
        ]

    def part_of(self, educator_id: UUID) -> Actor:
        """Which part one of the two plays: they asked, or they are asked."""
        return Actor.INITIATOR if educator_id == self.initiator_id else Actor.RECIPIENT

    def recipient_of(self) -> UUID:
        """The one of the two who is asked."""
        recipient: UUID = self.mentee_id if self.initiator_id == self.mentor_id else self.mentor_id
        return recipient


class RequestTopic(Row):
    """A topic that a request is about."""

    request = reference("MentorshipRequest")
    request_id: UUID
    topic = reference("Topic")
    topic_id: UUID

    class Meta:
        table = "request_topic"
        constraints = [UniqueConstraint(fields=("request_id", "topic_id"), name="request_topic_once")]


class RequestReferral(Row):
    """Somebody whom a mentor recommends in their place."""

    request = reference("MentorshipRequest")
    request_id: UUID
    educator = reference("Educator")
    educator_id: UUID

    class Meta:
        table = "request_referral"
        constraints = [UniqueConstraint(fields=("request_id", "educator_id"), name="request_referral_once")]
