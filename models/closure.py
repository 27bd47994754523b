"""How a mentorship ends: each looks back, and may say a good word for the other."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class EndorsementStatus(StrEnum):
    """Whether the one who is praised wants it shown."""

    PENDING = "PENDING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


_PENDING = (EndorsementStatus.PENDING,)

ENDORSEMENT_MACHINE = Machine(
    "endorsement",
    EndorsementStatus,
    [
        Step("accept", (Actor.RECIPIENT,), _PENDING, EndorsementStatus.ACCEPTED, "answered_at"),
        Step("decline", (Actor.RECIPIENT,), _PENDING, EndorsementStatus.DECLINED, "answered_at"),
    ],
)

CLOSURE_LENGTHS = {"body": Length(1, 4000)}
ENDORSEMENT_LENGTHS = {"body": Length(1, 600)}


class ClosureReflection(Row):
    """How one of the two looks back on a mentorship that is closing."""

    lengths = {**CLOSURE_LENGTHS, "reflection": CLOSURE_LENGTHS["body"]}

    mentorship = reference("Mentorship")
    mentorship_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    body = fields.TextField()
    submitted_at = fields.DatetimeField()

    class Meta:
        table = "closure_reflection"
        constraints = [
            *lasting("closure_reflection", CLOSURE_LENGTHS),
            UniqueConstraint(fields=("mentorship_id", "educator_id"), name="closure_reflection_once"),
        ]


class Endorsement(Row):
    """A good word of one of the two for the other, shown once the receiver accepts it."""

    lengths = ENDORSEMENT_LENGTHS

    mentorship = reference("Mentorship")
    mentorship_id: UUID
    author = reference("Educator")
    author_id: UUID
    receiver = reference("Educator")
    receiver_id: UUID
    body = fields.TextField()
    status = fields.CharEnumField(EndorsementStatus, max_length=16)
    created_at = fields.DatetimeField()
    answered_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "endorsement"
        constraints = [
            known("endorsement", "status", EndorsementStatus),
            *lasting("endorsement", ENDORSEMENT_LENGTHS),
            CheckConstraint(check="author_id <> receiver_id", name="endorsement_another"),
            CheckConstraint(
                check="(status = 'PENDING') = (answered_at IS NULL)", name="endorsement_answered_when"
            ),
            UniqueConstraint(fields=("mentorship_id", "author_id"), name="endorsement_once"),
        ]

    def part_of(self, educator_id: UUID) -> Actor:
        """Whether this one of the two wrote it or is praised by it."""
        return Actor.INITIATOR if educator_id == self.author_id else Actor.RECIPIENT
