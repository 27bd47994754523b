"""The event log: one row for each thing that happened in a stream, numbered without gaps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class StreamKind(StrEnum):
    """What has a stream of its own; the value is the table whose rows carry `last_seq`."""

    THREAD = "thread"
    MENTORSHIP = "mentorship"
    COMMUNITY = "community"
    NOTIFICATIONS = "educator"


class EventKind(StrEnum):
    """What happened."""

    POST_ADDED = "POST_ADDED"
    POST_EDITED = "POST_EDITED"
    POST_DELETED = "POST_DELETED"
    REACTIONS_CHANGED = "REACTIONS_CHANGED"
    THREAD_CHANGED = "THREAD_CHANGED"
    MENTORSHIP_CHANGED = "MENTORSHIP_CHANGED"
    AGREEMENT_CHANGED = "AGREEMENT_CHANGED"
    GOAL_CHANGED = "GOAL_CHANGED"
    EVIDENCE_CHANGED = "EVIDENCE_CHANGED"
    SESSION_CHANGED = "SESSION_CHANGED"
    SESSION_LOG_CHANGED = "SESSION_LOG_CHANGED"
    NEXT_STEP_CHANGED = "NEXT_STEP_CHANGED"
    FEEDBACK_REVEALED = "FEEDBACK_REVEALED"
    JOURNAL_ENTRY_SHARED = "JOURNAL_ENTRY_SHARED"
    JOURNAL_ENTRY_CHANGED = "JOURNAL_ENTRY_CHANGED"
    MESSAGE_SENT = "MESSAGE_SENT"
    MESSAGE_EDITED = "MESSAGE_EDITED"
    MESSAGE_DELETED = "MESSAGE_DELETED"
    ENROLLMENT_CHANGED = "ENROLLMENT_CHANGED"
    COMMUNITY_CHANGED = "COMMUNITY_CHANGED"
    MEMBERSHIP_CHANGED = "MEMBERSHIP_CHANGED"
    CHALLENGE_CHANGED = "CHALLENGE_CHANGED"
    COMMUNITY_THREAD_CHANGED = "COMMUNITY_THREAD_CHANGED"
    COMMUNITY_ACTION_TAKEN = "COMMUNITY_ACTION_TAKEN"
    NOTIFICATION_ADDED = "NOTIFICATION_ADDED"
    NOTIFICATIONS_READ = "NOTIFICATIONS_READ"


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the log: `seq` counts a stream's events from 1; `subject_id` is what it happened to."""

    stream_id: UUID
    seq: int
    kind: EventKind
    subject_id: UUID
    actor_id: UUID | None
    at: datetime
