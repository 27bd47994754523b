"""Reacting to posts."""

from typing import Annotated

from access.thread import may_react
from models import EventKind, Post, Reaction, ReactionKind
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.node import seen
from resolvers.writing import PostId, announce_post

ReactionArgument = Annotated[ReactionKind, described("What you want to say.")]


async def react(info: Info, post_id: PostId, kind: ReactionArgument) -> Post:
    """Reacts to a post, once in each way; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_react)
    post = await seen(context.loaders.post, Post, post_id, "postId")
    post.must_stand()
    _, is_new = await Reaction.get_or_create(
        {"id": Reaction.new_id(context.now()), "created_at": context.now()},
        post_id=post.id,
        educator_id=context.member_id,
        kind=kind,
    )
    if is_new:
        announce_post(context, EventKind.REACTIONS_CHANGED, post)
    return post


async def unreact(info: Info, post_id: PostId, kind: ReactionArgument) -> Post:
    """Takes a reaction back; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_react)
    post = await seen(context.loaders.post, Post, post_id, "postId")
    gone = await Reaction.filter(post_id=post.id, educator_id=context.member_id, kind=kind).delete()
    if gone:
        announce_post(context, EventKind.REACTIONS_CHANGED, post)
    return post
