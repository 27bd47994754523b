"""What each of the two thought of a session; neither reads the other's before both have spoken."""

from datetime import timedelta
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, lasting, reference

REVEALED_AFTER = timedelta(days=7)

SESSION_FEEDBACK_LENGTHS = {"takeaway": Length(0, 1000)}


class SessionFeedback(Row):
    """One party's feedback on a session; the session's `feedback_revealed_at` opens it to the other."""

    lengths = SESSION_FEEDBACK_LENGTHS

    session = reference("Session")
    session_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    useful = fields.SmallIntField()
    goal_progress = fields.SmallIntField()
    learned = fields.BooleanField()
    takeaway = fields.TextField()
    submitted_at = fields.DatetimeField()

    class Meta:
        table = "session_feedback"
        constraints = [
            *lasting("session_feedback", SESSION_FEEDBACK_LENGTHS),
            CheckConstraint(check="useful BETWEEN 1 AND 5", name="session_feedback_useful_bounds"),
            CheckConstraint(check="goal_progress BETWEEN 1 AND 5", name="session_feedback_progress_bounds"),
            UniqueConstraint(fields=("session_id", "educator_id"), name="session_feedback_once"),
        ]
