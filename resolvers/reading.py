"""Following threads: how closely, and up to where they were read."""

from collections.abc import Sequence
from typing import Annotated

from access.viewer import may_write
from kit.errors import invalid
from loaders.thread import Unread, unread_counts
from models import SubscriptionLevel, Thread, ThreadSubscription
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import seen
from resolvers.thread import ThreadId


async def viewer_subscription(threads: Sequence[Thread], info: Info) -> list[ThreadSubscription | None]:
    """How closely you follow this thread; null when you never said."""
    found: list[ThreadSubscription | None] = await info.context.loaders.own_subscription.load_many(
        [row.id for row in threads]
    )
    return found


async def unread_count(subscriptions: Sequence[ThreadSubscription], info: Info) -> list[int]:
    """How many posts by others stand after the last one you read, exactly."""
    asked = [Unread(row.thread_id, row.last_read_seq) for row in subscriptions]
    return await unread_counts(info.context.reader, asked)


async def subscribed_thread(subscriptions: Sequence[ThreadSubscription], info: Info) -> list[Thread | None]:
    """The thread that is followed."""
    found: list[Thread | None] = await info.context.loaders.thread.load_many(
        [row.thread_id for row in subscriptions]
    )
    return found


async def set_thread_subscription(
    info: Info,
    thread_id: ThreadId,
    level: Annotated[SubscriptionLevel, described("How much you want to hear.")],
) -> ThreadSubscription:
    """Says how closely you follow a thread."""
    context = info.context
    context.viewer.must(may_write)
    thread = await seen(context.loaders.thread, Thread, thread_id, "threadId")
    return await _subscription(context, thread, level=level, read_to=0)


async def mark_read(
    info: Info,
    thread_id: ThreadId,
    seq: Annotated[int, described("The number of the last post you read; it never goes back.")],
) -> ThreadSubscription:
    """Remembers up to which post you have read."""
    context = info.context
    context.viewer.must(may_write)
    thread = await seen(context.loaders.thread, Thread, thread_id, "threadId")
    if seq < 0:
        raise invalid("seq", "`seq` is the number of a post, or 0.")
    return await _subscription(context, thread, level=None, read_to=min(seq, thread.post_count))


_SUBSCRIBE = """
    INSERT INTO thread_subscription (id, thread_id, educator_id, level, last_read_seq)
    VALUES ($1, $2, $3, coalesce($4, 'NORMAL'), $5)
    ON CONFLICT ON CONSTRAINT thread_subscription_once DO UPDATE SET
        level = coalesce($4, thread_subscription.level),
        last_read_seq = greatest(thread_subscription.last_read_seq, excluded.last_read_seq)
    RETURNING *"""


async def _subscription(
    context: Context, thread: Thread, *, level: SubscriptionLevel | None, read_to: int
) -> ThreadSubscription:
    rows = await context.transaction.fetch(
        _SUBSCRIBE,
        ThreadSubscription.new_id(context.now()),
        thread.id,
        context.member_id,
        level.value if level else None,
        read_to,
    )
    return ThreadSubscription.light(rows[0])
