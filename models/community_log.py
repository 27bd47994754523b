"""What those who look after a community did: kept, and visible to its members."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields

from models.row import Length, Row, known, lasting, reference


class CommunityActionKind(StrEnum):
    """What was done."""

    CHANGED = "CHANGED"
    MEMBER_APPROVED = "MEMBER_APPROVED"
    MEMBER_DECLINED = "MEMBER_DECLINED"
    MEMBER_INVITED = "MEMBER_INVITED"
    INVITATION_REVOKED = "INVITATION_REVOKED"
    ROLE_CHANGED = "ROLE_CHANGED"
    MEMBER_BANNED = "MEMBER_BANNED"
    BAN_LIFTED = "BAN_LIFTED"
    THREAD_LOCKED = "THREAD_LOCKED"
    THREAD_UNLOCKED = "THREAD_UNLOCKED"
    POST_DELETED = "POST_DELETED"
    CHALLENGE_CLOSED = "CHALLENGE_CLOSED"


COMMUNITY_ACTION_LENGTHS = {"reason": Length(1, 500)}


class CommunityAction(Row):
    """One deed of somebody who looks after a community; `detail` says what it led to, a role for instance."""

    lengths = COMMUNITY_ACTION_LENGTHS

    community = reference("Community")
    community_id: UUID
    actor = reference("Educator")
    actor_id: UUID
    kind = fields.CharEnumField(CommunityActionKind, max_length=32)
    educator = reference("Educator", null=True)
    educator_id: UUID | None
    thread = reference("Thread", null=True)
    thread_id: UUID | None
    challenge = reference("Challenge", null=True)
    challenge_id: UUID | None
    detail: str | None = fields.TextField(null=True)
    reason: str | None = fields.TextField(null=True)
    at = fields.DatetimeField()

    class Meta:
        table = "community_action"
        constraints = [
            known("community_action", "kind", CommunityActionKind),
            *lasting("community_action", COMMUNITY_ACTION_LENGTHS),
        ]
