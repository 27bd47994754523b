"""The rows of the tables that seeding fills: a class's fields are its table's columns, in COPY order."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.seed.mentor_rows import (
    AvailabilityOverrideRow,
    AvailabilityRuleRow,
    MentorOfferRow,
    MentorProfileRow,
    NeedRow,
    RequestReferralRow,
    RequestRow,
    RequestTopicRow,
)
from app.seed.room_rows import (
    AgreementRow,
    AgreementSignatureRow,
    ClosureReflectionRow,
    EndorsementRow,
    EvidenceRow,
    GoalRow,
    JournalEntryRow,
    MentorshipRow,
    MessageRow,
    NextStepRow,
    SessionFeedbackRow,
    SessionLogRow,
    SessionRow,
)


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


SeedRow = (
    AccountRow
    | EducatorRow
    | TopicRow
    | EducatorTopicRow
    | FollowRow
    | ThreadRow
    | PostRow
    | ReactionRow
    | MentionRow
    | SubscriptionRow
    | MentorProfileRow
    | MentorOfferRow
    | NeedRow
    | AvailabilityRuleRow
    | AvailabilityOverrideRow
    | RequestRow
    | RequestTopicRow
    | RequestReferralRow
    | MentorshipRow
    | AgreementRow
    | AgreementSignatureRow
    | GoalRow
    | EvidenceRow
    | SessionRow
    | SessionLogRow
    | NextStepRow
    | SessionFeedbackRow
    | JournalEntryRow
    | MessageRow
    | ClosureReflectionRow
    | EndorsementRow
    | NotificationRow
)

# A table stands after those that its foreign keys point to.
TABLES: dict[type[SeedRow], str] = {
    TopicRow: "topic",
    AccountRow: "account",
    EducatorRow: "educator",
    EducatorTopicRow: "educator_topic",
    FollowRow: "follow",
    ThreadRow: "thread",
    PostRow: "post",
    ReactionRow: "reaction",
    MentionRow: "mention",
    SubscriptionRow: "thread_subscription",
    MentorProfileRow: "mentor_profile",
    MentorOfferRow: "mentor_offer",
    NeedRow: "need",
    AvailabilityRuleRow: "availability_rule",
    AvailabilityOverrideRow: "availability_override",
    RequestRow: "mentorship_request",
    RequestTopicRow: "request_topic",
    RequestReferralRow: "request_referral",
    MentorshipRow: "mentorship",
    AgreementRow: "agreement",
    AgreementSignatureRow: "agreement_signature",
    GoalRow: "goal",
    EvidenceRow: "evidence",
    SessionRow: "session",
    SessionLogRow: "session_log",
    NextStepRow: "next_step",
    SessionFeedbackRow: "session_feedback",
    JournalEntryRow: "journal_entry",
    MessageRow: "message",
    ClosureReflectionRow: "closure_reflection",
    EndorsementRow: "endorsement",
    NotificationRow: "notification",
}
