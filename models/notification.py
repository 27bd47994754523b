"""Notifications: what concerns one educator, grouped within a day."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Row, known, reference

GROUPED_WITHIN = timedelta(hours=24)


class NotificationKind(StrEnum):
    """Why an educator is notified."""

    NEW_FOLLOWER = "NEW_FOLLOWER"
    MENTION = "MENTION"
    REPLY = "REPLY"
    THREAD_POST = "THREAD_POST"
    REQUEST_RECEIVED = "REQUEST_RECEIVED"
    REQUEST_ANSWERED = "REQUEST_ANSWERED"
    REQUEST_CLOSED = "REQUEST_CLOSED"
    MENTORSHIP_CHANGED = "MENTORSHIP_CHANGED"
    AGREEMENT_CHANGED = "AGREEMENT_CHANGED"
    GOAL_CHANGED = "GOAL_CHANGED"
    SESSION_CHANGED = "SESSION_CHANGED"
    NEXT_STEP_ASSIGNED = "NEXT_STEP_ASSIGNED"
    FEEDBACK_REVEALED = "FEEDBACK_REVEALED"
    MESSAGE = "MESSAGE"
    ENDORSEMENT = "ENDORSEMENT"
    ENROLLMENT_SHARED = "ENROLLMENT_SHARED"
    STEP_ATTESTED = "STEP_ATTESTED"
    PLEDGE_INVITED = "PLEDGE_INVITED"
    PLEDGE_ANSWERED = "PLEDGE_ANSWERED"
    PLEDGE_MISSED = "PLEDGE_MISSED"
    JOIN_REQUESTED = "JOIN_REQUESTED"
    JOIN_ANSWERED = "JOIN_ANSWERED"
    COMMUNITY_INVITED = "COMMUNITY_INVITED"
    COMMUNITY_ROLE = "COMMUNITY_ROLE"
    COMMUNITY_THREAD = "COMMUNITY_THREAD"
    CHALLENGE_SOLVED = "CHALLENGE_SOLVED"
    MODERATION = "MODERATION"
    FLAG_DECIDED = "FLAG_DECIDED"
    EXPORT_READY = "EXPORT_READY"


# What each kind is about.
ABOUT_POSTS = (NotificationKind.MENTION, NotificationKind.REPLY, NotificationKind.THREAD_POST)
ABOUT_REQUESTS = (
    NotificationKind.REQUEST_RECEIVED,
    NotificationKind.REQUEST_ANSWERED,
    NotificationKind.REQUEST_CLOSED,
)
ABOUT_ACTORS = (NotificationKind.NEW_FOLLOWER,)
ABOUT_ENROLLMENTS = (NotificationKind.ENROLLMENT_SHARED, NotificationKind.STEP_ATTESTED)
ABOUT_THREADS = (
    NotificationKind.PLEDGE_INVITED,
    NotificationKind.PLEDGE_ANSWERED,
    NotificationKind.PLEDGE_MISSED,
)
ABOUT_COMMUNITIES = (
    NotificationKind.JOIN_REQUESTED,
    NotificationKind.JOIN_ANSWERED,
    NotificationKind.COMMUNITY_INVITED,
    NotificationKind.COMMUNITY_ROLE,
    NotificationKind.COMMUNITY_THREAD,
    NotificationKind.CHALLENGE_SOLVED,
)
# By nobody in particular: moderators act for the platform.
ABOUT_ACTIONS = (NotificationKind.MODERATION,)
# What nobody can decline to hear.
ALWAYS_TOLD = ABOUT_ACTIONS
ABOUT_ONESELF = (NotificationKind.FLAG_DECIDED, NotificationKind.EXPORT_READY)
ABOUT_MENTORSHIPS = tuple(
    kind
    for kind in NotificationKind
    if kind
    not in (
        *ABOUT_POSTS,
        *ABOUT_THREADS,
        *ABOUT_REQUESTS,
        *ABOUT_ACTORS,
        *ABOUT_ENROLLMENTS,
        *ABOUT_COMMUNITIES,
        *ABOUT_ACTIONS,
        *ABOUT_ONESELF,
    )
)


def _among(kinds: tuple[NotificationKind, ...]) -> str:
    return f"kind IN ({', '.join(repr(str(kind)) for kind in kinds)})"


class Notification(Row):
    """One thing to know; the same kind of thing about the same subject within a day raises its `count`."""

    educator = reference("Educator")
    educator_id: UUID
    kind = fields.CharEnumField(NotificationKind, max_length=32)
    # Nobody's, when time alone brought it about.
    actor = reference("Educator", null=True)
    actor_id: UUID | None
    thread = reference("Thread", null=True)
    thread_id: UUID | None
    post = reference("Post", null=True)
    post_id: UUID | None
    request = reference("MentorshipRequest", null=True)
    request_id: UUID | None
    mentorship = reference("Mentorship", null=True)
    mentorship_id: UUID | None
    enrollment = reference("Enrollment", null=True)
    enrollment_id: UUID | None
    community = reference("Community", null=True)
    community_id: UUID | None
    action = reference("ModerationAction", null=True)
    action_id: UUID | None
    count = fields.IntField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()
    read_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
        constraints = [
            known("notification", "kind", NotificationKind),
            CheckConstraint(check="count >= 1", name="notification_count_positive"),
            CheckConstraint(
                check=f"({_among((*ABOUT_POSTS, *ABOUT_THREADS))}) = (thread_id IS NOT NULL)"
                f" AND ({_among(ABOUT_POSTS)}) = (post_id IS NOT NULL)"
                f" AND ({_among(ABOUT_REQUESTS)}) = (request_id IS NOT NULL)"
                f" AND ({_among(ABOUT_MENTORSHIPS)}) = (mentorship_id IS NOT NULL)"
                f" AND ({_among(ABOUT_ENROLLMENTS)}) = (enrollment_id IS NOT NULL)"
                f" AND ({_among(ABOUT_COMMUNITIES)}) = (community_id IS NOT NULL)"
                f" AND ({_among(ABOUT_ACTIONS)}) = (action_id IS NOT NULL)",
                name="notification_subject",
            ),
            CheckConstraint(
                check=f"actor_id IS NOT NULL OR NOT ({_among((*ABOUT_POSTS, *ABOUT_ACTORS))})",
                name="notification_actor",
            ),
        ]


class NotificationPreference(Row):
    """A kind of notification that an educator does not want; kinds without a row are wanted."""

    educator = reference("Educator")
    educator_id: UUID
    kind = fields.CharEnumField(NotificationKind, max_length=32)
    created_at = fields.DatetimeField()

    class Meta:
        table = "notification_preference"
        constraints = [
            known("notification_preference", "kind", NotificationKind),
            UniqueConstraint(fields=("educator_id", "kind"), name="notification_preference_once"),
        ]
