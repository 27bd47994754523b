"""Busy time: nobody can be in two sessions at once."""

from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Row, reference


class BusyTime(Row):
    """The time that a planned session takes of one of the two: PostgreSQL keeps it, and keeps it apart.

    A trigger on `session` writes these rows; an exclusion constraint refuses overlapping ones.
    """

    session = reference("Session")
    session_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()

    class Meta:
        table = "busy_time"
        constraints = [CheckConstraint(check="starts_at < ends_at", name="busy_time_lasts")]
