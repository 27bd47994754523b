"""Answers given to idempotency keys, so that a mutation sent twice happens once."""

from datetime import timedelta

from tortoise import fields
from tortoise.migrations.constraints import UniqueConstraint

from models.row import Length, Row, lasting

KEPT_FOR = timedelta(hours=24)


ANSWER_LENGTHS = {"key": Length(1, 128)}


class Answer(Row):
    """Which thing a mutation answered under a key; `scope` is the account, or a digest of who asked."""

    lengths = ANSWER_LENGTHS

    scope = fields.UUIDField()
    key = fields.TextField()
    request_digest = fields.BinaryField()
    type_name = fields.TextField()
    row_id = fields.UUIDField()
    created_at = fields.DatetimeField()

    class Meta:
        table = "answer"
        constraints = [
            *lasting("answer", ANSWER_LENGTHS),
            UniqueConstraint(fields=("scope", "key"), name="answer_once"),
        ]
