"""Feedback on sessions: neither of the two reads the other's before both have spoken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from kit.errors import DomainError, ErrorCode, FieldProblem, conflict, invalid_transition
from models import Educator, EventKind, NotificationKind, Session, SessionFeedback, SessionStatus
from models.feedback import REVEALED_AFTER
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.room import tell
from resolvers.session import SessionId, session_in_room

GRADES = range(1, 6)
_MAY_HAVE_BEEN_HELD = (SessionStatus.CONFIRMED, SessionStatus.HELD, SessionStatus.DISPUTED)


async def feedback(sessions: Sequence[Session], info: Info) -> list[list[SessionFeedback]]:
    """What you thought of it, and what the other did once that is revealed."""
    found: list[list[SessionFeedback]] = await info.context.loaders.feedback_on_session.load_many(
        [row.id for row in sessions]
    )
    return found


async def viewer_feedback(sessions: Sequence[Session], info: Info) -> list[SessionFeedback | None]:
    """What you thought of it; null until you say so."""
    reader_id = info.context.viewer.reader_id
    return [
        next((row for row in given if row.educator_id == reader_id), None)
        for given in await feedback(sessions, info)
    ]


async def feedback_author(rows: Sequence[SessionFeedback], info: Info) -> list[Educator | None]:
    """Whose feedback it is; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.educator_id for row in rows]
    )
    return found


async def submit_feedback(
    info: Info,
    session_id: SessionId,
    useful: Annotated[int, described("How useful it was, from 1 (not at all) to 5 (very).")],
    goal_progress: Annotated[int, described("How far it brought the goals, from 1 (not at all) to 5 (far).")],
    learned: Annotated[bool, described("Whether you learned something yourself.")],
    takeaway: Annotated[str, described("What you take with you, at most 1000 characters.")] = "",
) -> SessionFeedback:
    """Says what you thought of a session, once; the other reads it when both did, or seven days after it."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    _must_take_feedback(session, context.now())
    _check_grades(useful=useful, goalProgress=goal_progress)
    SessionFeedback.check_lengths(takeaway=takeaway)
    given = await SessionFeedback.filter(session_id=session.id).values_list("educator_id", flat=True)
    if context.member_id in given:
        raise conflict("You have said what you thought of this session.", "sessionId")
    row = await _submit(context, session, useful, goal_progress, learned=learned, takeaway=takeaway)
    # Whether the other has spoken is blind, too: nothing tells of the first.
    if given:
        session.feedback_revealed_at = context.now()
        await session.save(update_fields=["feedback_revealed_at"])
        kind = EventKind.FEEDBACK_REVEALED
        await tell(context, mentorship, kind, session.id, NotificationKind.FEEDBACK_REVEALED)
    return row


async def _submit(
    context: Context, session: Session, useful: int, goal_progress: int, *, learned: bool, takeaway: str
) -> SessionFeedback:
    now = context.now()
    return await SessionFeedback.create(
        id=SessionFeedback.new_id(now),
        session_id=session.id,
        educator_id=context.member_id,
        useful=useful,
        goal_progress=goal_progress,
        learned=learned,
        takeaway=takeaway,
        submitted_at=now,
    )


def _must_take_feedback(session: Session, now: datetime) -> None:
    if session.status not in _MAY_HAVE_BEEN_HELD:
        status = session.status.lower().replace("_", " ")
        message = f"Feedback is given on sessions that took place; this one is {status}."
        raise invalid_transition(message)
    if not session.has_ended(now):
        message = "Feedback is given after the end of a session."
        raise invalid_transition(message)
    if session.feedback_revealed_at is not None or now >= session.ends_at + REVEALED_AFTER:
        message = "The feedback on this session is revealed; no more is taken."
        raise invalid_transition(message)


def _check_grades(**grades: int) -> None:
    message = "A grade lies between 1 and 5."
    problems = [FieldProblem([name], message) for name, grade in grades.items() if grade not in GRADES]
    if problems:
        raise DomainError(ErrorCode.INVALID, message, problems)
