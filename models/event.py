"""The event log: one row for each thing that happened in a stream, numbered without gaps."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class StreamKind(StrEnum):
    """What has a stream of its own; the value is the table whose rows carry `last_seq`."""

    THREAD = "thread"
    NOTIFICATIONS = "educator"


class EventKind(StrEnum):
    """What happened."""

    POST_ADDED = "POST_ADDED"
    POST_EDITED = "POST_EDITED"
    POST_DELETED = "POST_DELETED"
    REACTIONS_CHANGED = "REACTIONS_CHANGED"
    THREAD_CHANGED = "THREAD_CHANGED"
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
