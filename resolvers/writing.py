"""Writing posts: adding, editing, deleting, marking."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.thread import may_delete_post, may_edit_post, may_post, may_steer_thread
from events.log import Announcement
from kit.errors import invalid, stale
from models import (
    CommunityAction,
    CommunityActionKind,
    EventKind,
    Mention,
    NotificationKind,
    Post,
    PostKind,
    PostRevision,
    StreamKind,
    SubscriptionLevel,
    Thread,
    ThreadSubscription,
)
from models.post import MAX_DEPTH
from resolvers.arguments import ExpectedVersion, described
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.home import must_take_part
from resolvers.membership import standing_in
from resolvers.mention import mention, not_yet_told
from resolvers.node import seen
from resolvers.notice import Subject, notify

PostId = Annotated[ID, described("The global id of a post.")]
Body = Annotated[str, described("Markdown, 1–20000 characters; @handle mentions somebody.")]


async def add_post(
    info: Info,
    thread_id: Annotated[ID, described("The thread to post in.")],
    kind: Annotated[PostKind, described("What the post tells; REPLY is for everyone.")],
    body: Body,
    parent_id: Annotated[ID | None, described("The post it replies to; for a REPLY only.")] = None,
) -> Post:
    """Adds a post to a thread: the author's own news, or a reply by anyone who may read."""
    context = info.context
    thread = await seen(context.loaders.thread, Thread, thread_id, "threadId")
    context.viewer.must(may_post, thread, kind)
    await must_take_part(context, thread)
    Post.check_lengths(body=body)
    parent = await _parent(context, thread, kind, parent_id)
    thread = await Thread.select_for_update(no_key=True).get(id=thread.id)
    thread.must_be_open()
    thread.post_count += 1
    await thread.save(update_fields=["post_count"])
    post = await _new_post(context, thread, parent, kind, body)
    mentioned = await mention(context, post)
    await _tell(context, post, parent, mentioned)
    announce_post(context, EventKind.POST_ADDED, post)
    return post


async def _parent(context: Context, thread: Thread, kind: PostKind, parent_id: str | None) -> Post | None:
    if (kind == PostKind.REPLY) != (parent_id is not None):
        raise invalid("parentId", "A REPLY needs `parentId`; every other kind goes without it.")
    if parent_id is None:
        return None
    parent = await seen(context.loaders.post, Post, parent_id, "parentId")
    if parent.thread_id != thread.id:
        raise invalid("parentId", "The post to reply to stands in another thread.")
    if parent.depth >= MAX_DEPTH:
        raise invalid("parentId", f"Replies nest {MAX_DEPTH} deep; reply one level up.")
    parent.must_stand()
    return parent


async def _new_post(context: Context, thread: Thread, parent: Post | None, kind: PostKind, body: str) -> Post:
    now = context.now()
    return await Post.create(
        id=Post.new_id(now),
        thread_id=thread.id,
        author_id=context.member_id,
        seq=thread.post_count,
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        kind=kind,
        body=body,
        helpful=False,
        created_at=now,
        version=1,
    )


async def _tell(context: Context, post: Post, parent: Post | None, mentioned: Sequence[UUID]) -> None:
    """Notify each reader once, for the reason that concerns them most."""
    watching = await ThreadSubscription.filter(
        thread_id=post.thread_id, level=SubscriptionLevel.WATCHING
    ).values_list("educator_id", flat=True)
    reasons: list[tuple[NotificationKind, Iterable[Any]]] = [
        (NotificationKind.MENTION, mentioned),
        (NotificationKind.REPLY, [parent.author_id] if parent else []),
        (NotificationKind.THREAD_POST, watching),
    ]
    told: set[UUID] = set()
    subject = Subject(post.thread_id, post.id)
    for kind, ids in reasons:
        waiting = [key for key in dict.fromkeys(ids) if key not in told]
        if waiting:
            told.update(await notify(context, kind, waiting, subject))


def announce_post(context: Context, kind: EventKind, post: Post) -> None:
    """Tell the thread's listeners what happened to one of its posts."""
    context.announcer.announce(Announcement(StreamKind.THREAD, post.thread_id, kind, post.id))


async def _locked_post(context: Context, post_id: str) -> Post:
    row = await seen(context.loaders.post, Post, post_id, "postId")
    return await Post.select_for_update(no_key=True).get(id=row.id)


async def edit_post(
    info: Info, post_id: PostId, body: Body, expected_version: ExpectedVersion = None
) -> Post:
    """Replaces a post's text; what it said before stays readable as a revision."""
    context = info.context
    post = await _locked_post(context, post_id)
    context.viewer.must(may_edit_post, post)
    if expected_version is not None and expected_version != post.version:
        raise stale("This post", post.version, post)
    Post.check_lengths(body=body)
    post.must_stand()
    if post.body == body:
        return post
    await PostRevision.create(
        id=PostRevision.new_id(context.now()),
        post_id=post.id,
        number=post.version,
        body=post.body,
        written_at=post.edited_at or post.created_at,
    )
    post.edit(body, context.now())
    await post.save(update_fields=["body", "edited_at", "version"])
    mentioned = await not_yet_told(post, await mention(context, post))
    if mentioned:
        await notify(context, NotificationKind.MENTION, mentioned, Subject(post.thread_id, post.id))
    announce_post(context, EventKind.POST_EDITED, post)
    return post


async def delete_post(
    info: Info,
    post_id: PostId,
    reason: Annotated[
        str | None, described("Why, in 1–500 characters, for its community when it was not your own.")
    ] = None,
) -> Post:
    """Deletes a post's text and revisions; a tombstone keeps its number."""
    context = info.context
    CommunityAction.check_lengths(reason=reason)
    post = await _locked_post(context, post_id)
    thread = await Thread.get(id=post.thread_id)
    own = await standing_in(context, thread.community_id)
    context.viewer.must(may_delete_post, post, own)
    if (
        own is not None
        and own.looks_after()
        and post.author_id != context.member_id
        and post.deleted_at is None
    ):
        await _log_deletion(context, thread, post, reason)
    post.delete_text(context.now())
    await post.save(update_fields=["body", "deleted_at", "helpful", "version"])
    await PostRevision.filter(post_id=post.id).delete()
    await Mention.filter(post_id=post.id).delete()
    announce_post(context, EventKind.POST_DELETED, post)
    return post


async def _log_deletion(context: Context, thread: Thread, post: Post, reason: str | None) -> None:
    """Let the members of the thread's community know that somebody else's post was deleted."""
    assert thread.community_id is not None  # noqa: S101 - somebody looks after it
    kind, of, title = CommunityActionKind.POST_DELETED, post.author_id, thread.title
    await log_deed(context, thread.community_id, kind, of, detail=title, reason=reason, thread_id=thread.id)


async def mark_helpful(
    info: Info,
    post_id: PostId,
    helpful: Annotated[bool, described("False takes the mark back.")] = True,
) -> Post:
    """Marks a reply as helpful, as the thread's author."""
    context = info.context
    post = await _locked_post(context, post_id)
    context.viewer.must(may_steer_thread, await Thread.get(id=post.thread_id))
    post.must_stand()
    if post.kind != PostKind.REPLY:
        raise invalid("postId", "Only replies can be marked as helpful.")
    if post.helpful != helpful:
        post.helpful = helpful
        post.version += 1
        await post.save(update_fields=["helpful", "version"])
        announce_post(context, EventKind.POST_EDITED, post)
    return post
