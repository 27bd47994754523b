"""What live streams yield."""

from collections.abc import Callable
from typing import Any

import strawberry

from kit.ids import encode_id
from models import EventKind
from resolvers import community_stream as resolve_community
from resolvers import room_stream as resolve_room
from resolvers import stream as resolve
from schema.enums import enum
from schema.node import PageInfo
from schema.notification import Notification
from schema.post import Post
from schema.sharing import SHARED
from schema.thread import Thread
from schema.wiring import column, describe, each, streams

enum(
    resolve.EndReason,
    "Why a stream ends: it cannot go on from a cursor, or was taken from you.",
    UNKNOWN_CURSOR="It is no cursor of this stream.",
    DATABASE_RESTORED="The database was restored since.",
    CURSOR_EXPIRED="It is older than events are kept.",
    TOO_FAR_BEHIND="So much has happened since that fetching the state anew is quicker.",
    NOT_VISIBLE="You may no longer see it.",
    SIGNED_OUT="Your token no longer holds.",
)


def happening(*kinds: EventKind) -> Callable[[object, object], bool]:
    """Recognises events of these kinds as values of a GraphQL type."""
    return lambda value, _: isinstance(value, resolve.Happened) and value.event.kind in kinds


def signal(kind: type) -> Callable[[object, object], bool]:
    """Recognises a stream's own signals."""
    return lambda value, _: isinstance(value, kind)


def deleted_post_id(root: Any) -> strawberry.ID:
    """The global id of the post that was deleted."""
    return strawberry.ID(encode_id("Post", root.event.subject_id))


@strawberry.interface(description="What the stream of a thread yields.")
class ThreadEvent:
    cursor: str = describe("Subscribe after it to go on from here.")


@strawberry.interface(description="What the stream of your notifications yields.")
class NotificationEvent:
    cursor: str = describe("Subscribe after it to go on from here.")


@strawberry.interface(description="What the stream of a Mentorship Room yields.")
class MentorshipEvent:
    cursor: str = describe("Subscribe after it to go on from here.")


@strawberry.interface(description="What the stream of a community yields.")
class CommunityEvent:
    cursor: str = describe("Subscribe after it to go on from here.")


@strawberry.type(description="A post was written.")
class PostAdded(ThreadEvent):
    is_type_of = happening(EventKind.POST_ADDED)
    post: Post | None = each(resolve.happened_post, metadata=SHARED)


@strawberry.type(description="A post was edited, or marked as helpful.")
class PostEdited(ThreadEvent):
    is_type_of = happening(EventKind.POST_EDITED)
    post: Post | None = each(resolve.happened_post, metadata=SHARED)


@strawberry.type(description="A post was deleted; its number stays.")
class PostDeleted(ThreadEvent):
    is_type_of = happening(EventKind.POST_DELETED)

    post_id: strawberry.ID = column(deleted_post_id, "The global id of the post.")


@strawberry.type(description="Somebody reacted to a post, or took a reaction back.")
class ReactionsChanged(ThreadEvent):
    is_type_of = happening(EventKind.REACTIONS_CHANGED)
    post: Post | None = each(resolve.happened_post, metadata=SHARED)


@strawberry.type(description="The thread itself changed.")
class ThreadChanged(ThreadEvent):
    is_type_of = happening(EventKind.THREAD_CHANGED)
    thread: Thread | None = each(resolve.happened_thread, metadata=SHARED)


@strawberry.type(description="There is a new notification, or one more in a group.")
class NotificationAdded(NotificationEvent):
    is_type_of = happening(EventKind.NOTIFICATION_ADDED)
    notification: Notification | None = each(resolve.happened_notification)


@strawberry.type(description="Notifications were marked as read, here or on another device.")
class NotificationsMarkedRead(NotificationEvent):
    is_type_of = happening(EventKind.NOTIFICATIONS_READ)


@strawberry.type(description="The replay is over; from here on it is live.")
class CaughtUp(ThreadEvent, MentorshipEvent, CommunityEvent, NotificationEvent):
    is_type_of = signal(resolve.CaughtUp)


@strawberry.type(
    description="Nothing happened that you may see; the stream is alive, and the cursor moved on."
)
class Heartbeat(ThreadEvent, MentorshipEvent, CommunityEvent, NotificationEvent):
    is_type_of = signal(resolve.Heartbeat)


@strawberry.type(description="The stream cannot go on and ends: fetch the state anew, then subscribe again.")
class ResyncRequired(ThreadEvent, MentorshipEvent, CommunityEvent, NotificationEvent):
    is_type_of = signal(resolve.ResyncRequired)
    reason: resolve.EndReason = describe("Why.")


@strawberry.type(description="You may no longer see this; the stream ends.")
class AccessRevoked(ThreadEvent, MentorshipEvent, CommunityEvent, NotificationEvent):
    is_type_of = signal(resolve.AccessRevoked)
    reason: resolve.EndReason = describe("Why.")


@strawberry.type(description="One event of a thread and its place.")
class ThreadEventEdge:
    node: ThreadEvent = describe("The event.")
    cursor: str = describe("Its place in the stream, good for subscribing too.")


@strawberry.type(description="Events of a thread, oldest first.")
class ThreadEventConnection:
    edges: list[ThreadEventEdge] = describe("The events with their cursors.")
    nodes: list[ThreadEvent] = describe("The events.")
    page_info: PageInfo = describe("Where the page lies.")


@strawberry.type(description="What can be listened to, live.")
class Subscription:
    thread_events = streams(resolve.thread_events, ThreadEvent)
    mentorship_events = streams(resolve_room.mentorship_events, MentorshipEvent)
    community_events = streams(resolve_community.community_events, CommunityEvent)
    notification_events = streams(resolve.notification_events, NotificationEvent)


EVENT_TYPES = (
    PostAdded,
    PostEdited,
    PostDeleted,
    ReactionsChanged,
    ThreadChanged,
    NotificationAdded,
    NotificationsMarkedRead,
    CaughtUp,
    Heartbeat,
    ResyncRequired,
    AccessRevoked,
)
