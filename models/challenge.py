"""Challenges: problems that members of a community share, so that peers find each other."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference


class ChallengeStance(StrEnum):
    """How a member stands to a challenge."""

    FACING = "FACING"
    SOLVED = "SOLVED"


CHALLENGE_LENGTHS = {"title": Length(1, 140), "description": Length(0, 2000)}
CHALLENGE_MARK_LENGTHS = {"note": Length(1, 500)}


class Challenge(Row):
    """A problem that members of a community share."""

    lengths = CHALLENGE_LENGTHS

    community = reference("Community")
    community_id: UUID
    author = reference("Educator")
    author_id: UUID
    topic = reference("Topic", null=True)
    topic_id: UUID | None
    title = fields.TextField()
    description = fields.TextField()
    created_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "challenge"
        constraints = [*lasting("challenge", CHALLENGE_LENGTHS)]


class ChallengeMark(Row):
    """How one member stands to a challenge, and what they say about it."""

    lengths = CHALLENGE_MARK_LENGTHS

    challenge = reference("Challenge")
    challenge_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    stance = fields.CharEnumField(ChallengeStance, max_length=16)
    note: str | None = fields.TextField(null=True)
    created_at = fields.DatetimeField()
    solved_at = fields.DatetimeField(null=True)

    class Meta:
        table = "challenge_mark"
        constraints = [
            known("challenge_mark", "stance", ChallengeStance),
            *lasting("challenge_mark", CHALLENGE_MARK_LENGTHS),
            CheckConstraint(
                check="(stance = 'SOLVED') = (solved_at IS NOT NULL)", name="challenge_mark_solved_when"
            ),
            UniqueConstraint(fields=("challenge_id", "educator_id"), name="challenge_mark_once"),
        ]
