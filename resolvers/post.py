"""Reading posts of Growth Threads."""

from collections.abc import Sequence
from typing import Annotated

from access.thread import may_read_post
from loaders.page import Page
from loaders.post import feed as feed_of_viewer
from loaders.post import posts_of_authors, posts_of_threads, replies_to_posts, revisions_of_posts
from loaders.reaction import ReactionCount, reactions_to_posts
from models import Educator, Post, PostRevision, Thread
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import load_some


async def posts(
    threads: Sequence[Thread],
    info: Info,
    page: PageArguments,
    top_level_only: Annotated[bool, described("Leave replies out.")] = False,
) -> list[Page]:
    """The thread's posts in the order they were written, replies included; deleted ones keep their place."""
    ids = [row.id for row in threads]
    return await posts_of_threads(info.context.reader, ids, page, top_level_only=top_level_only)


async def posts_of(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
) -> list[Page]:
    """Posts and replies this educator wrote, newest first, as far as you may read them."""
    return await posts_of_authors(info.context.reader, [row.id for row in educators], page)


async def body(posts: Sequence[Post], info: Info) -> list[str | None]:
    """The text, in Markdown; null once it was deleted, and while moderators hide it from you."""
    viewer = info.context.viewer
    return [row.body if may_read_post(viewer, row) else None for row in posts]


async def replies(
    posts: Sequence[Post],
    info: Info,
    page: PageArguments,
) -> list[Page]:
    """The replies right below this post, in the order they were written."""
    return await replies_to_posts(info.context.reader, [row.id for row in posts], page)


async def feed(_: object, info: Info, page: PageArguments) -> Page:
    """What the educators you follow posted in their threads, newest first; muted ones left out."""
    return await feed_of_viewer(info.context.reader, info.context.now(), page)


async def post_author(posts: Sequence[Post], info: Info) -> list[Educator | None]:
    """Who wrote it; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.author_id for row in posts]
    )
    return found


async def post_thread(posts: Sequence[Post], info: Info) -> list[Thread | None]:
    """The thread it stands in."""
    found: list[Thread | None] = await info.context.loaders.thread.load_many([row.thread_id for row in posts])
    return found


async def post_parent(posts: Sequence[Post], info: Info) -> list[Post | None]:
    """What it replies to; null for a top-level post, or when that is not visible to you."""
    return await load_some(info.context.loaders.post, [row.parent_id for row in posts])


async def reactions(posts: Sequence[Post], info: Info) -> list[list[ReactionCount]]:
    """How readers reacted, most frequent kind first."""
    return await reactions_to_posts(info.context.reader, [row.id for row in posts])


async def revisions(posts: Sequence[Post], info: Info) -> list[list[PostRevision]]:
    """What it said before it was edited, oldest first; nothing for a deleted post."""
    return await revisions_of_posts(info.context.reader, [row.id for row in posts])


__all__ = [
    "ReactionCount",
    "feed",
    "post_author",
    "post_parent",
    "post_thread",
    "posts",
    "posts_of",
    "reactions",
    "replies",
    "revisions",
]
