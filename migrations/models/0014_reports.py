"""Saved reports."""

from kit import migration
from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

CONSTRAINTS = """
ALTER TABLE saved_report
    ADD CONSTRAINT saved_report_name_length CHECK (char_length(name) BETWEEN 1 AND 60),
    ADD CONSTRAINT saved_report_name_form CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ADD CONSTRAINT saved_report_definition CHECK (jsonb_typeof(definition) = 'object'),
    ADD CONSTRAINT saved_report_once UNIQUE (educator_id, name);
"""


class Migration(migration.Migration):
    """One table."""

    dependencies = [("models", "0013_first_feedback")]

    initial = False

    operations = [
        ops.CreateModel(
            name="SavedReport",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                (
                    "educator",
                    fields.ForeignKeyField(
                        "models.Educator",
                        source_field="educator_id",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.TextField(unique=False)),
                ("definition", fields.JSONField()),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("updated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "saved_report",
                "app": "models",
                "constraints": [
                    CheckConstraint(
                        check="char_length(name) BETWEEN 1 AND 60", name="saved_report_name_length"
                    ),
                    CheckConstraint(check="name ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="saved_report_name_form"),
                    CheckConstraint(
                        check="jsonb_typeof(definition) = 'object'", name="saved_report_definition"
                    ),
                    UniqueConstraint(fields=("educator_id", "name"), name="saved_report_once"),
                ],
                "pk_attr": "id",
                "table_description": "A report's question under a name; `definition` is its input as JSON.",
            },
            bases=["Row"],
        ),
        ops.RunSQL(CONSTRAINTS, reverse_sql=ops.RunSQL.noop),
    ]
