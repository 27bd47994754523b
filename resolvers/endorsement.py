"""Endorsements: a good word of one of the two for the other, shown once they accept it."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from kit.errors import conflict, invalid_transition
from loaders.endorsement import endorsements_of_educators, own_endorsements
from loaders.page import Page
from models import (
    Educator,
    Endorsement,
    EndorsementStatus,
    EventKind,
    Mentorship,
    MentorshipStatus,
    NotificationKind,
    Session,
    SessionStatus,
)
from models.closure import ENDORSEMENT_MACHINE
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.life_cycle import MentorshipId
from resolvers.node import load_some, row_id_of
from resolvers.room import open_room, room_of, tell

_ENDING = (MentorshipStatus.CLOSING, MentorshipStatus.CLOSED)


async def endorsements_of(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
) -> list[Page]:
    """What those who worked with this educator say of them, newest first; only what they accepted."""
    return await endorsements_of_educators(info.context.reader, [row.id for row in educators], page)


async def endorsements_of_viewer(
    _: object,
    info: Info,
    page: PageArguments,
    status: Annotated[EndorsementStatus | None, described("Only those that stand so.")] = None,
) -> Page:
    """What was said of you, newest first; others see what you accept."""
    return await own_endorsements(info.context.reader, page, status)


async def endorse(
    info: Info,
    mentorship_id: MentorshipId,
    body: Annotated[str, described("A good word for the other, 1–600 characters.")],
) -> Endorsement:
    """Endorses the other of the two, once, when a mentorship with at least one held session ends."""
    context = info.context
    room = await open_room(context, mentorship_id, "mentorshipId")
    Endorsement.check_lengths(body=body)
    await _must_allow_endorsing(context, room)
    row = await Endorsement.create(
        id=Endorsement.new_id(context.now()),
        mentorship_id=room.id,
        author_id=context.member_id,
        receiver_id=room.counterpart_of(context.member_id),
        body=body,
        status=EndorsementStatus.PENDING,
        created_at=context.now(),
        version=1,
    )
    await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id, NotificationKind.ENDORSEMENT)
    return row


async def _must_allow_endorsing(context: Context, room: Mentorship) -> None:
    if room.status not in _ENDING:
        raise invalid_transition(f"A mentorship that is {room.status.lower()} cannot be endorsed yet.")
    if not await Session.exists(mentorship_id=room.id, status=SessionStatus.HELD):
        raise invalid_transition("The two of a mentorship endorse each other after a session that was held.")
    if await Endorsement.exists(mentorship_id=room.id, author_id=context.member_id):
        raise conflict("You have endorsed the other already.", "mentorshipId")


async def answer_endorsement(
    info: Info,
    endorsement_id: Annotated[ID, described("The global id of an endorsement of you.")],
    accept: Annotated[bool, described("True shows it in your profile; false keeps it from everybody else.")],
) -> Endorsement:
    """Accepts or declines what the other of the two said of you."""
    context = info.context
    row_id = row_id_of(endorsement_id, "Endorsement", "endorsementId")
    found = await Endorsement.get_or_none(id=row_id)
    room = await room_of(context, found.mentorship_id if found else None, "endorsementId", Endorsement)
    row = await Endorsement.select_for_update(no_key=True).get(id=row_id)
    action = "accept" if accept else "decline"
    ENDORSEMENT_MACHINE.take(row, action, row.part_of(context.member_id), context.now())
    await row.save(update_fields=["status", "answered_at", "version"])
    await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id, NotificationKind.ENDORSEMENT)
    return row


async def endorser(endorsements: Sequence[Endorsement], info: Info) -> list[Educator | None]:
    """Who says it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.author_id for row in endorsements])


async def endorsed(endorsements: Sequence[Endorsement], info: Info) -> list[Educator | None]:
    """Of whom it is said."""
    return await load_some(info.context.loaders.educator, [row.receiver_id for row in endorsements])


async def endorsed_mentorship(endorsements: Sequence[Endorsement], info: Info) -> list[Mentorship | None]:
    """The mentorship it comes from; null when that is not shown to you."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in endorsements])
