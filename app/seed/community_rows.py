"""The rows of communities, in COPY order."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class CommunityRow(NamedTuple):
    """A row of `community`."""

    id: UUID
    slug: str
    name: str
    purpose: str
    visibility: str
    join_policy: str
    posting_policy: str
    member_count: int
    created_at: datetime
    version: int = 1
    last_seq: int = 0


class CommunityTopicRow(NamedTuple):
    """A row of `community_topic`."""

    id: UUID
    community_id: UUID
    topic_id: UUID
    position: int


class MembershipRow(NamedTuple):
    """A row of `membership`."""

    id: UUID
    community_id: UUID
    educator_id: UUID
    role: str
    status: str
    reason: str | None
    created_at: datetime
    joined_at: datetime | None
    banned_at: datetime | None = None
    banned_until: datetime | None = None
    version: int = 1


class CommunityActionRow(NamedTuple):
    """A row of `community_action`."""

    id: UUID
    community_id: UUID
    actor_id: UUID
    kind: str
    educator_id: UUID
    detail: str | None
    reason: str | None
    at: datetime


class ChallengeRow(NamedTuple):
    """A row of `challenge`."""

    id: UUID
    community_id: UUID
    author_id: UUID
    topic_id: UUID | None
    title: str
    description: str
    created_at: datetime
    closed_at: datetime | None
    version: int


class ChallengeMarkRow(NamedTuple):
    """A row of `challenge_mark`."""

    id: UUID
    challenge_id: UUID
    educator_id: UUID
    stance: str
    note: str | None
    created_at: datetime
    solved_at: datetime | None
