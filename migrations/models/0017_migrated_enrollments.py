"""Enrollments know which edition they kept to before they moved to a newer one."""

from kit import migration
from tortoise import fields
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

INDEX = "CREATE INDEX enrollment_migrated_from ON enrollment (migrated_from_id)"


class Migration(migration.Migration):
    """What moving did can be told again."""

    dependencies = [("models", "0016_growing_together_rules")]

    operations = [
        ops.AddField(
            model_name="Enrollment",
            name="migrated_from",
            field=fields.ForeignKeyField(
                "models.RoadmapVersion",
                source_field="migrated_from_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name=False,
                on_delete=OnDelete.CASCADE,
            ),
        ),
        ops.RunSQL(INDEX, reverse_sql=ops.RunSQL.noop),
    ]
