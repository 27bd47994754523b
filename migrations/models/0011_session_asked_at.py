"""When the two were asked whether a session took place."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """One more moment of a session."""

    dependencies = [("models", "0010_accept_note")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="asked_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
