"""Who follows whom or what, who blocks whom, who mutes whom."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Row, reference


class Follow(Row):
    """An educator's wish to hear of another educator, a topic, or a community."""

    follower = reference("Educator")
    follower_id: UUID
    educator = reference("Educator", null=True)
    educator_id: UUID | None
    topic = reference("Topic", null=True)
    topic_id: UUID | None
    community = reference("Community", null=True)
    community_id: UUID | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "follow"
        constraints = [
            CheckConstraint(
                check="num_nonnulls(educator_id, topic_id, community_id) = 1", name="follow_one_target"
            ),
            CheckConstraint(check="follower_id <> educator_id", name="follow_another"),
            UniqueConstraint(fields=("follower_id", "educator_id"), name="follow_educator_once"),
            UniqueConstraint(fields=("follower_id", "topic_id"), name="follow_topic_once"),
            UniqueConstraint(fields=("follower_id", "community_id"), name="follow_community_once"),
        ]


class Block(Row):
    """A wall between two educators; it cuts both ways."""

    blocker = reference("Educator")
    blocker_id: UUID
    blocked = reference("Educator")
    blocked_id: UUID
    created_at = fields.DatetimeField()

    class Meta:
        table = "block"
        constraints = [
            CheckConstraint(check="blocker_id <> blocked_id", name="block_another"),
            UniqueConstraint(fields=("blocker_id", "blocked_id"), name="block_once"),
        ]


class Mute(Row):
    """One educator's silence about another, for a time or until taken back; the other never knows."""

    muter = reference("Educator")
    muter_id: UUID
    muted = reference("Educator")
    muted_id: UUID
    until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "mute"
        constraints = [
            CheckConstraint(check="muter_id <> muted_id", name="mute_another"),
            UniqueConstraint(fields=("muter_id", "muted_id"), name="mute_once"),
        ]


class FollowTarget(StrEnum):
    """The kinds of things that can be followed."""

    EDUCATOR = "EDUCATOR"
    TOPIC = "TOPIC"
    COMMUNITY = "COMMUNITY"
