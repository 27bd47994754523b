"""Locking threads of a community, for those who look after it."""

from typing import Annotated

from access.thread import may_lock_thread
from kit.errors import conflict
from models import (
    CommunityActionKind,
    FlagTarget,
    ModerationAction,
    ModerationKind,
    Thread,
    ThreadStatus,
)
from resolvers.arguments import described
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.thread import ThreadId, announce_change, locked_thread


async def lock_thread(
    info: Info,
    thread_id: ThreadId,
    reason: Annotated[str, described("Why, in 1–500 characters; members can read it.")],
) -> Thread:
    """Ends a thread in a community that you look after, for now; asked again, it answers the same."""
    context = info.context
    row = await _held(context, thread_id)
    if row.status != ThreadStatus.LOCKED:
        row.lock()
        await _store(context, row, CommunityActionKind.THREAD_LOCKED, reason)
    return row


async def unlock_thread(info: Info, thread_id: ThreadId) -> Thread:
    """Lets a locked thread of a community that you look after go on; asked again, it answers the same."""
    context = info.context
    row = await _held(context, thread_id)
    if row.status != ThreadStatus.LOCKED:
        return row
    ordered = {"target": FlagTarget.THREAD, "target_id": row.id, "kind": ModerationKind.LOCK}
    if await ModerationAction.filter(**ordered).exists():
        raise conflict("A moderator of the network has locked this thread.", "threadId")
    row.unlock()
    await _store(context, row, CommunityActionKind.THREAD_UNLOCKED, None)
    return row


async def _held(context: Context, thread_id: str) -> Thread:
    row = await locked_thread(context, thread_id, "threadId")
    context.viewer.must(may_lock_thread, await standing_in(context, row.community_id))
    return row


async def _store(context: Context, row: Thread, kind: CommunityActionKind, reason: str | None) -> None:
    """Keep it, for members to see; tell those who listen to the thread and to its community."""
    assert row.community_id is not None  # noqa: S101 - nobody looks after a thread that is in none
    await row.save(update_fields=["status", "version"])
    announce_change(context, row)
    await log_deed(
        context, row.community_id, kind, row.author_id, detail=row.title, reason=reason, thread_id=row.id
    )
