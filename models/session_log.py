"""What came of a session: a log that both write, and the next steps they agree on."""

from datetime import date, timedelta
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Length, Row, lasting, reference, reference_once

WRITTEN_FOR = timedelta(days=7)

SESSION_LOG_LENGTHS = {
    "whats_working": Length(0, 4000),
    "focus_and_challenges": Length(0, 4000),
    "next_focus": Length(0, 4000),
}
NEXT_STEP_LENGTHS = {"text": Length(1, 500)}


class SessionLog(Row):
    """The shared log of one session; it can be written until seven days after the session."""

    lengths = SESSION_LOG_LENGTHS

    session = reference_once("Session")
    session_id: UUID
    whats_working = fields.TextField()
    focus_and_challenges = fields.TextField()
    next_focus = fields.TextField()
    next_meeting_on: date | None = fields.DateField(null=True)
    updated_at = fields.DatetimeField()
    version = fields.IntField()

    class Meta:
        table = "session_log"
        constraints = lasting("session_log", SESSION_LOG_LENGTHS)


class NextStep(Row):
    """Something that one of the two takes on until the next session."""

    lengths = NEXT_STEP_LENGTHS

    session = reference("Session")
    session_id: UUID
    assignee = reference("Educator")
    assignee_id: UUID
    text = fields.TextField()
    due_on: date | None = fields.DateField(null=True)
    created_at = fields.DatetimeField()
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "next_step"
        constraints = [
            *lasting("next_step", NEXT_STEP_LENGTHS),
            CheckConstraint(check="done_at >= created_at", name="next_step_done_later"),
        ]
