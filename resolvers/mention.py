"""Mentions: who is named in a post."""

import re
from collections.abc import Sequence
from uuid import UUID

from models import Mention, Notification, NotificationKind, Post
from resolvers.context import Context

# A handle after an @ that does not belong to a longer word, an e-mail address or a package's name.
MENTION = re.compile(r"(?<![\w@.])@([a-z0-9_]{3,30})(?![\w@]|[./]\w)")
# Code and web addresses speak to nobody.
NOT_PROSE = re.compile(r"```.*?(?:```|\Z)|(?<!`)(`{1,2})(?!`)[^\n]*?(?<!`)\1(?!`)|https?://\S+", re.DOTALL)
MOST_MENTIONS = 20


def handles_in(body: str) -> list[str]:
    """The handles a text mentions, each once, in order; at most 20."""
    return list(dict.fromkeys(MENTION.findall(NOT_PROSE.sub(" ", body))))[:MOST_MENTIONS]


async def mention(context: Context, post: Post) -> list[UUID]:
    """Store who is named in a post, as far as the writer sees them; answers who is new."""
    named = await context.loaders.educator_by_handle.load_many(handles_in(post.body or ""))
    ids = {educator.id for educator in named if educator is not None} - {post.author_id}
    before = set(await Mention.filter(post_id=post.id).values_list("educator_id", flat=True))
    await Mention.filter(post_id=post.id, educator_id__in=list(before - ids)).delete()
    fresh = sorted(ids - before)
    await Mention.bulk_create(
        Mention(id=Mention.new_id(context.now()), post_id=post.id, educator_id=key) for key in fresh
    )
    return fresh


async def not_yet_told(post: Post, mentioned: Sequence[UUID]) -> list[UUID]:
    """Those whom no mention in this post was told before: naming somebody again and again tells once."""
    told = set(
        await Notification.filter(
            post_id=post.id, kind=NotificationKind.MENTION, educator_id__in=list(mentioned)
        ).values_list("educator_id", flat=True)
    )
    return [key for key in mentioned if key not in told]
