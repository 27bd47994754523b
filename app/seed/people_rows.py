"""The rows of educators, their topics, whom they follow and what they are told, in COPY order."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class AccountRow(NamedTuple):
    """A row of `account`."""

    id: UUID
    email: str
    password_hash: str
    time_zone: str
    locale: str
    created_at: datetime
    roles: tuple[str, ...] = ("MEMBER",)
    status: str = "ACTIVE"


class EducatorRow(NamedTuple):
    """A row of `educator`."""

    id: UUID
    account_id: UUID
    handle: str
    display_name: str
    headline: str
    bio: str
    role: str
    career_stage: str
    phases: tuple[int, ...]
    organisation: str
    country: str
    region: str
    languages: tuple[str, ...]
    visibility: str
    created_at: datetime
    version: int = 1
    last_seq: int = 0


class TopicRow(NamedTuple):
    """A row of `topic`."""

    id: UUID
    slug: str
    label: str
    kind: str
    parent_id: UUID | None


class EducatorTopicRow(NamedTuple):
    """A row of `educator_topic`."""

    id: UUID
    educator_id: UUID
    topic_id: UUID
    position: int


class FollowRow(NamedTuple):
    """A row of `follow`."""

    id: UUID
    follower_id: UUID
    educator_id: UUID | None
    topic_id: UUID | None
    created_at: datetime


class NotificationRow(NamedTuple):
    """A row of `notification`."""

    id: UUID
    educator_id: UUID
    kind: str
    actor_id: UUID | None
    thread_id: UUID | None
    post_id: UUID | None
    count: int  # type: ignore[assignment]  # the column's name; nobody counts a row's values
    created_at: datetime
    updated_at: datetime
    read_at: datetime | None
    request_id: UUID | None = None
    mentorship_id: UUID | None = None
