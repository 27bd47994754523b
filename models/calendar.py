"""Calendar feeds: the private address at which calendar programs read an educator's sessions."""

from uuid import UUID

from tortoise import fields

from models.row import Row, reference_once


class CalendarFeed(Row):
    """An educator's feed; its address is signed from its id, so that removing the row revokes it."""

    educator = reference_once("Educator")
    educator_id: UUID
    created_at = fields.DatetimeField()

    class Meta:
        table = "calendar_feed"
