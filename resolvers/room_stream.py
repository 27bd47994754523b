"""The live stream of a Mentorship Room: the two in it hear what happens there."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.mentorship import is_in_room
from access.viewer import Viewer
from events.stream import Happened
from loaders import Loaders
from loaders.loader import Loader
from models import Event, EventKind, Mentorship
from resolvers.arguments import AfterEvent, First, described
from resolvers.audience import Standing, identity_of
from resolvers.context import Context, Info, Platform
from resolvers.event_page import AfterSeen, EventPage, event_pages, no_events
from resolvers.node import absent, load_some, row_id_of
from resolvers.stream import Source

Answer = Callable[[Sequence[Happened], Info], Awaitable[list[Any]]]

# What each kind of event happened to.
_SUBJECTS: dict[EventKind, Callable[[Loaders], Loader[UUID, Any]]] = {
    EventKind.MENTORSHIP_CHANGED: lambda loaders: loaders.mentorship,
    EventKind.AGREEMENT_CHANGED: lambda loaders: loaders.agreement,
    EventKind.GOAL_CHANGED: lambda loaders: loaders.goal,
    EventKind.EVIDENCE_CHANGED: lambda loaders: loaders.evidence,
    EventKind.SESSION_CHANGED: lambda loaders: loaders.session,
    EventKind.SESSION_LOG_CHANGED: lambda loaders: loaders.session_log,
    EventKind.NEXT_STEP_CHANGED: lambda loaders: loaders.next_step,
    EventKind.FEEDBACK_REVEALED: lambda loaders: loaders.session,
    EventKind.JOURNAL_ENTRY_SHARED: lambda loaders: loaders.journal_entry,
    EventKind.JOURNAL_ENTRY_CHANGED: lambda loaders: loaders.journal_entry,
    EventKind.ENROLLMENT_CHANGED: lambda loaders: loaders.enrollment,
    EventKind.MESSAGE_SENT: lambda loaders: loaders.message,
    EventKind.MESSAGE_EDITED: lambda loaders: loaders.message,
    EventKind.MESSAGE_DELETED: lambda loaders: loaders.message,
}


async def mentorship_events(
    info: Info,
    mentorship_id: Annotated[ID, described("The mentorship to listen to; you are one of the two.")],
    after: AfterEvent = None,
) -> Source:
    """What happens in a Mentorship Room: what came after the cursor, then live, in order without a gap."""
    stream_id = row_id_of(mentorship_id, "Mentorship", "mentorshipId")
    room = await info.context.loaders.mentorship.load(stream_id)
    if room is None or not is_in_room(info.context.viewer, room):
        raise absent("Mentorship", "mentorshipId")
    return Source(MentorshipRoom(room), stream_id, after)


@dataclass(frozen=True, slots=True)
class MentorshipRoom:
    """The two in a room hear what happens there, each on any number of devices."""

    pair: Mentorship

    async def standing(
        self, platform: Platform, viewers: Sequence[Viewer], events: Sequence[Event]
    ) -> Standing:
        """Nothing needs to be read for it: who the two are never changes, and walls come with viewers."""
        del platform, viewers, events
        return self

    def may_listen(self, viewer: Viewer) -> bool:
        """Whether the viewer is one of the two, and no wall stands between them."""
        return is_in_room(viewer, self.pair)

    def of(self, viewer: Viewer) -> Hashable:
        """Devices of one person, with the same rights."""
        return identity_of(viewer)

    async def is_shown(self, context: Context, event: Event) -> bool:
        """Whether the context's viewer may see what it happened to."""
        return await room_event_is_shown(context, event)


async def room_event_is_shown(context: Context, event: Event) -> bool:
    """Whether the viewer may see what it happened to: not a goal that its owner keeps to themselves."""
    return await _SUBJECTS[event.kind](context.loaders).load(event.subject_id) is not None


async def past_room_events(
    mentorships: Sequence[Mentorship], info: Info, after: AfterSeen = None, first: First = None
) -> list[EventPage]:
    """The same events as an ordinary list, for clients that poll; hidden ones are Heartbeats."""
    context = info.context
    rooms = [row.id for row in mentorships if is_in_room(context.viewer, row)]
    pages = await event_pages(context, rooms, after, first, room_event_is_shown)
    found = dict(zip(rooms, pages, strict=True))
    return [found.get(row.id) or no_events(after) for row in mentorships]


def happened_to(name: str, description: str) -> Answer:
    """What answers the things that events happened to, as they are now."""

    async def answer(happenings: Sequence[Happened], info: Info) -> list[Any]:
        loader: Loader[UUID, Any] = getattr(info.context.loaders, name)
        return await loader.load_many([happened.event.subject_id for happened in happenings])

    answer.__name__, answer.__doc__ = name, description
    return answer


async def happened_log_session(happenings: Sequence[Happened], info: Info) -> list[Any]:
    """The session whose log was written, as it is now."""
    loaders = info.context.loaders
    logs = await loaders.session_log.load_many([happened.event.subject_id for happened in happenings])
    return await load_some(loaders.session, [log.session_id if log else None for log in logs])
