"""The life of a mentorship between its opening and its end: pausing, upgrading, being shown."""

from datetime import datetime
from typing import Annotated

from strawberry import ID

from access.mentorship import is_party
from kit.errors import invalid, invalid_transition
from models import Actor, EventKind, Mentorship, MentorshipKind, NotificationKind
from models.mentorship import LONGEST_PAUSE, MENTORSHIP_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import row_id_of
from resolvers.place import hold_places, must_have_place
from resolvers.room import open_room, part, tell

MentorshipId = Annotated[ID, described("The global id of a mentorship of yours.")]


async def pause_mentorship(
    info: Info,
    mentorship_id: MentorshipId,
    until: Annotated[datetime, described("When it goes on by itself: within 120 days, with its time zone.")],
) -> Mentorship:
    """Lets an active mentorship rest until a moment; either of the two may resume it before."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    now = context.now()
    MENTORSHIP_MACHINE.take(room, "pause", part(context, room), now)
    if not now < until <= now + LONGEST_PAUSE:
        days = LONGEST_PAUSE.days
        raise invalid("until", f"`until` must be an instant within the next {days} days.")
    room.paused_until = until
    await room.save(update_fields=["status", "paused_at", "paused_until", "version"])
    await tell_of_change(context, room)
    return room


async def resume_mentorship(info: Info, mentorship_id: MentorshipId) -> Mentorship:
    """Goes on with a mentorship that was paused, whoever of the two paused it."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    MENTORSHIP_MACHINE.take(room, "resume", part(context, room), context.now())
    room.paused_until = None
    await room.save(update_fields=["status", "paused_until", "version"])
    await tell_of_change(context, room)
    return room


async def upgrade_mentorship(info: Info, mentorship_id: MentorshipId) -> Mentorship:
    """Makes a sustained mentorship of an informal one, which takes a place of the mentor's; one way only."""
    context = info.context
    capacity = await _hold_places(context, mentorship_id)
    room = await open_room(context, mentorship_id, "mentorshipId")
    if room.kind == MentorshipKind.SUSTAINED:
        raise invalid_transition("This mentorship is a sustained one already.")
    MENTORSHIP_MACHINE.take(room, "upgrade", part(context, room), context.now())
    await must_have_place(room.mentor_id, capacity)
    room.kind = MentorshipKind.SUSTAINED
    await room.save(update_fields=["kind", "status", "upgraded_at", "version"])
    await tell_of_change(context, room)
    return room


async def _hold_places(context: Context, mentorship_id: str) -> int:
    """The mentor's capacity, held; nothing is, for who is not in the room and will be refused."""
    room = await Mentorship.get_or_none(id=row_id_of(mentorship_id, "Mentorship", "mentorshipId"))
    if room is None or not is_party(context.viewer, room):
        return 0
    return await hold_places(room.mentor_id)


async def show_mentorship(
    info: Info,
    mentorship_id: MentorshipId,
    shown: Annotated[bool, described("False hides it again.")],
) -> Mentorship:
    """Lets others see that a mentorship exists, or no longer; it is seen once both of you show it."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    column = "shown_by_mentor" if part(context, room) is Actor.MENTOR else "shown_by_mentee"
    if getattr(room, column) != shown:
        setattr(room, column, shown)
        room.version += 1
        await room.save(update_fields=[column, "version"])
        await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id)
    return room


async def tell_of_change(context: Context, room: Mentorship) -> None:
    """Announce that the mentorship itself changed, and notify the other of the two."""
    changed = NotificationKind.MENTORSHIP_CHANGED
    await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id, changed)
