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


class Notification(Row):
    """One thing to know; the same kind of thing about the same subject within a day raises its `count`."""

    educator = reference("Educator")
    educator_id: UUID
    kind = fields.CharEnumField(NotificationKind, max_length=16)
    actor = reference("Educator")
    actor_id: UUID
    thread = reference("Thread", null=True)
    thread_id: UUID | None
    post = reference("Post", null=True)
    post_id: UUID | None
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
                check="(kind = 'NEW_FOLLOWER') = (thread_id IS NULL)"
                " AND (thread_id IS NULL) = (post_id IS NULL)",
                name="notification_subject",
            ),
        ]
