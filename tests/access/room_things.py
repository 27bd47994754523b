"""What lies in the rooms of all relations: goals, evidence, journal entries and feedback, as rows."""

from datetime import timedelta
from itertools import product
from uuid import UUID

from models import (
    CloseReason,
    Educator,
    Evidence,
    Goal,
    GoalVisibility,
    JournalEntry,
    JournalVisibility,
    Mentorship,
    MentorshipStatus,
    Session,
    SessionFeedback,
)
from tests.access.relations import NOW, Relations


def furnish(made: Relations) -> None:
    """Close every other open room, and give everybody in them, and some alone, what they may share."""
    for number, room in enumerate(made.rows[Mentorship]):
        if number % 2 and room.closed_at is None:
            row = {"status": MentorshipStatus.CLOSED, "close_reason": CloseReason.NO_FAULT, "closed_at": NOW}
            vars(room).update(row)
        parties = (room.mentor_id, room.mentee_id)
        for owner_id, visibility in product(parties, GoalVisibility):
            goal = _goal(made, owner_id, visibility, room.id)
            for author_id in parties:
                _evidence(made, goal, author_id)
        for author_id, level in product(parties, JournalVisibility):
            _entry(made, author_id, level, room.id)
        for is_revealed in (True, False):
            _session(made, room, is_revealed=is_revealed)
    for owner, visibility in product(
        made.rows[Educator][:4], (GoalVisibility.PRIVATE, GoalVisibility.PUBLIC)
    ):
        _evidence(made, _goal(made, owner.id, visibility, None), owner.id)
        _entry(made, owner.id, JournalVisibility.PRIVATE, None)


def _session(made: Relations, room: Mentorship, *, is_revealed: bool) -> None:
    """A held session, and what both thought of it."""
    when = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "minutes": 60, "version": 1}
    stamps = dict.fromkeys(("created_at", "changed_at", "confirmed_at", "ended_at"), NOW)
    what = {"proposer_id": room.mentor_id, "agenda": "", "status": "HELD"}
    revealed = {"feedback_revealed_at": NOW if is_revealed else None}
    session = made.add(Session, mentorship_id=room.id, **when, **what, **stamps, **revealed)
    said = {"useful": 4, "goal_progress": 4, "learned": True, "takeaway": "", "submitted_at": NOW}
    for educator_id in (room.mentor_id, room.mentee_id):
        made.add(SessionFeedback, session_id=session.id, educator_id=educator_id, **said)


def _goal(made: Relations, owner_id: UUID, visibility: GoalVisibility, room_id: UUID | None) -> Goal:
    texts = {"title": "Title", "why": "", "measure": "", "unit": "", "focus": "CAREER"}
    state = {"status": "DRAFT", "visibility": visibility, "version": 1}
    goal: Goal = made.add(Goal, mentorship_id=room_id, owner_id=owner_id, **texts, **state)
    return goal


def _evidence(made: Relations, goal: Goal, author_id: UUID) -> None:
    what = {"kind": "OBSERVATION", "text": "Text", "captured_on": NOW.date(), "no_pupil_data": True}
    made.add(Evidence, goal_id=goal.id, author_id=author_id, **what)


def _entry(made: Relations, author_id: UUID, visibility: JournalVisibility, room_id: UUID | None) -> None:
    what = {"kind": "REFLECTION", "body": "Text", "visibility": visibility, "version": 1}
    made.add(JournalEntry, author_id=author_id, mentorship_id=room_id, **what)
