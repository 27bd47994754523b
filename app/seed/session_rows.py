"""The rows of sessions and of what came of them, in COPY order."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class SessionRow(NamedTuple):
    """A row of `session`."""

    id: UUID
    mentorship_id: UUID
    proposer_id: UUID
    starts_at: datetime
    ends_at: datetime
    minutes: int
    agenda: str
    status: str
    created_at: datetime
    changed_at: datetime
    confirmed_at: datetime | None
    held_by_mentor_at: datetime | None
    held_by_mentee_at: datetime | None
    reported_by_id: UUID | None
    dispute_note: str | None
    ended_at: datetime | None
    feedback_revealed_at: datetime | None
    version: int


class SessionLogRow(NamedTuple):
    """A row of `session_log`."""

    id: UUID
    session_id: UUID
    whats_working: str
    focus_and_challenges: str
    next_focus: str
    next_meeting_on: date | None
    updated_at: datetime
    version: int = 1


class NextStepRow(NamedTuple):
    """A row of `next_step`."""

    id: UUID
    session_id: UUID
    assignee_id: UUID
    text: str
    due_on: date | None
    created_at: datetime
    done_at: datetime | None


class SessionFeedbackRow(NamedTuple):
    """A row of `session_feedback`."""

    id: UUID
    session_id: UUID
    educator_id: UUID
    useful: int
    goal_progress: int
    learned: bool
    takeaway: str
    submitted_at: datetime
