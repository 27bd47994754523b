"""Mentorships that time moves on: pauses end, terms end, and rooms that nobody uses close."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from uuid import UUID

from models import (
    Actor,
    Awaiting,
    CloseReason,
    EventKind,
    Mentorship,
    MentorshipStatus,
    NotificationKind,
)
from models.mentorship import CLOSING_FOR, IDLE_AFTER, INFORMAL_ENDS_AFTER, MENTORSHIP_MACHINE, UNSIGNED_AFTER
from resolvers.due.task import Task, due_rooms
from resolvers.due.turn import Turn
from resolvers.ending import call_off
from resolvers.storing import store

_PAUSE_ENDED = "m.status = 'PAUSED' AND m.paused_until <= $1"
# The last day of the term counts, where the mentor lives.
_TERM_ENDED = """m.status IN ('ACTIVE', 'PAUSED') AND EXISTS (SELECT FROM agreement a, educator mentor
    JOIN account ON account.id = mentor.account_id
    WHERE a.mentorship_id = m.id AND a.status = 'IN_FORCE' AND mentor.id = m.mentor_id
    AND a.end_on < ($1::timestamptz AT TIME ZONE account.time_zone)::date)"""
# Neither a chat that was held since, nor one that is still to come; without any, since the opening.
_CHAT_ENDED = """m.status = 'ACTIVE' AND m.kind = 'INFORMAL' AND m.opened_at <= $1
    AND NOT EXISTS (SELECT FROM session s
        WHERE s.mentorship_id = m.id AND s.ends_at > $1 AND s.status <> 'CANCELLED')"""
_IDLE = "m.status = 'ACTIVE' AND m.last_activity_at <= $1"
_CLOSING_ENDED = "m.status = 'CLOSING' AND m.closing_at <= $1"
_UNSIGNED = "m.status = 'FORMING' AND coalesce(m.upgraded_at, m.opened_at) <= $1"

_ENDING = (MentorshipStatus.CLOSING, MentorshipStatus.CLOSED)


async def _step(turn: Turn, ids: Sequence[UUID], action: str, reason: CloseReason | None) -> None:
    """Take the clock's step with mentorships, and all that follows from it."""
    rooms = await Mentorship.filter(id__in=ids).order_by("id")
    for room in rooms:
        MENTORSHIP_MACHINE.take(room, action, Actor.CLOCK, turn.now)
        room.close_reason = reason or room.close_reason
        if room.paused_until is not None:
            # A pause is no idleness: the days begin to count with its end.
            room.last_activity_at = max(room.last_activity_at, min(room.paused_until, turn.now))
            room.paused_until = None
        if room.status == MentorshipStatus.CLOSED:
            room.awaiting, room.awaiting_since = Awaiting.NONE, None
        turn.announce(room.id, EventKind.MENTORSHIP_CHANGED, room.id)
        turn.tell_both(room, NotificationKind.MENTORSHIP_CHANGED)
    await store(
        turn.transaction,
        rooms,
        *("status", "closing_at", "closed_at", "close_reason", "paused_until", "last_activity_at"),
        *("awaiting", "awaiting_since", "version"),
    )
    ending = [room.id for room in rooms if room.status in _ENDING]
    turn.announcer.announce(*await call_off(turn.transaction, ending, turn.now))


def _steps(
    action: str, reason: CloseReason | None = None
) -> Callable[[Turn, Sequence[UUID]], Awaitable[None]]:
    return partial(_step, action=action, reason=reason)


MENTORSHIP_TASKS = (
    Task("pauses ended", due_rooms(_PAUSE_ENDED), _steps("resume")),
    Task(
        "terms ended",
        due_rooms(_TERM_ENDED),
        _steps("wind_down", CloseReason.TERM_ENDED),
    ),
    Task(
        "chats ended",
        due_rooms(_CHAT_ENDED),
        _steps("fade", CloseReason.TERM_ENDED),
        INFORMAL_ENDS_AFTER,
    ),
    Task(
        "idle mentorships wound down",
        due_rooms(_IDLE),
        _steps("wind_down", CloseReason.INACTIVE),
        IDLE_AFTER,
    ),
    Task(
        "closing mentorships closed",
        due_rooms(_CLOSING_ENDED),
        _steps("finish"),
        CLOSING_FOR,
    ),
    Task(
        "unsigned mentorships closed",
        due_rooms(_UNSIGNED),
        _steps("lapse", CloseReason.UNSIGNED),
        UNSIGNED_AFTER,
    ),
)
