"""Needs: what an educator looks for in a mentor."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.mentor import MentoringFunction
from models.row import Length, Row, known, lasting, reference


class NeedVisibility(StrEnum):
    """Who may see a need: its owner, mentors who offer what it asks for, or everyone."""

    PRIVATE = "PRIVATE"
    MATCHING = "MATCHING"
    PUBLIC = "PUBLIC"


NEED_LENGTHS = {"note": Length(0, 500)}


class Need(Row):
    """One function of mentoring, on one topic, that an educator looks for; open until it is closed."""

    lengths = NEED_LENGTHS

    educator = reference("Educator")
    educator_id: UUID
    topic = reference("Topic")
    topic_id: UUID
    function = fields.CharEnumField(MentoringFunction, max_length=32)
    note = fields.TextField()
    visibility = fields.CharEnumField(NeedVisibility, max_length=16)
    opened_at = fields.DatetimeField()
    closed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "need"
        constraints = [
            known("need", "function", MentoringFunction),
            known("need", "visibility", NeedVisibility),
            *lasting("need", NEED_LENGTHS),
            CheckConstraint(check="closed_at >= opened_at", name="need_closed_later"),
        ]
