"""Roadmaps as they are read: curated learning paths, their editions and steps."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from loaders.page import Page
from loaders.roadmap import Wanted, enrolled_in, roadmaps_of_communities, roadmaps_where, topics_of_roadmaps
from loaders.roadmap_version import (
    prerequisites_of_steps,
    resources_of_steps,
    steps_of_versions,
    versions_numbered,
    versions_of_roadmaps,
)
from models import (
    Community,
    Educator,
    Roadmap,
    RoadmapStatus,
    RoadmapStep,
    RoadmapVersion,
    StepResource,
    Topic,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import load_some, row_id_of

RoadmapId = Annotated[ID, described("The global id of a roadmap.")]
OfStatus = Annotated[RoadmapStatus, described("Only those that stand so; drafts are shown to few.")]
AboutTopic = Annotated[str | None, described("Only those about the topic with this slug.")]


async def roadmap(info: Info, slug: Annotated[str, described("The roadmap's slug.")]) -> Roadmap | None:
    """The roadmap with this slug; null when there is none that you may see."""
    found: Roadmap | None = await info.context.loaders.roadmap_by_slug.load(slug)
    return found


async def roadmaps(
    info: Info,
    page: PageArguments,
    topic: AboutTopic = None,
    curator_id: Annotated[ID | None, described("Only those of this educator.")] = None,
    status: OfStatus = RoadmapStatus.PUBLISHED,
) -> Page:
    """Roadmaps that you may see, newest first."""
    curator = row_id_of(curator_id, "Educator", "curatorId") if curator_id is not None else None
    return await roadmaps_where(info.context.reader, Wanted(status, topic, curator), page)


async def roadmaps_of_community(
    communities: Sequence[Community],
    info: Info,
    page: PageArguments,
    topic: AboutTopic = None,
    status: OfStatus = RoadmapStatus.PUBLISHED,
) -> list[Page]:
    """The roadmaps made in this community, newest first, as far as you may see them."""
    ids = [row.id for row in communities]
    return await roadmaps_of_communities(info.context.reader, ids, Wanted(status, topic, None), page)


async def curator(roadmaps: Sequence[Roadmap], info: Info) -> list[Educator | None]:
    """Who made it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.curator_id for row in roadmaps])


async def roadmap_community(roadmaps: Sequence[Roadmap], info: Info) -> list[Community | None]:
    """The community it was made in; null for none, or one that is not visible to you."""
    return await load_some(info.context.loaders.community, [row.community_id for row in roadmaps])


async def roadmap_topics(roadmaps: Sequence[Roadmap], info: Info) -> list[list[Topic]]:
    """What it is about, in its own order."""
    return await topics_of_roadmaps(info.context.reader, [row.id for row in roadmaps])


async def edition(
    roadmaps: Sequence[Roadmap],
    info: Info,
    number: Annotated[int | None, described("Which one; the latest published one without it.")] = None,
) -> list[RoadmapVersion | None]:
    """One edition of its steps; of a roadmap in the making, its draft, for those who may read drafts."""
    return await versions_numbered(info.context.reader, [row.id for row in roadmaps], number)


async def editions(roadmaps: Sequence[Roadmap], info: Info) -> list[list[RoadmapVersion]]:
    """All its editions, newest first; the draft of the next one for those who may read drafts."""
    return await versions_of_roadmaps(info.context.reader, [row.id for row in roadmaps])


async def enrolled_count(roadmaps: Sequence[Roadmap], info: Info) -> list[int]:
    """How many are on it or have completed it."""
    return await enrolled_in(info.context.reader, [row.id for row in roadmaps])


async def version_roadmap(versions: Sequence[RoadmapVersion], info: Info) -> list[Roadmap | None]:
    """The roadmap it is an edition of."""
    return await load_some(info.context.loaders.roadmap, [row.roadmap_id for row in versions])


async def steps(versions: Sequence[RoadmapVersion], info: Info) -> list[list[RoadmapStep]]:
    """Its steps, in their order."""
    return await steps_of_versions(info.context.reader, [row.id for row in versions])


async def prerequisites(steps: Sequence[RoadmapStep], info: Info) -> list[list[RoadmapStep]]:
    """The steps that come before this one, in their order."""
    return await prerequisites_of_steps(info.context.reader, [row.id for row in steps])


async def resources(steps: Sequence[RoadmapStep], info: Info) -> list[list[StepResource]]:
    """What helps with it, in its own order."""
    return await resources_of_steps(info.context.reader, [row.id for row in steps])
