"""A mentor may say something when they accept, too."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint


class Migration(migration.Migration):
    """One more text of a request."""

    dependencies = [("models", "0009_session_cancel_note")]

    operations = [
        ops.AddField(
            model_name="MentorshipRequest",
            name="accept_note",
            field=fields.TextField(null=True, unique=False),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="char_length(accept_note) BETWEEN 0 AND 1000",
                name="mentorship_request_accept_note_length",
            ),
        ),
    ]
