"""Flags: what members report, what moderators do about it, and what moderators looked at."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class FlagTarget(StrEnum):
    """The kinds of things that can be reported."""

    EDUCATOR = "EDUCATOR"
    THREAD = "THREAD"
    POST = "POST"
    MESSAGE = "MESSAGE"
    REQUEST = "REQUEST"
    COMMUNITY = "COMMUNITY"
    CHALLENGE = "CHALLENGE"
    ROADMAP = "ROADMAP"


class FlagReason(StrEnum):
    """What is wrong with a thing."""

    HARASSMENT = "HARASSMENT"
    SPAM = "SPAM"
    PUPIL_DATA = "PUPIL_DATA"
    IMPERSONATION = "IMPERSONATION"
    BOUNDARY_VIOLATION = "BOUNDARY_VIOLATION"
    OTHER = "OTHER"


class FlagStatus(StrEnum):
    """Where a flag stands."""

    OPEN = "OPEN"
    IN_REVIEW = "IN_REVIEW"
    ACTIONED = "ACTIONED"
    DISMISSED = "DISMISSED"


class ModerationKind(StrEnum):
    """What a moderator does about a thing or its author."""

    HIDE = "HIDE"
    RESTORE = "RESTORE"
    LOCK = "LOCK"
    WARN = "WARN"
    BAN = "BAN"
    SUSPEND = "SUSPEND"


class AuditKind(StrEnum):
    """What somebody with privileges looked at."""

    EMAIL = "EMAIL"
    FLAG_SNAPSHOT = "FLAG_SNAPSHOT"
    HIDDEN_COMMUNITY = "HIDDEN_COMMUNITY"


# Things whose text vanishes for everyone but their author and moderators while they are hidden.
CAN_BE_HIDDEN = tuple(target for target in FlagTarget if target != FlagTarget.REQUEST)
# So many different people must report a thing before it hides by itself.
HIDDEN_AFTER = 2

_MODERATOR = (Actor.MODERATOR,)
_OPEN, _IN_REVIEW = (FlagStatus.OPEN,), (FlagStatus.IN_REVIEW,)

FLAG_MACHINE = Machine(
    "flag",
    FlagStatus,
    [
        Step("review", _MODERATOR, _OPEN, FlagStatus.IN_REVIEW, "reviewed_at"),
        Step("act_on", _MODERATOR, (*_OPEN, *_IN_REVIEW), FlagStatus.ACTIONED, "decided_at"),
        Step("dismiss", _MODERATOR, (*_OPEN, *_IN_REVIEW), FlagStatus.DISMISSED, "decided_at"),
    ],
)

FLAG_LENGTHS = {"note": Length(1, 2000), "decision_note": Length(1, 2000)}
MODERATION_LENGTHS = {"reason": Length(1, 2000)}


class Flag(Row):
    """One member's report of one thing, with what it said when it was reported.

    `target_id` is no foreign key, because a report outlives the thing; `subject_id` is the educator
    who wrote it or is it, and None once nobody is responsible.
    """

    lengths = FLAG_LENGTHS

    reporter = reference("Educator")
    reporter_id: UUID
    target = fields.CharEnumField(FlagTarget, max_length=16)
    target_id = fields.UUIDField()
    subject = reference("Educator", null=True)
    subject_id: UUID | None
    reason = fields.CharEnumField(FlagReason, max_length=32)
    note: str | None = fields.TextField(null=True)
    snapshot: dict[str, Any] = fields.JSONField()
    status = fields.CharEnumField(FlagStatus, max_length=16)
    created_at = fields.DatetimeField()
    reviewer = reference("Educator", null=True)
    reviewer_id: UUID | None
    reviewed_at = fields.DatetimeField(null=True)
    decided_at = fields.DatetimeField(null=True)
    decision_note: str | None = fields.TextField(null=True)
    version = fields.IntField()

    class Meta:
        table = "flag"
        constraints = [
            known("flag", "target", FlagTarget),
            known("flag", "reason", FlagReason),
            known("flag", "status", FlagStatus),
            *lasting("flag", FLAG_LENGTHS),
            CheckConstraint(check="reporter_id <> subject_id", name="flag_another"),
            CheckConstraint(
                check="(status IN ('ACTIONED', 'DISMISSED')) = (decided_at IS NOT NULL)",
                name="flag_decided_when",
            ),
            CheckConstraint(check="status = 'OPEN' OR reviewer_id IS NOT NULL", name="flag_reviewed_by_whom"),
        ]


class ModerationAction(Row):
    """One decision of a platform moderator; `until` ends a suspension."""

    lengths = MODERATION_LENGTHS

    flag = reference("Flag", null=True, on_delete=fields.SET_NULL)
    flag_id: UUID | None
    moderator = reference("Educator")
    moderator_id: UUID
    kind = fields.CharEnumField(ModerationKind, max_length=16)
    target = fields.CharEnumField(FlagTarget, max_length=16)
    target_id = fields.UUIDField()
    subject = reference("Educator", null=True)
    subject_id: UUID | None
    reason = fields.TextField()
    until = fields.DatetimeField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "moderation_action"
        constraints = [
            known("moderation_action", "kind", ModerationKind),
            known("moderation_action", "target", FlagTarget),
            *lasting("moderation_action", MODERATION_LENGTHS),
            CheckConstraint(check="until IS NULL OR kind = 'SUSPEND'", name="moderation_action_until"),
        ]


class AuditEntry(Row):
    """One privileged look at what others may not see."""

    actor = reference("Educator")
    actor_id: UUID
    kind = fields.CharEnumField(AuditKind, max_length=32)
    subject_id = fields.UUIDField()
    at = fields.DatetimeField()

    class Meta:
        table = "audit_entry"
        constraints = [known("audit_entry", "kind", AuditKind)]
