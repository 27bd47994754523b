"""The rows of what mentors offer and what is asked of them, in COPY order."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class MentorProfileRow(NamedTuple):
    """A row of `mentor_profile`."""

    id: UUID
    educator_id: UUID
    status: str
    away_until: datetime | None
    capacity: int
    intro_chats_per_week: int
    statement: str
    created_at: datetime
    version: int = 1


class MentorOfferRow(NamedTuple):
    """A row of `mentor_offer`."""

    id: UUID
    educator_id: UUID
    topic_id: UUID
    function: str


class NeedRow(NamedTuple):
    """A row of `need`."""

    id: UUID
    educator_id: UUID
    topic_id: UUID
    function: str
    note: str
    visibility: str
    opened_at: datetime
    closed_at: datetime | None


class AvailabilityRuleRow(NamedTuple):
    """A row of `availability_rule`."""

    id: UUID
    educator_id: UUID
    weekday: int
    start_minute: int
    end_minute: int
    valid_from: date | None = None
    valid_to: date | None = None


class AvailabilityOverrideRow(NamedTuple):
    """A row of `availability_override`."""

    id: UUID
    educator_id: UUID
    on_date: date
    start_minute: int | None = None
    end_minute: int | None = None


class RequestRow(NamedTuple):
    """A row of `mentorship_request`."""

    id: UUID
    kind: str
    mentor_id: UUID
    mentee_id: UUID
    initiator_id: UUID
    message: str
    questions: tuple[str, ...]
    functions: tuple[str, ...]
    proposed_slots: tuple[datetime, ...]
    status: str
    created_at: datetime
    expires_at: datetime
    viewed_at: datetime | None = None
    first_response_at: datetime | None = None
    answered_at: datetime | None = None
    withdrawn_at: datetime | None = None
    expired_at: datetime | None = None
    info_question: str | None = None
    info_answer: str | None = None
    decline_reason: str | None = None
    decline_note: str | None = None
    version: int = 1


class RequestTopicRow(NamedTuple):
    """A row of `request_topic`."""

    id: UUID
    request_id: UUID
    topic_id: UUID


class RequestReferralRow(NamedTuple):
    """A row of `request_referral`."""

    id: UUID
    request_id: UUID
    educator_id: UUID
