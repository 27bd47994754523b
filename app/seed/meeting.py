"""A session as rows: when it was confirmed, what both said of it, what came of it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from app.seed.dice import Dice
from app.seed.room_plan import Meeting, RoomPlan
from app.seed.session_rows import NextStepRow, SessionFeedbackRow, SessionLogRow, SessionRow
from models.feedback import REVEALED_AFTER

SESSION_STEPS = {"PROPOSED": 0, "CONFIRMED": 1, "CANCELLED": 2, "HELD": 2, "NO_SHOW": 2, "DISPUTED": 2}


def meeting_rows(  # noqa: PLR0913, PLR0917 - a session stands between its room, its successor and the day
    plan: RoomPlan, room_id: UUID, meeting: Meeting, later: date | None, today: datetime, dice: Dice
) -> Iterator[SessionRow | SessionLogRow | NextStepRow | SessionFeedbackRow]:
    """The rows of one session, its log, its next steps and the feedback on it."""
    session = _session(plan, room_id, meeting, today, dice)
    feedback = list(_feedback(plan, session, meeting, today, dice))
    yield session._replace(feedback_revealed_at=_revealed_at(session, feedback, today))
    yield from feedback
    if meeting.log is None:
        return
    written_at = dice.after(session.ends_at, 6, min(today, session.ends_at + timedelta(days=6)))
    yield SessionLogRow(dice.id(written_at), session.id, *meeting.log, later, written_at)
    for by_mentor, text, done_after in meeting.tasks:
        done_at = written_at + done_after if done_after else None
        if done_at and done_at >= today:
            done_at = None
        due_on = later or written_at.date() + timedelta(days=14)
        assignee = plan.one(by_mentor)
        yield NextStepRow(dice.id(written_at), session.id, assignee, text, due_on, written_at, done_at)


def _session(plan: RoomPlan, room_id: UUID, meeting: Meeting, today: datetime, dice: Dice) -> SessionRow:
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    confirmed_at = ended_at = mentor_at = mentee_at = reported_by = None
    if meeting.status != "PROPOSED":
        confirmed_at = dice.after(meeting.proposed_at, 9, min(meeting.starts_at, today))
    if meeting.status == "CANCELLED" and confirmed_at:
        ended_at = dice.between(confirmed_at, min(meeting.starts_at, today))
    elif meeting.status in ("NO_SHOW", "DISPUTED"):
        reported_by = plan.one(by_mentor=meeting.status == "NO_SHOW")
        ended_at = dice.after(ends_at, 2, today)
    elif ends_at < today:
        mentor_at = dice.after(ends_at, 5, today)
        if meeting.status == "HELD":
            mentee_at = dice.after(ends_at, 5, today)
            ended_at = max(mentor_at, mentee_at)
    return SessionRow(
        id=dice.id(meeting.proposed_at),
        mentorship_id=room_id,
        proposer_id=plan.one(meeting.by_mentor),
        starts_at=meeting.starts_at,
        ends_at=ends_at,
        minutes=meeting.minutes,
        agenda=meeting.agenda,
        status=meeting.status,
        created_at=meeting.proposed_at,
        changed_at=ended_at or mentor_at or confirmed_at or meeting.proposed_at,
        confirmed_at=confirmed_at,
        held_by_mentor_at=mentor_at,
        held_by_mentee_at=mentee_at,
        reported_by_id=reported_by,
        dispute_note=meeting.dispute_note,
        ended_at=ended_at,
        feedback_revealed_at=None,
        version=1 + SESSION_STEPS[meeting.status],
    )


def _feedback(
    plan: RoomPlan, session: SessionRow, meeting: Meeting, today: datetime, dice: Dice
) -> Iterator[SessionFeedbackRow]:
    until = min(today, session.ends_at + timedelta(days=6))
    for by_mentor, useful, progress, learned, takeaway in meeting.opinions:
        at = dice.after(session.ends_at, 10, until)
        author = plan.one(by_mentor)
        yield SessionFeedbackRow(dice.id(at), session.id, author, useful, progress, learned, takeaway, at)


def _revealed_at(session: SessionRow, feedback: list[SessionFeedbackRow], today: datetime) -> datetime | None:
    """When both had spoken, or a week after the session when one had."""
    if len(feedback) == 2:
        return max(row.submitted_at for row in feedback)
    if feedback and session.ends_at + REVEALED_AFTER < today:
        return session.ends_at + REVEALED_AFTER
    return None
