"""Growth Threads, and their live events."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import SubscriptionLevel, ThreadStatus, ThreadVisibility
from resolvers import locking
from resolvers import pledge as resolve_pledge
from resolvers import post as resolve_post
from resolvers import reading as resolve_reading
from resolvers import stream as resolve_stream
from resolvers import thread as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.node import Connection, Node
from schema.sharing import SHARED
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.enrollment import Enrollment
    from schema.event import ThreadEventConnection
    from schema.goal import Goal
    from schema.pledge import Pledge
    from schema.post import Post

enum(
    ThreadVisibility,
    "Who may read a thread.",
    PUBLIC="Everyone, signed in or not.",
    MEMBERS="Everyone who is signed in.",
    FOLLOWERS="Those who follow the author.",
    COMMUNITY="The members of the thread's community.",
)
enum(
    ThreadStatus,
    "Whether a thread still grows.",
    OPEN="It grows.",
    CONCLUDED="Its author has ended it.",
    LOCKED="A moderator has closed it.",
)
enum(
    SubscriptionLevel,
    "How much of a thread somebody wants to hear.",
    MUTED="Nothing.",
    NORMAL="Mentions and replies to oneself.",
    TRACKING="The same, and a count of unread posts.",
    WATCHING="Every post.",
)
enum(
    resolve.ThreadOrder,
    "How a list of threads is ordered.",
    NEWEST="Newest first.",
    OLDEST="Oldest first.",
)


@strawberry.type(description="An educator's learning, documented in public.")
class Thread(Node):
    is_type_of = instances_of(models.Thread)

    title: str = describe("What the thread is about.")
    about: str = describe("More about it, in Markdown.")
    visibility: ThreadVisibility = describe("Who may read it.")
    status: ThreadStatus = describe("Whether it still grows.")
    created_at: datetime = describe("When it was started, in UTC.")
    concluded_at: datetime | None = describe("When its author ended it, in UTC.")
    post_count: int = describe("How many posts were written, deleted ones and replies included.")
    version: int = describe("Counts the edits; give it as `expectedVersion`.")
    author: Educator | None = each(resolve.author, metadata=SHARED)
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(resolve.home)
    goal: Annotated["Goal", strawberry.lazy("schema.goal")] | None = each(resolve.documented_goal)
    enrollment: Annotated["Enrollment", strawberry.lazy("schema.enrollment")] | None = each(
        resolve.documented_way
    )
    pledge: Annotated["Pledge", strawberry.lazy("schema.pledge")] | None = each(resolve_pledge.pledge_in)
    posts: Connection[Annotated["Post", strawberry.lazy("schema.post")]] = each(resolve_post.posts)
    live_cursor: str = each(resolve.cursor_of, metadata=SHARED)
    events: Annotated["ThreadEventConnection", strawberry.lazy("schema.event")] = each(
        resolve_stream.past_thread_events
    )
    viewer_subscription: "ThreadSubscription | None" = each(resolve_reading.viewer_subscription)


@strawberry.type(description="How closely you follow a thread, and what you have not read yet.")
class ThreadSubscription:
    is_type_of = instances_of(models.ThreadSubscription)

    level: SubscriptionLevel = describe("How much you want to hear.")
    last_read_seq: int = describe("The number of the last post you read; it never goes back.")
    unread_count: int = each(resolve_reading.unread_count)
    thread: Thread | None = each(resolve_reading.subscribed_thread)


@strawberry.type
class ThreadQuery:
    thread: Thread | None = answers(resolve.thread)
    threads: Connection[Thread] = answers(resolve.threads)


@strawberry.type
class ThreadMutation:
    create_thread = performs(resolve.create_thread, Thread)
    update_thread = performs(resolve.update_thread, Thread)
    conclude_thread = performs(resolve.conclude_thread, Thread)
    lock_thread = performs(locking.lock_thread, Thread)
    unlock_thread = performs(locking.unlock_thread, Thread)
    set_thread_subscription = performs(resolve_reading.set_thread_subscription, ThreadSubscription)
    mark_read = performs(resolve_reading.mark_read, ThreadSubscription)
