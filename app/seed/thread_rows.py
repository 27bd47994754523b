"""The rows of Growth Threads, in COPY order."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class ThreadRow(NamedTuple):
    """A row of `thread`."""

    id: UUID
    author_id: UUID
    title: str
    about: str
    visibility: str
    status: str
    created_at: datetime
    concluded_at: datetime | None
    post_count: int
    version: int
    last_seq: int = 0


class PostRow(NamedTuple):
    """A row of `post`."""

    id: UUID
    thread_id: UUID
    author_id: UUID
    seq: int
    parent_id: UUID | None
    depth: int
    kind: str
    body: str
    helpful: bool
    created_at: datetime
    version: int = 1


class ReactionRow(NamedTuple):
    """A row of `reaction`."""

    id: UUID
    post_id: UUID
    educator_id: UUID
    kind: str
    created_at: datetime


class MentionRow(NamedTuple):
    """A row of `mention`."""

    id: UUID
    post_id: UUID
    educator_id: UUID


class SubscriptionRow(NamedTuple):
    """A row of `thread_subscription`."""

    id: UUID
    thread_id: UUID
    educator_id: UUID
    level: str
    last_read_seq: int
