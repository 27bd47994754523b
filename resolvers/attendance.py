"""Whether a session took place: what each of the two says of it."""

from typing import Annotated

from models import Session, SessionStatus
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.planning import tell_of_session
from resolvers.room import part
from resolvers.session import SessionId, session_in_room

_SAID = ("status", "held_by_mentor_at", "held_by_mentee_at", "reported_by_id", "dispute_note")
_WRITTEN = [*_SAID, "ended_at", "changed_at", "version"]


async def confirm_held(info: Info, session_id: SessionId) -> Session:
    """Says that a session took place; it is HELD once both said so, or one did and nobody disputed it.

    While the other has not spoken, saying it again answers the same.
    """
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    by = part(context, mentorship)
    if session.status == SessionStatus.CONFIRMED and session.held_at(by) is not None:
        return session
    session.hold(by, context.now())
    await session.save(update_fields=_WRITTEN)
    await tell_of_session(context, mentorship, session)
    return session


async def report_no_show(info: Info, session_id: SessionId) -> Session:
    """Says that the other did not come, ten minutes after the session's start or later."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    session.miss(context.member_id, part(context, mentorship), context.now())
    await session.save(update_fields=_WRITTEN)
    await tell_of_session(context, mentorship, session)
    return session


async def dispute_session(
    info: Info,
    session_id: SessionId,
    note: Annotated[str, described("What happened instead, in 1–1000 characters.")],
) -> Session:
    """Disputes within seven days what the other said: that a session took place, or that you missed it."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    Session.check_lengths(dispute_note=note)
    session.dispute(context.member_id, part(context, mentorship), note, context.now())
    await session.save(update_fields=_WRITTEN)
    await tell_of_session(context, mentorship, session)
    return session
