"""The live stream of a community: whoever may read it hears what happens in it."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.community import may_read_community
from access.viewer import Viewer
from events.stream import live_cursor
from loaders import Loaders
from loaders.audience import Company, company
from loaders.loader import Loader
from models import Community, Event, EventKind
from resolvers.arguments import AfterEvent, First, described
from resolvers.audience import Standing, identity_of
from resolvers.context import Context, Info, Platform
from resolvers.event_page import AfterSeen, EventPage, event_pages, no_events
from resolvers.node import absent, row_id_of
from resolvers.stream import Source

# What each kind of event happened to.
_SUBJECTS: Mapping[EventKind, Callable[[Loaders], Loader[UUID, Any]]] = {
    EventKind.COMMUNITY_CHANGED: lambda loaders: loaders.community,
    EventKind.MEMBERSHIP_CHANGED: lambda loaders: loaders.membership,
    EventKind.CHALLENGE_CHANGED: lambda loaders: loaders.challenge,
    EventKind.COMMUNITY_THREAD_CHANGED: lambda loaders: loaders.thread,
    EventKind.COMMUNITY_ACTION_TAKEN: lambda loaders: loaders.community_action,
}


async def community_events(
    info: Info,
    community_id: Annotated[ID, described("The community to listen to; you may read what is in it.")],
    after: AfterEvent = None,
) -> Source:
    """What happens in a community: what came after the cursor, then live, in order without a gap."""
    context = info.context
    stream_id = row_id_of(community_id, "Community", "communityId")
    row = await context.loaders.community.load(stream_id)
    if row is None or not (await _read(context, [row]))[0]:
        raise absent("Community", "communityId")
    return Source(CommunityRoom(stream_id), stream_id, after)


async def _read(context: Context, communities: Sequence[Community]) -> list[bool]:
    """Which of them the viewer may read. One statement."""
    own = await context.loaders.own_membership.load_many([row.id for row in communities])
    pairs = zip(communities, own, strict=True)
    return [may_read_community(context.viewer, row, own=mine) for row, mine in pairs]


@dataclass(frozen=True, slots=True)
class CommunityRoom:
    """Who may read a community may hear what happens in it."""

    community_id: UUID

    async def standing(
        self, platform: Platform, viewers: Sequence[Viewer], events: Sequence[Event]
    ) -> Standing:
        """How these viewers stand with the community, now. Two statements."""
        del events
        readers = {viewer.reader_id for viewer in viewers if viewer.reader_id}
        return CommunityStanding(await company(platform.database, self.community_id, readers))

    async def is_shown(self, context: Context, event: Event) -> bool:
        """Whether the context's viewer may see what it happened to."""
        return await community_event_is_shown(context, event)


@dataclass(frozen=True)
class CommunityStanding:
    """Follows the rule of `access` for what is in a community."""

    given: Company

    def may_listen(self, viewer: Viewer) -> bool:
        """Whether the viewer may read what is in it."""
        community, reader = self.given.community, viewer.reader_id
        own = self.given.memberships.get(reader) if reader else None
        return community is not None and may_read_community(viewer, community, own=own)

    def of(self, viewer: Viewer) -> Hashable:
        """Devices of one person, with the same rights."""
        return identity_of(viewer)


async def community_event_is_shown(context: Context, event: Event) -> bool:
    """Whether the viewer may see what it happened to: not who is behind a wall, nor the log as a guest."""
    return await _SUBJECTS[event.kind](context.loaders).load(event.subject_id) is not None


async def past_community_events(
    communities: Sequence[Community], info: Info, after: AfterSeen = None, first: First = None
) -> list[EventPage]:
    """The same events as an ordinary list, for clients that poll; hidden ones are Heartbeats."""
    context = info.context
    ids = [row.id for row, reads in zip(communities, await _read(context, communities), strict=True) if reads]
    pages = await event_pages(context, ids, after, first, community_event_is_shown)
    found = dict(zip(ids, pages, strict=True))
    return [found.get(row.id) or no_events(after) for row in communities]


async def community_cursor(communities: Sequence[Community], info: Info) -> list[str | None]:
    """Where its stream stood when this was read; null when you may not read what is in it."""
    hub, read = info.context.platform.hub, await _read(info.context, communities)
    return [
        live_cursor(hub, row.id, row.last_seq) if reads else None
        for row, reads in zip(communities, read, strict=True)
    ]
