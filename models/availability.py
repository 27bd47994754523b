"""When an educator can meet: a weekly rhythm in their own zone, and the days that differ from it."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Row, reference


class Weekday(StrEnum):
    """The days of a week, in the order of their numbers: Monday is 0."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


_HOURS = "start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute"


class AvailabilityRule(Row):
    """Every week on one weekday (0 is Monday), between two local times, in minutes after midnight."""

    educator = reference("Educator")
    educator_id: UUID
    weekday = fields.SmallIntField()
    start_minute = fields.SmallIntField()
    end_minute = fields.SmallIntField()
    valid_from: date | None = fields.DateField(null=True)
    valid_to: date | None = fields.DateField(null=True)

    class Meta:
        table = "availability_rule"
        constraints = [
            CheckConstraint(check="weekday BETWEEN 0 AND 6", name="availability_rule_weekday"),
            CheckConstraint(check=_HOURS, name="availability_rule_hours"),
            CheckConstraint(check="valid_from <= valid_to", name="availability_rule_valid"),
        ]


class AvailabilityOverride(Row):
    """One date on which these hours, instead of the weekly ones, hold; without hours there are none."""

    educator = reference("Educator")
    educator_id: UUID
    on_date: date = fields.DateField()
    start_minute = fields.SmallIntField(null=True)
    end_minute = fields.SmallIntField(null=True)

    class Meta:
        table = "availability_override"
        constraints = [
            CheckConstraint(check=_HOURS, name="availability_override_hours"),
            CheckConstraint(
                check="(start_minute IS NULL) = (end_minute IS NULL)", name="availability_override_closed"
            ),
            UniqueConstraint(
                fields=("educator_id", "on_date", "start_minute"), name="availability_override_once"
            ),
        ]
