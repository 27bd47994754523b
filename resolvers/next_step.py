"""Next steps: what one of the two takes on in a session."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from strawberry import ID

from kit.errors import invalid, invalid_transition
from loaders.page import Page
from loaders.session_log import next_steps_of_mentorships, next_steps_of_sessions
from models import (
    Educator,
    EventKind,
    Mentorship,
    NextStep,
    NotificationKind,
    Session,
    SessionStatus,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import row_id_of
from resolvers.room import must_be_open, room_of, tell
from resolvers.session import SessionId, session_in_room

MOST_NEXT_STEPS = 20


async def next_steps(sessions: Sequence[Session], info: Info) -> list[list[NextStep]]:
    """What the two took on in this session, in the order in which they did."""
    return await next_steps_of_sessions(info.context.reader, [row.id for row in sessions])


async def next_steps_of(
    mentorships: Sequence[Mentorship],
    info: Info,
    page: PageArguments,
    open: Annotated[bool | None, described("Only those that are to be done, or that are done.")] = None,
) -> list[Page]:
    """What the two took on in all their sessions, newest first; nothing for anybody else."""
    ids = [row.id for row in mentorships]
    return await next_steps_of_mentorships(info.context.reader, ids, page, is_open=open)


async def assignee(steps: Sequence[NextStep], info: Info) -> list[Educator | None]:
    """Who takes it on; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.assignee_id for row in steps]
    )
    return found


async def add_next_step(
    info: Info,
    session_id: SessionId,
    assignee_id: Annotated[ID, described("Which of the two takes it on.")],
    text: Annotated[str, described("What is to be done, in 1–500 characters.")],
    due_on: Annotated[date | None, described("By which day.")] = None,
) -> NextStep:
    """Agrees on something that one of the two does until the next session; at most 20 in each."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    taker = row_id_of(assignee_id, "Educator", "assigneeId")
    if taker not in (mentorship.mentor_id, mentorship.mentee_id):
        raise invalid("assigneeId", "A next step is for one of the two in this mentorship.")
    NextStep.check_lengths(text=text)
    await _must_take_steps(session)
    now = context.now()
    step = await NextStep.create(
        id=NextStep.new_id(now),
        session_id=session.id,
        assignee_id=taker,
        text=text,
        due_on=due_on,
        created_at=now,
    )
    notice = NotificationKind.NEXT_STEP_ASSIGNED if taker != context.member_id else None
    await tell(context, mentorship, EventKind.NEXT_STEP_CHANGED, step.id, notice)
    return step


async def _must_take_steps(session: Session) -> None:
    if session.status == SessionStatus.CANCELLED:
        message = "This session was cancelled; nothing follows from it."
        raise invalid_transition(message)
    if await NextStep.filter(session_id=session.id).count() >= MOST_NEXT_STEPS:
        raise invalid("sessionId", f"At most {MOST_NEXT_STEPS} next steps follow from one session.")


async def complete_next_step(
    info: Info, next_step_id: Annotated[ID, described("The global id of a next step.")]
) -> NextStep:
    """Marks a next step that you took on as done; asked again, it answers the same."""
    context = info.context
    mentorship, step = await _step_in_room(context, next_step_id)
    if step.assignee_id != context.member_id:
        message = "Only who took a next step on can complete it."
        raise invalid_transition(message)
    if step.done_at is None:
        step.done_at = context.now()
        await step.save(update_fields=["done_at"])
        await tell(context, mentorship, EventKind.NEXT_STEP_CHANGED, step.id)
    return step


async def _step_in_room(context: Context, next_step_id: str) -> tuple[Mentorship, NextStep]:
    row_id = row_id_of(next_step_id, "NextStep", "nextStepId")
    found = await NextStep.get_or_none(id=row_id)
    session = await Session.get(id=found.session_id) if found else None
    mentorship = await room_of(context, session.mentorship_id if session else None, "nextStepId", NextStep)
    must_be_open(mentorship)
    return mentorship, await NextStep.select_for_update(no_key=True).get(id=row_id)
