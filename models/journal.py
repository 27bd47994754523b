"""The journal: what an educator takes away, reflects on, will do, or asks."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Length, Row, known, lasting, reference


class JournalKind(StrEnum):
    """What an entry is."""

    TAKEAWAY = "TAKEAWAY"
    REFLECTION = "REFLECTION"
    ACTION = "ACTION"
    QUESTION = "QUESTION"


class JournalVisibility(StrEnum):
    """Who may read an entry: its author, or both in the room."""

    PRIVATE = "PRIVATE"
    ROOM = "ROOM"


# What an entry says: its text, and what its author means by it.
SAID = frozenset({"body", "kind"})
JOURNAL_LENGTHS = {"body": Length(1, 10000)}


class JournalEntry(Row):
    """One entry, linked to what it is about."""

    lengths = JOURNAL_LENGTHS

    author = reference("Educator")
    author_id: UUID
    kind = fields.CharEnumField(JournalKind, max_length=16)
    body = fields.TextField()
    mentorship = reference("Mentorship", null=True)
    mentorship_id: UUID | None
    session = reference("Session", null=True)
    session_id: UUID | None
    goal = reference("Goal", null=True)
    goal_id: UUID | None
    post = reference("Post", null=True, on_delete=fields.SET_NULL)
    post_id: UUID | None
    enrollment = reference("Enrollment", null=True)
    enrollment_id: UUID | None
    step = reference("RoadmapStep", null=True)
    step_id: UUID | None
    visibility = fields.CharEnumField(JournalVisibility, max_length=16)
    created_at = fields.DatetimeField()
    edited_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "journal_entry"
        constraints = [
            known("journal_entry", "kind", JournalKind),
            known("journal_entry", "visibility", JournalVisibility),
            *lasting("journal_entry", JOURNAL_LENGTHS),
            CheckConstraint(
                check="(enrollment_id IS NULL) = (step_id IS NULL)", name="journal_entry_step_of_enrollment"
            ),
            CheckConstraint(
                check="visibility = 'PRIVATE' OR mentorship_id IS NOT NULL",
                name="journal_entry_room_has_mentorship",
            ),
        ]

    def change(self, changes: Mapping[str, object], now: datetime) -> None:
        """Take over new values of columns; who may read it is no part of what it says."""
        self.update_from_dict(dict(changes))
        self.version += 1
        if not changes.keys().isdisjoint(SAID):
            self.edited_at = now
