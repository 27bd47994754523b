"""Pledges know until when their running window goes: the clock looks at those that are over."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops

# Rest weeks make a window longer; the clock works it out when it first looks.
WINDOWS = "UPDATE pledge SET window_ends_on = started_on + every_days - 1"
INDEX = "CREATE INDEX pledge_window ON pledge (window_ends_on) WHERE ended_on IS NULL"


class Migration(migration.Migration):
    """One more day of a pledge."""

    dependencies = [("models", "0017_migrated_enrollments")]

    operations = [
        ops.AddField(model_name="Pledge", name="window_ends_on", field=fields.DateField(null=True)),
        ops.RunSQL(WINDOWS, reverse_sql=ops.RunSQL.noop),
        ops.AlterField(model_name="Pledge", name="window_ends_on", field=fields.DateField()),
        ops.RunSQL(INDEX, reverse_sql=ops.RunSQL.noop),
    ]
