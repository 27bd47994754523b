"""Topics and their tree."""

from collections.abc import Sequence
from typing import Annotated

from kit.errors import invalid
from loaders.follow import viewer_follows_topics
from loaders.page import Page
from loaders.topic import narrower_topics, topics_where
from models import Topic, TopicKind
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import load_some


async def topic(info: Info, slug: Annotated[str, described("The topic's slug.")]) -> Topic | None:
    """The topic with this slug."""
    found: Topic | None = await info.context.loaders.topic_by_slug.load(slug)
    return found


async def topics(
    info: Info,
    page: PageArguments,
    kinds: Annotated[list[TopicKind] | None, described("Which kinds; all when left out.")] = None,
) -> Page:
    """The taxonomy of teaching, by slug."""
    wanted = [str(kind) for kind in kinds or ()]
    return await topics_where(info.context.reader, wanted, page)


async def parent(topics: Sequence[Topic], info: Info) -> list[Topic | None]:
    """The wider topic, if there is one."""
    return await load_some(info.context.loaders.topic, [row.parent_id for row in topics])


async def children(topics: Sequence[Topic], info: Info) -> list[list[Topic]]:
    """The topics right below, by slug."""
    return await narrower_topics(info.context.reader, [row.id for row in topics])


async def viewer_is_following(topics: Sequence[Topic], info: Info) -> list[bool]:
    """Whether you follow this topic."""
    return await viewer_follows_topics(info.context.reader, [row.id for row in topics])


async def topics_called(context: Context, slugs: Sequence[str], argument: str) -> list[Topic]:
    """The topics with these slugs, in the same order.

    Raises: DomainError INVALID when there is none with one of them.
    """
    found = await context.loaders.topic_by_slug.load_many(slugs)
    unknown = [slug for slug, topic in zip(slugs, found, strict=True) if topic is None]
    if unknown:
        raise invalid(argument, f"There is no topic {unknown[0]!r}.")
    return [topic for topic in found if topic is not None]
