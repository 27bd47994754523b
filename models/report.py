"""Saved reports: questions that somebody asks again, by name."""

from typing import Any
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, lasting, reference

SAVED_REPORT_LENGTHS = {"name": Length(1, 60)}


class SavedReport(Row):
    """A report's question under a name; `definition` is its input as JSON."""

    lengths = SAVED_REPORT_LENGTHS

    educator = reference("Educator")
    educator_id: UUID
    name = fields.TextField()
    definition: dict[str, Any] = fields.JSONField()
    created_at = fields.DatetimeField()
    updated_at = fields.DatetimeField()

    class Meta:
        table = "saved_report"
        constraints = [
            *lasting("saved_report", SAVED_REPORT_LENGTHS),
            CheckConstraint(check="name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="saved_report_name_form"),
            CheckConstraint(check="jsonb_typeof(definition) = 'object'", name="saved_report_definition"),
            UniqueConstraint(fields=("educator_id", "name"), name="saved_report_once"),
        ]
