"""When the two were asked whether a session took place."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops


class Migration(migration.Migration):
    """One more moment of a session."""

    dependencies = [("models", "0010_accept_note")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="asked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
