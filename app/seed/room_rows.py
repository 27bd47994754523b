"""The rows of Mentorship Rooms and all that stands in them, in COPY order."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class MentorshipRow(NamedTuple):
    """A row of `mentorship`."""

    id: UUID
    request_id: UUID
    kind: str
    mentor_id: UUID
    mentee_id: UUID
    status: str
    awaiting: str
    awaiting_since: datetime | None
    paused_at: datetime | None
    paused_until: datetime | None
    opened_at: datetime
    upgraded_at: datetime | None
    activated_at: datetime | None
    closing_at: datetime | None
    closed_at: datetime | None
    close_reason: str | None
    last_activity_at: datetime
    shown_by_mentor: bool
    shown_by_mentee: bool
    message_count: int
    version: int
    last_seq: int = 0


class AgreementRow(NamedTuple):
    """A row of `agreement`."""

    id: UUID
    mentorship_id: UUID
    number: int
    proposer_id: UUID
    status: str
    cadence_days: int
    session_minutes: int
    start_on: date
    end_on: date
    purpose: str
    mentor_learning_goal: str
    confidentiality: str
    reply_within_days: int
    off_limits: str
    non_evaluative: bool
    safeguard: str | None
    content_hash: str
    created_at: datetime
    in_force_at: datetime | None
    ended_at: datetime | None
    version: int


class AgreementSignatureRow(NamedTuple):
    """A row of `agreement_signature`."""

    id: UUID
    agreement_id: UUID
    educator_id: UUID
    content_hash: str
    signed_at: datetime


class GoalRow(NamedTuple):
    """A row of `goal`."""

    id: UUID
    mentorship_id: UUID | None
    owner_id: UUID
    title: str
    why: str
    focus: str
    measure: str
    unit: str
    baseline: float | None
    target: float | None
    reached: float | None
    due_on: date | None
    status: str
    visibility: str
    created_at: datetime
    activated_at: datetime | None
    ended_at: datetime | None
    version: int


class EvidenceRow(NamedTuple):
    """A row of `evidence`."""

    id: UUID
    goal_id: UUID
    author_id: UUID
    kind: str
    url: str | None
    text: str | None
    captured_on: date
    no_pupil_data: bool
    created_at: datetime
    attested_by_id: UUID | None
    attested_at: datetime | None


class JournalEntryRow(NamedTuple):
    """A row of `journal_entry`."""

    id: UUID
    author_id: UUID
    kind: str
    body: str
    mentorship_id: UUID | None
    session_id: UUID | None
    goal_id: UUID | None
    post_id: UUID | None
    visibility: str
    created_at: datetime
    edited_at: datetime | None
    version: int


class MessageRow(NamedTuple):
    """A row of `message`."""

    id: UUID
    mentorship_id: UUID
    author_id: UUID
    seq: int
    body: str | None
    sent_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


class ClosureReflectionRow(NamedTuple):
    """A row of `closure_reflection`."""

    id: UUID
    mentorship_id: UUID
    educator_id: UUID
    body: str
    submitted_at: datetime


class EndorsementRow(NamedTuple):
    """A row of `endorsement`."""

    id: UUID
    mentorship_id: UUID
    author_id: UUID
    receiver_id: UUID
    body: str
    status: str
    created_at: datetime
    answered_at: datetime | None
    version: int
