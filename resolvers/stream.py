"""Live streams: what each subscriber is shown, with rights and reads as of each event."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from events.stream import (
    AccessRevoked,
    CaughtUp,
    EndReason,
    Happened,
    Heartbeat,
    ResyncRequired,
    RightsChanged,
    Signal,
    Stream,
    live_cursor,
)
from kit.cursors import decode_live_cursor
from kit.errors import DomainError, ErrorCode, invalid
from loaders.page import Edge, PageInfo
from models import Event, EventKind, Notification, Post, Thread
from resolvers.arguments import AfterEvent, First, PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import absent, row_id_of

IsShown = Callable[[Context, Event], Awaitable[bool]]
MayListen = Callable[[Context], Awaitable[bool]]

_ABOUT_POSTS = {
    EventKind.POST_ADDED,
    EventKind.POST_EDITED,
    EventKind.POST_DELETED,
    EventKind.REACTIONS_CHANGED,
}


async def thread_events(
    info: Info,
    thread_id: Annotated[ID, described("The thread to listen to.")],
    after: AfterEvent = None,
) -> AsyncGenerator[Signal, None]:
    """What happens in a thread: what came after the cursor, then live, without a gap and in order."""
    context, stream_id = info.context, row_id_of(thread_id, "Thread", "threadId")
    if await context.loaders.thread.load(stream_id) is None:
        raise absent("Thread", "threadId")

    async def may_listen(context: Context) -> bool:
        return await context.loaders.thread.load(stream_id) is not None

    signals = shown_signals(context, stream_id, after, may_listen, thread_event_is_shown)
    async with aclosing(signals):
        async for signal in signals:
            yield signal


async def notification_events(info: Info, after: AfterEvent = None) -> AsyncGenerator[Signal, None]:
    """What concerns you: what came after the cursor, then live, without a gap and in order."""
    context, stream_id = info.context, info.context.viewer.reader_id
    if stream_id is None:
        raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in to hear your notifications.")

    async def may_listen(context: Context) -> bool:
        return context.viewer.reader_id == stream_id

    signals = shown_signals(context, stream_id, after, may_listen, notification_event_is_shown)
    async with aclosing(signals):
        async for signal in signals:
            yield signal


async def shown_signals(
    context: Context, stream_id: UUID, after: str | None, may_listen: MayListen, is_shown: IsShown
) -> AsyncGenerator[Signal, None]:
    """A stream as its reader may see it: rights are asked anew before each signal.

    An event that is not the reader's to see becomes a Heartbeat, so that the cursor moves on.
    """
    stream = Stream(context.platform.hub, stream_id, context.viewer.educator_id)
    signals = stream.signals(after)
    async with aclosing(signals):
        async for signal in signals:
            revoked = await _revoked(context, may_listen)
            if revoked is not None:
                yield AccessRevoked(signal.cursor, revoked)
                return
            if isinstance(signal, RightsChanged):
                continue
            if isinstance(signal, Happened) and not await is_shown(context, signal.event):
                yield Heartbeat(signal.cursor)
            else:
                yield signal


async def _revoked(context: Context, may_listen: MayListen) -> EndReason | None:
    viewer = await context.asker.authenticate()
    if viewer is None or viewer.educator_id != context.viewer.educator_id:
        return EndReason.SIGNED_OUT
    context.renew(viewer)
    return None if await may_listen(context) else EndReason.NOT_VISIBLE


async def thread_event_is_shown(context: Context, event: Event) -> bool:
    """Whether the viewer may see what happened: not when a blocked educator wrote the post, or reacted."""
    if event.kind is EventKind.REACTIONS_CHANGED and event.actor_id in context.viewer.blocked:
        return False
    return event.kind not in _ABOUT_POSTS or await context.loaders.post.load(event.subject_id) is not None


async def notification_event_is_shown(context: Context, event: Event) -> bool:
    """Whether the viewer may still see the notification."""
    if event.kind is EventKind.NOTIFICATIONS_READ:
        return True
    return await context.loaders.notification.load(event.subject_id) is not None


@dataclass
class EventPage:
    """Some events of a stream, oldest first."""

    edges: list[Edge]
    page_info: PageInfo

    @property
    def nodes(self) -> list[Any]:
        """The events themselves."""
        return [edge.node for edge in self.edges]


async def past_thread_events(
    threads: Sequence[Thread],
    info: Info,
    after: Annotated[str | None, described("The cursor of the last event you saw.")] = None,
    first: First = None,
) -> list[EventPage]:
    """The same events as an ordinary list, for clients that poll; hidden ones are Heartbeats."""
    context, size = info.context, PageArguments(first=first).size
    positions = [_position(context, row.id, after) for row in threads]
    ids = [row.id for row in threads]
    found = await context.platform.hub.log.after_each(ids, positions, size + 1)
    events = [event for stream in found.values() for event in stream]
    about = [event.subject_id for event in events if event.kind in _ABOUT_POSTS]
    await context.loaders.post.load_many(list(dict.fromkeys(about)))
    return [await _event_page(context, found[key], size, after) for key in ids]


def _position(context: Context, stream_id: UUID, after: str | None) -> int:
    if after is None:
        return 0
    hub = context.platform.hub
    cursor = decode_live_cursor(hub.keys, after)
    if cursor is None or cursor.stream_id != stream_id or cursor.epoch != hub.epoch:
        raise invalid("after", "`after` is no cursor of this stream; fetch the state anew.")
    return cursor.seq


async def _event_page(context: Context, events: list[Event], size: int, after: str | None) -> EventPage:
    edges = []
    for event in events[:size]:
        cursor = live_cursor(context.platform.hub, event.stream_id, event.seq)
        shown = await thread_event_is_shown(context, event)
        edges.append(Edge(Happened(cursor, event) if shown else Heartbeat(cursor), cursor))
    start, end = (edges[0].cursor, edges[-1].cursor) if edges else (None, after)
    return EventPage(edges, PageInfo(len(events) > size, after is not None, start, end))


async def happened_post(happenings: Sequence[Happened], info: Info) -> list[Post | None]:
    """The post as it is now."""
    found: list[Post | None] = await info.context.loaders.post.load_many(
        [happened.event.subject_id for happened in happenings]
    )
    return found


async def happened_thread(happenings: Sequence[Happened], info: Info) -> list[Thread | None]:
    """The thread as it is now."""
    found: list[Thread | None] = await info.context.loaders.thread.load_many(
        [happened.event.subject_id for happened in happenings]
    )
    return found


async def happened_notification(happenings: Sequence[Happened], info: Info) -> list[Notification | None]:
    """The notification as it is now."""
    found: list[Notification | None] = await info.context.loaders.notification.load_many(
        [happened.event.subject_id for happened in happenings]
    )
    return found


# What the schema names, so that it need not know where signals come from.
__all__ = [
    "AccessRevoked",
    "CaughtUp",
    "EndReason",
    "Happened",
    "Heartbeat",
    "ResyncRequired",
    "happened_notification",
    "happened_post",
    "happened_thread",
    "notification_events",
    "past_thread_events",
    "thread_events",
]
