"""How a mentorship ends: one of the two begins it, and both look back."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from kit.errors import conflict
from loaders.closure import reflections_of_mentorships
from models import (
    Awaiting,
    CloseReason,
    ClosureReflection,
    Educator,
    EventKind,
    Mentorship,
    NotificationKind,
)
from models.mentorship import MENTORSHIP_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.ending import call_off
from resolvers.life_cycle import MentorshipId, tell_of_change
from resolvers.node import load_some
from resolvers.room import open_room, part, tell


class ReasonToClose(StrEnum):
    """Why one of the two ends a mentorship."""

    GOALS_MET = "GOALS_MET"
    TERM_ENDED = "TERM_ENDED"
    NO_FAULT = "NO_FAULT"
    SAFETY = "SAFETY"


async def close_mentorship(
    info: Info, mentorship_id: MentorshipId, reason: Annotated[ReasonToClose, described("Why.")]
) -> Mentorship:
    """Brings a mentorship to its end: both of you look back, or, for safety's sake, it is over at once."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    action = "leave" if reason is ReasonToClose.SAFETY else "wind_down"
    MENTORSHIP_MACHINE.take(room, action, part(context, room), context.now())
    room.close_reason, room.paused_until = CloseReason(reason.value), None
    await _end(context, room, NotificationKind.MENTORSHIP_CHANGED)
    return room


async def leave_for_safety(context: Context, room: Mentorship) -> None:
    """Close a mentorship of the viewer's at once; its stream hears of it, and nobody is notified.

    The mentorship is locked already.
    """
    MENTORSHIP_MACHINE.take(room, "leave", part(context, room), context.now())
    room.close_reason, room.paused_until = CloseReason.SAFETY, None
    await _end(context, room, None)


async def submit_closure(
    info: Info,
    mentorship_id: MentorshipId,
    reflection: Annotated[str, described("How you look back, 1–4000 characters; it stays between you two.")],
) -> Mentorship:
    """Looks back on a mentorship that comes to its end; when both have, it is closed."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    actor, now = part(context, room), context.now()
    MENTORSHIP_MACHINE.must_allow(room, "finish", actor)
    ClosureReflection.check_lengths(reflection=reflection)
    submitted = await ClosureReflection.filter(mentorship_id=room.id).values_list("educator_id", flat=True)
    if context.member_id in submitted:
        raise conflict("You have looked back on this mentorship already.", "mentorshipId")
    await ClosureReflection.create(
        id=ClosureReflection.new_id(now),
        mentorship_id=room.id,
        educator_id=context.member_id,
        body=reflection,
        submitted_at=now,
    )
    if submitted:
        MENTORSHIP_MACHINE.take(room, "finish", actor, now)
        await _end(context, room, NotificationKind.MENTORSHIP_CHANGED)
    else:
        await tell_of_change(context, room)
    return room


async def _end(context: Context, room: Mentorship, notice: NotificationKind | None) -> None:
    """Store and tell what is closing or closed; nothing stays planned, proposed or awaited."""
    if room.closed_at is not None:
        room.awaiting, room.awaiting_since = Awaiting.NONE, None
    columns = ["status", "closing_at", "closed_at", "close_reason", "paused_until", "version"]
    await room.save(update_fields=[*columns, "awaiting", "awaiting_since"])
    called_off = await call_off(context.transaction, [room.id], context.now())
    await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id, notice)
    context.announcer.announce(*called_off)


async def closure_reflections(mentorships: Sequence[Mentorship], info: Info) -> list[list[ClosureReflection]]:
    """How the two look back: yours, and the other's once both have or the mentorship is closed."""
    return await reflections_of_mentorships(info.context.reader, [row.id for row in mentorships])


async def reflecting(reflections: Sequence[ClosureReflection], info: Info) -> list[Educator | None]:
    """Who looks back; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in reflections])
