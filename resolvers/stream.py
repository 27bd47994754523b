"""Live streams: who may listen, to what, and what of it each is shown."""

from collections.abc import AsyncIterator, Hashable, Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.community import may_read_community
from access.thread import may_see_thread
from access.viewer import Viewer
from events.stream import (
    AccessRevoked,
    CaughtUp,
    EndReason,
    Happened,
    Heartbeat,
    ResyncRequired,
    Signal,
)
from kit.errors import DomainError, ErrorCode
from loaders.audience import Circumstances, circumstances
from models import Event, EventKind, Notification, Post, Thread
from resolvers.arguments import AfterEvent, First, described
from resolvers.audience import Room, Standing, identity_of
from resolvers.context import Context, Info, Platform
from resolvers.event_page import AfterSeen, EventPage, event_pages
from resolvers.node import absent, row_id_of

_ABOUT_POSTS = {
    EventKind.POST_ADDED,
    EventKind.POST_EDITED,
    EventKind.POST_DELETED,
    EventKind.REACTIONS_CHANGED,
}


@dataclass(frozen=True)
class Source(AsyncIterator[Signal]):
    """What a subscription listens to, from where; signals are not drawn from it, the hub tells them."""

    room: Room
    stream_id: UUID
    after: str | None

    async def __anext__(self) -> Signal:
        message = "A source is listened to by joining the hub."
        raise TypeError(message)


async def thread_events(
    info: Info,
    thread_id: Annotated[ID, described("The thread to listen to.")],
    after: AfterEvent = None,
) -> Source:
    """What happens in a thread: what came after the cursor, then live, without a gap and in order."""
    stream_id = row_id_of(thread_id, "Thread", "threadId")
    if await info.context.loaders.thread.load(stream_id) is None:
        raise absent("Thread", "threadId")
    return Source(ThreadRoom(stream_id), stream_id, after)


async def notification_events(info: Info, after: AfterEvent = None) -> Source:
    """What concerns you: what came after the cursor, then live, without a gap and in order."""
    stream_id = info.context.viewer.reader_id
    if stream_id is None:
        raise DomainError(ErrorCode.UNAUTHENTICATED, "Sign in to hear your notifications.")
    return Source(NotificationRoom(stream_id), stream_id, after)


@dataclass(frozen=True, slots=True)
class ThreadRoom:
    """Who may read a thread may hear what happens in it."""

    thread_id: UUID

    async def standing(
        self, platform: Platform, viewers: Sequence[Viewer], events: Sequence[Event]
    ) -> "ThreadStanding":
        """How these viewers stand to the thread and to whom the events show."""
        readers = {viewer.reader_id for viewer in viewers if viewer.reader_id}
        return ThreadStanding(await circumstances(platform.database, self.thread_id, events, readers))

    async def is_shown(self, context: Context, event: Event) -> bool:
        """Whether the context's viewer may see what happened."""
        return await thread_event_is_shown(context, event)


@dataclass(frozen=True)
class ThreadStanding:
    """Follows the rules of `access` for what a shared question can read: an event, and its people."""

    given: Circumstances

    def may_listen(self, viewer: Viewer) -> bool:
        """Whether the thread is the viewer's to read."""
        thread, around, reader = self.given.thread, self.given.company, viewer.reader_id
        own = around.memberships.get(reader) if reader else None
        return thread is not None and may_see_thread(
            viewer,
            thread,
            is_follower=reader in self.given.followers,
            reads_community=around.community is None or may_read_community(viewer, around.community, own=own),
            is_fellow=own is not None and own.is_active(),
        )

    def of(self, viewer: Viewer) -> Hashable:
        """Signed in or not, moderator or not, and what stands between the viewer and the people."""
        given, reader = self.given, viewer.reader_id
        return (
            reader is not None,
            viewer.oversees,
            reader if reader in given.people else None,
            viewer.blocked & given.people,
            frozenset(other for one, other in given.connected if one == reader),
        )


@dataclass(frozen=True, slots=True)
class NotificationRoom:
    """Somebody's notifications are for that educator alone, on any number of devices."""

    educator_id: UUID

    async def standing(
        self, platform: Platform, viewers: Sequence[Viewer], events: Sequence[Event]
    ) -> Standing:
        """Nothing needs to be read for it."""
        del platform, viewers, events
        return self

    def may_listen(self, viewer: Viewer) -> bool:
        """Whether these are the viewer's own."""
        return viewer.reader_id == self.educator_id

    def of(self, viewer: Viewer) -> Hashable:
        """Devices of one person, with the same rights."""
        return identity_of(viewer)

    async def is_shown(self, context: Context, event: Event) -> bool:
        """Whether the context's viewer may still see the notification."""
        return await notification_event_is_shown(context, event)


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


async def past_thread_events(
    threads: Sequence[Thread],
    info: Info,
    after: AfterSeen = None,
    first: First = None,
) -> list[EventPage]:
    """The same events as an ordinary list, for clients that poll; hidden ones are Heartbeats."""
    ids = [row.id for row in threads]
    return await event_pages(info.context, ids, after, first, thread_event_is_shown)


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
    "Signal",
    "Source",
    "happened_notification",
    "happened_post",
    "happened_thread",
    "notification_events",
    "past_thread_events",
    "thread_events",
]
