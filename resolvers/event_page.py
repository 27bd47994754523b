"""Events of streams as ordinary lists, for clients that poll."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Annotated
from uuid import UUID

from events.stream import Happened, Heartbeat, Signal, live_cursor
from kit.cursors import decode_live_cursor
from kit.errors import invalid
from loaders.page import Slice
from models import Event
from resolvers.arguments import PageArguments, described
from resolvers.audience import IsShown
from resolvers.context import Context

AfterSeen = Annotated[str | None, described("The cursor of the last event you saw.")]


@dataclass
class EventPage(Slice):
    """Some events of a stream, oldest first, after the cursor that was given."""

    after: str | None

    @property
    def end_cursor(self) -> str | None:
        """The cursor of the last event; while there is none yet, the one that was given."""
        return super().end_cursor or self.after


def no_events(after: str | None) -> EventPage:
    """What somebody hears of a stream that is not theirs."""
    return EventPage(
        [], attrgetter("cursor"), has_next_page=False, has_previous_page=after is not None, after=after
    )


async def event_pages(
    context: Context, ids: Sequence[UUID], after: str | None, first: int | None, is_shown: IsShown
) -> list[EventPage]:
    """n streams → n pages of their events; hidden ones are Heartbeats. One statement, and one a kind."""
    size = PageArguments(first=first).size
    positions = [_position(context, key, after) for key in ids]
    found = await context.platform.hub.log.after_each(ids, positions, size + 1)
    return await asyncio.gather(*(_event_page(context, found[key], size, after, is_shown) for key in ids))


def _position(context: Context, stream_id: UUID, after: str | None) -> int:
    if after is None:
        return 0
    hub = context.platform.hub
    cursor = decode_live_cursor(hub.keys, after)
    if cursor is None or cursor.stream_id != stream_id or cursor.epoch != hub.epoch:
        raise invalid("after", "`after` is no cursor of this stream; fetch the state anew.")
    return cursor.seq


async def _event_page(
    context: Context, events: list[Event], size: int, after: str | None, is_shown: IsShown
) -> EventPage:
    # All at once, so that what they are about is read together.
    signals = await asyncio.gather(*(_signal(context, event, is_shown) for event in events[:size]))
    return EventPage(list(signals), attrgetter("cursor"), len(events) > size, after is not None, after)


async def _signal(context: Context, event: Event, is_shown: IsShown) -> Signal:
    cursor = live_cursor(context.platform.hub, event.stream_id, event.seq)
    return Happened(cursor, event) if await is_shown(context, event) else Heartbeat(cursor)
