"""Sessions that time settles or asks about: held without dispute, never confirmed, not spoken of."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from models import EventKind, Mentorship, NotificationKind, Session
from models.feedback import REVEALED_AFTER
from models.session import ASKED_AFTER, SETTLED_AFTER
from resolvers.due.task import Task, due_sessions
from resolvers.due.turn import Turn
from resolvers.ending import end_sessions
from resolvers.storing import store

# One of the two said that it took place, and the other has not disputed it since.
_HELD = """s.status = 'CONFIRMED' AND s.ends_at <= $1
    AND (s.held_by_mentor_at IS NULL) <> (s.held_by_mentee_at IS NULL)
    AND coalesce(s.held_by_mentor_at, s.held_by_mentee_at) <= $1"""
# Nobody agreed to it in time; or nobody said that it took place, and in a closed room nobody can.
_LAPSED = """s.starts_at <= $1 AND (s.status = 'PROPOSED' OR s.status = 'CONFIRMED'
    AND m.status = 'CLOSED' AND s.held_by_mentor_at IS NULL AND s.held_by_mentee_at IS NULL)"""
# Nobody said whether it took place, which is theirs to say: it is asked for once, and nothing assumed.
_UNSAID = """s.status = 'CONFIRMED' AND s.ends_at <= $1 AND s.asked_at IS NULL AND m.status <> 'CLOSED'
    AND s.held_by_mentor_at IS NULL AND s.held_by_mentee_at IS NULL"""
# In the order of their index, which holds few: by id, PostgreSQL would walk through all there are.
_REVEALED = "s.feedback_revealed_at IS NULL AND s.first_feedback_at IS NOT NULL AND s.ends_at <= $1"


async def _settle(action: str, turn: Turn, ids: Sequence[UUID]) -> None:
    sessions = await Session.filter(id__in=ids).order_by("id")
    turn.announcer.announce(*await end_sessions(turn.transaction, sessions, action, turn.now))
    await _tell_both(turn, sessions, NotificationKind.SESSION_CHANGED)


async def _ask(turn: Turn, ids: Sequence[UUID]) -> None:
    """Have both reminded; of the session itself nothing changes, so its stream is silent."""
    sessions = await Session.filter(id__in=ids).order_by("id")
    for session in sessions:
        session.asked_at = turn.now
    await store(turn.transaction, sessions, "asked_at")
    await _tell_both(turn, sessions, NotificationKind.SESSION_CHANGED)


async def _reveal(turn: Turn, ids: Sequence[UUID]) -> None:
    sessions = await Session.filter(id__in=ids).order_by("id")
    for session in sessions:
        session.feedback_revealed_at = turn.now
        turn.announce(session.mentorship_id, EventKind.FEEDBACK_REVEALED, session.id)
    await store(turn.transaction, sessions, "feedback_revealed_at")
    await _tell_both(turn, sessions, NotificationKind.FEEDBACK_REVEALED)


async def _tell_both(turn: Turn, sessions: Sequence[Session], kind: NotificationKind) -> None:
    rooms = {row.id: row for row in await Mentorship.filter(id__in={one.mentorship_id for one in sessions})}
    for session in sessions:
        turn.tell_both(rooms[session.mentorship_id], kind)


SESSION_TASKS = (
    Task("sessions held", due_sessions(_HELD), partial(_settle, "hold"), SETTLED_AFTER),
    Task("sessions lapsed", due_sessions(_LAPSED), partial(_settle, "lapse")),
    Task("feedback revealed", due_sessions(_REVEALED, "s.ends_at"), _reveal, REVEALED_AFTER),
)
ASKING_TASKS = (Task("sessions asked about", due_sessions(_UNSAID), _ask, ASKED_AFTER),)
