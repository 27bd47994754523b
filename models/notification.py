"""Notifications: what concerns one educator, grouped within a day."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

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


# What each kind is about: a post in a thread, a request, a mentorship, or the actor alone.
ABOUT_POSTS = (NotificationKind.MENTION, NotificationKind.REPLY, NotificationKind.THREAD_POST)
ABOUT_REQUESTS = (
    NotificationKind.REQUEST_RECEIVED,
    NotificationKind.REQUEST_ANSWERED,
    NotificationKind.REQUEST_CLOSED,
)
ABOUT_ACTORS = (NotificationKind.NEW_FOLLOWER,)
ABOUT_MENTORSHIPS = tuple(
    kind for kind in NotificationKind if kind not in (*ABOUT_POSTS, *ABOUT_REQUESTS, *ABOUT_ACTORS)
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
                check=f"({_among(ABOUT_POSTS)}) = (thread_id IS NOT NULL)"
                " AND (thread_id IS NULL) = (post_id IS NULL)"
                f" AND ({_among(ABOUT_REQUESTS)}) = (request_id IS NOT NULL)"
                f" AND ({_among(ABOUT_MENTORSHIPS)}) = (mentorship_id IS NOT NULL)",
                name="notification_subject",
            ),
            CheckConstraint(
                check=f"actor_id IS NOT NULL OR NOT ({_among((*ABOUT_POSTS, *ABOUT_ACTORS))})",
                name="notification_actor",
            ),
        ]
