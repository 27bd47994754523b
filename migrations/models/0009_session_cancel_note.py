"""Why a session was cancelled, in the words of whoever cancelled it."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint


class Migration(migration.Migration):
    """A note on a cancelled session."""

    dependencies = [("models", "0008_room_rules")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="cancel_note",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="char_length(cancel_note) BETWEEN 1 AND 500", name="session_cancel_note_length"
            ),
        ),
    ]
