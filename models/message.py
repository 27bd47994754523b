"""Messages of a Mentorship Room."""

from datetime import datetime
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from kit.errors import invalid_transition
from models.row import Length, Row, lasting, reference

MESSAGE_LENGTHS = {"body": Length(1, 8000)}


class Message(Row):
    """One message; `seq` counts the room's messages from 1, and a deleted one keeps its number."""

    lengths = MESSAGE_LENGTHS

    mentorship = reference("Mentorship")
    mentorship_id: UUID
    author = reference("Educator")
    author_id: UUID
    seq = fields.IntField()
    body: str | None = fields.TextField(null=True)
    sent_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)

    class Meta:
        table = "message"
        constraints = [
            *lasting("message", MESSAGE_LENGTHS),
            CheckConstraint(check="seq >= 1", name="message_seq_positive"),
            CheckConstraint(check="(body IS NULL) = (deleted_at IS NOT NULL)", name="message_tombstone"),
            UniqueConstraint(fields=("mentorship_id", "seq"), name="message_seq_once"),
        ]

    def edit(self, body: str, now: datetime) -> None:
        """Replace the text.

        Raises: InvalidTransition for a deleted message.
        """
        self.must_stand()
        self.body, self.edited_at = body, now

    def delete_text(self, now: datetime) -> None:
        """Leave a tombstone that keeps its number.

        Raises: InvalidTransition for a message already deleted.
        """
        self.must_stand()
        self.body, self.deleted_at = None, now

    def must_stand(self) -> None:
        """Nothing, for a message that was not deleted.

        Raises: InvalidTransition for a tombstone.
        """
        if self.deleted_at is not None:
            message = "This message was deleted."
            raise invalid_transition(message)
