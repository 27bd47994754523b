"""What all deeds in a Mentorship Room share: the locked room, who acts there, and telling of it."""

from uuid import UUID

from access.mentorship import is_party, may_take_part
from events.log import Announcement
from kit.errors import invalid_transition
from models import Actor, EventKind, Mentorship, MentorshipStatus, NotificationKind, Row, StreamKind
from resolvers.context import Context
from resolvers.node import absent, row_id_of
from resolvers.notice import Subject, notify


async def open_room(context: Context, id: str, argument: str) -> Mentorship:
    """The mentorship behind a global id, locked until the transaction ends.

    Raises: DomainError NOT_FOUND when the viewer is not one of the two.
    """
    return await room_of(context, row_id_of(id, "Mentorship", argument), argument)


async def room_of(
    context: Context,
    mentorship_id: UUID | None,
    argument: str = "mentorshipId",
    thing: type[Row] = Mentorship,
) -> Mentorship:
    """The mentorship of a `thing` in it, locked until the transaction ends.

    Raises: DomainError NOT_FOUND when the viewer is not one of the two, or a wall stands between them; it
    speaks of the thing, as it does when there is none (`mentorship_id` is None).
    """
    mine = Mentorship.of_party(context.viewer.educator_id).select_for_update(no_key=True)
    row = await mine.get_or_none(id=mentorship_id) if mentorship_id else None
    if row is None or not is_party(context.viewer, row):
        raise absent(thing.__name__, argument)
    context.viewer.must(may_take_part, row)
    return row


def part(context: Context, mentorship: Mentorship) -> Actor:
    """Which of the two the viewer is: MENTOR or MENTEE."""
    return mentorship.part_of(context.member_id)


def must_be_open(mentorship: Mentorship) -> None:
    """Nothing, while the room can be written in.

    Raises: InvalidTransition when the mentorship is closed.
    """
    if mentorship.status == MentorshipStatus.CLOSED:
        message = "This mentorship is closed."
        raise invalid_transition(message)


async def tell(
    context: Context,
    mentorship: Mentorship,
    happened: EventKind,
    subject_id: UUID,
    notice: NotificationKind | None = None,
) -> None:
    """Announce what happened in the room, and notify the other of the two when a `notice` is given.

    Notes the room's activity. At most three statements.
    """
    mentorship.last_activity_at = context.now()
    await mentorship.save(update_fields=["last_activity_at"])
    context.announcer.announce(Announcement(StreamKind.MENTORSHIP, mentorship.id, happened, subject_id))
    if notice is not None:
        other = mentorship.counterpart_of(context.member_id)
        await notify(context, notice, [other], Subject(mentorship_id=mentorship.id))
