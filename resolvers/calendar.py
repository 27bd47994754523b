"""Sessions as calendar programs read them: one as text, all of them as a feed."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from access.viewer import may_manage_account
from kit.calendar_text import CalendarEvent, EventStatus, calendar_text
from kit.errors import DomainError, ErrorCode
from kit.ids import encode_id
from kit.keys import Keyring
from kit.signed_id import read_signed_id, signed_id
from loaders.calendar import own_feed, own_sessions_since
from models import CalendarFeed, Educator, Mentorship, Session, SessionStatus
from resolvers.context import Context, Info
from resolvers.me import Me
from resolvers.node import load_some

PURPOSE = "calendar-feed"
_STATUS = {
    SessionStatus.PROPOSED: EventStatus.TENTATIVE,
    SessionStatus.CANCELLED: EventStatus.CANCELLED,
}


def feed_id_of(keys: Keyring, token: str) -> UUID | None:
    """The feed in a token that one of our keys signed; None for anything else."""
    return read_signed_id(keys, PURPOSE, token)


async def calendar_feed(_: Me, info: Info) -> CalendarFeed | None:
    """Your calendar feed; null when there is none, and for API tokens: its address outlives them."""
    if info.context.viewer.sign_in_id is None:
        return None
    return await own_feed(info.context.reader)


async def feed_url(feeds: Sequence[CalendarFeed], info: Info) -> list[str]:
    """The address for calendar programs. Who has it reads your sessions: keep it to yourself."""
    platform = info.context.platform
    return [f"{platform.origin}/calendar/{signed_id(platform.keys, PURPOSE, row.id)}.ics" for row in feeds]


async def create_calendar_feed(info: Info) -> CalendarFeed:
    """Makes an address at which calendar programs read your sessions; an earlier one ends."""
    context = info.context
    context.viewer.must(may_manage_account)
    # Of two that make one at once, the second replaces the first.
    await Educator.select_for_update(no_key=True).get(id=context.member_id)
    await CalendarFeed.filter(educator_id=context.member_id).delete()
    now = context.now()
    return await CalendarFeed.create(
        id=CalendarFeed.new_id(now), educator_id=context.member_id, created_at=now
    )


async def revoke_calendar_feed(info: Info) -> Educator:
    """Ends the address of your calendar feed at once."""
    context = info.context
    context.viewer.must(may_manage_account)
    if not await CalendarFeed.filter(educator_id=context.member_id).delete():
        raise DomainError(ErrorCode.NOT_FOUND, "You have no calendar feed.")
    return await Educator.get(id=context.member_id)


async def ics_of(sessions: Sequence[Session], info: Info) -> list[str]:
    """The session as a calendar with one event (iCalendar, RFC 5545)."""
    events = await _events(info.context, sessions)
    # A list may have a hundred, and each takes most of a millisecond.
    return await asyncio.to_thread(lambda: [calendar_text([event]) for event in events])


async def events_of_feed(context: Context) -> list[CalendarEvent]:
    """What the feed of the viewer shows now, in time order."""
    return await _events(context, await own_sessions_since(context.reader, context.now()))


async def _events(context: Context, sessions: Sequence[Session]) -> list[CalendarEvent]:
    rooms = await context.loaders.mentorship.load_many([row.mentorship_id for row in sessions])
    others = await load_some(context.loaders.educator, [_other(context, room) for room in rooms])
    return [_event(session, other) for session, other in zip(sessions, others, strict=True)]


def _other(context: Context, room: Mentorship | None) -> UUID | None:
    reader_id = context.viewer.reader_id
    return room.counterpart_of(reader_id) if room is not None and reader_id is not None else None


def _event(session: Session, other: Educator | None) -> CalendarEvent:
    return CalendarEvent(
        uid=f"{encode_id('Session', session.id)}@menteo",
        sequence=session.version - 1,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        summary=f"Mentoring with {other.display_name}" if other is not None else "Mentoring",
        description=session.agenda,
        status=_STATUS.get(SessionStatus(session.status), EventStatus.CONFIRMED),
        changed_at=session.changed_at,
    )
