"""Communities: peers with similar challenges, who joins them, and who looks after them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class CommunityVisibility(StrEnum):
    """Who sees a community: everyone, with its content; everyone, its front alone; its members."""

    PUBLIC = "PUBLIC"
    LISTED = "LISTED"
    HIDDEN = "HIDDEN"


class JoinPolicy(StrEnum):
    """How one becomes a member: at once, with a moderator's consent, or by an invitation."""

    OPEN = "OPEN"
    REQUEST = "REQUEST"
    INVITE = "INVITE"


class PostingPolicy(StrEnum):
    """Who starts threads and challenges in a community."""

    MEMBERS = "MEMBERS"
    MODERATORS = "MODERATORS"


class CommunityRole(StrEnum):
    """What a member is to a community."""

    OWNER = "OWNER"
    MODERATOR = "MODERATOR"
    MEMBER = "MEMBER"


class MembershipStatus(StrEnum):
    """Where somebody stands with a community."""

    PENDING = "PENDING"
    ACTIVE = "ACTIVE"
    LEFT = "LEFT"
    BANNED = "BANNED"


_MEMBER, _MODERATOR = (Actor.MEMBER,), (Actor.MODERATOR,)
_PENDING, _ACTIVE, _LEFT, _BANNED = ((state,) for state in MembershipStatus)

MEMBERSHIP_MACHINE = Machine(
    "membership",
    MembershipStatus,
    [
        Step("approve", _MODERATOR, _PENDING, MembershipStatus.ACTIVE, "joined_at"),
        Step("decline", _MODERATOR, _PENDING, MembershipStatus.LEFT, "left_at"),
        Step("leave", _MEMBER, (*_PENDING, *_ACTIVE), MembershipStatus.LEFT, "left_at"),
        # Whoever left comes back by the community's join policy, or by an invitation.
        Step("apply_for", _MEMBER, _LEFT, MembershipStatus.PENDING),
        Step("join", _MEMBER, (*_LEFT, *_PENDING), MembershipStatus.ACTIVE, "joined_at"),
        Step("ban", _MODERATOR, (*_PENDING, *_ACTIVE, *_LEFT), MembershipStatus.BANNED, "banned_at"),
        Step("lift_ban_of", (*_MODERATOR, Actor.CLOCK), _BANNED, MembershipStatus.LEFT, "left_at"),
    ],
)

COMMUNITY_LENGTHS = {"slug": Length(3, 60), "name": Length(1, 80), "purpose": Length(10, 2000)}
MEMBERSHIP_LENGTHS = {"reason": Length(1, 500)}


class Community(Row):
    """A community and its stream (`last_seq`); `member_count` counts the ACTIVE."""

    lengths = COMMUNITY_LENGTHS

    slug = fields.TextField()
    name = fields.TextField()
    purpose = fields.TextField()
    visibility = fields.CharEnumField(CommunityVisibility, max_length=16)
    join_policy = fields.CharEnumField(JoinPolicy, max_length=16)
    posting_policy = fields.CharEnumField(PostingPolicy, max_length=16)
    member_count = fields.IntField()
    created_at = fields.DatetimeField()
    hidden_at = fields.DatetimeField(null=True)
    version = fields.IntField()
    last_seq = fields.BigIntField()

    class Meta:
        table = "community"
        constraints = [
            known("community", "visibility", CommunityVisibility),
            known("community", "join_policy", JoinPolicy),
            known("community", "posting_policy", PostingPolicy),
            *lasting("community", COMMUNITY_LENGTHS),
            CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="community_slug_form"),
            CheckConstraint(check="member_count >= 0 AND last_seq >= 0", name="community_counters_positive"),
            UniqueConstraint(fields=("slug",), name="community_slug_unique"),
        ]


class CommunityTopic(Row):
    """A topic that a community is about."""

    community = reference("Community")
    community_id: UUID
    topic = reference("Topic")
    topic_id: UUID
    position = fields.SmallIntField()

    class Meta:
        table = "community_topic"
        constraints = [UniqueConstraint(fields=("community_id", "topic_id"), name="community_topic_once")]


class Membership(Row):
    """Where one educator stands with one community; `reason` is why they want to join, or were banned."""

    lengths = MEMBERSHIP_LENGTHS

    community = reference("Community")
    community_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    role = fields.CharEnumField(CommunityRole, max_length=16)
    status = fields.CharEnumField(MembershipStatus, max_length=16)
    reason: str | None = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    joined_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    banned_at = fields.DatetimeField(null=True)
    # Without one, a ban stays until it is lifted.
    banned_until = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "membership"
        constraints = [
            known("membership", "role", CommunityRole),
            known("membership", "status", MembershipStatus),
            *lasting("membership", MEMBERSHIP_LENGTHS),
            CheckConstraint(check="status = 'ACTIVE' OR role = 'MEMBER'", name="membership_role_active"),
            CheckConstraint(
                check="status <> 'ACTIVE' OR joined_at IS NOT NULL", name="membership_joined_when"
            ),
            CheckConstraint(
                check="(status = 'BANNED') = (banned_at IS NOT NULL)"
                " AND (banned_until IS NULL OR status = 'BANNED')",
                name="membership_banned_when",
            ),
            UniqueConstraint(fields=("community_id", "educator_id"), name="membership_once"),
        ]

    def is_active(self) -> bool:
        """Whether this is a member now."""
        return self.status == MembershipStatus.ACTIVE

    def looks_after(self) -> bool:
        """Whether this member moderates the community."""
        return self.is_active() and self.role != CommunityRole.MEMBER


class CommunityInvitation(Row):
    """A way into a community for one person, once; only the digest of its token is stored."""

    community = reference("Community")
    community_id: UUID
    inviter = reference("Educator")
    inviter_id: UUID
    # Whoever holds the token may use it, unless it is for somebody.
    invitee = reference("Educator", null=True)
    invitee_id: UUID | None
    digest = fields.BinaryField()
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    used_at = fields.DatetimeField(null=True)
    used_by = reference("Educator", null=True)
    used_by_id: UUID | None

    class Meta:
        table = "community_invitation"
        constraints = [
            CheckConstraint(check="expires_at > created_at", name="community_invitation_lasts"),
            CheckConstraint(
                check="(used_at IS NULL) = (used_by_id IS NULL)", name="community_invitation_used_when"
            ),
            UniqueConstraint(fields=("digest",), name="community_invitation_digest_unique"),
        ]

    def is_open(self, now: datetime) -> bool:
        """Whether it still lets somebody in."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at
