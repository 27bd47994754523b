"""Paths: how educators are connected, and who guided those who guided them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from strawberry import ID

from kit.errors import invalid
from loaders.network import lineages_of, neighbours_of
from models import Educator
from reports.path import shortest_path
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.node import row_id_of

MOST_HOPS = 4
MOST_GENERATIONS = 3

Depth = Annotated[int, described("How many generations back: 1–3.")]


@dataclass(frozen=True)
class MentoringPath:
    """Those on the way, both ends included."""

    ids: Sequence[UUID]


@dataclass(frozen=True)
class Ancestor:
    """A mentor of the generation before."""

    generation: int
    mentor_id: UUID
    mentee_id: UUID


async def mentoring_path(
    info: Info,
    from_id: Annotated[ID, described("The global id of the educator it begins with.")],
    to_id: Annotated[ID, described("The global id of the educator it leads to.")],
    max_hops: Annotated[int, described("Over at most how many mentorships it may lead: 1–4.")] = MOST_HOPS,
) -> MentoringPath | None:
    """A shortest way from one educator to another over mentorships that you may see; null without one."""
    if not 1 <= max_hops <= MOST_HOPS:
        raise invalid("maxHops", f"`maxHops` lies between 1 and {MOST_HOPS}.")
    start, end = row_id_of(from_id, "Educator", "fromId"), row_id_of(to_id, "Educator", "toId")
    context = info.context
    if None in await context.loaders.educator.load_many([start, end]):
        return None
    ids = await shortest_path(start, end, max_hops, partial(neighbours_of, context.reader))
    return MentoringPath(ids) if ids else None


async def hops(paths: Sequence[MentoringPath], info: Info) -> list[int]:
    """Over how many mentorships it leads."""
    return [len(path.ids) - 1 for path in paths]


async def path_educators(paths: Sequence[MentoringPath], info: Info) -> list[list[Educator | None]]:
    """Everybody on the way, both ends included."""
    loader = info.context.loaders.educator
    await loader.load_many([key for path in paths for key in path.ids])
    return [await loader.load_many(path.ids) for path in paths]


async def mentor_lineage(
    info: Info,
    educator_id: Annotated[ID, described("The global id of an educator.")],
    depth: Depth = MOST_GENERATIONS,
) -> list[Ancestor]:
    """Who guided an educator, who guided these, and so on, nearest first, as far as you may see it."""
    _check_depth(depth)
    key = row_id_of(educator_id, "Educator", "educatorId")
    if await info.context.loaders.educator.load(key) is None:
        return []
    return (await _lineages(info, [key], depth))[0]


async def lineages(
    educators: Sequence[Educator], info: Info, depth: Depth = MOST_GENERATIONS
) -> list[list[Ancestor]]:
    """Who guided this educator, who guided these, and so on, nearest first, as far as you may see it."""
    _check_depth(depth)
    return await _lineages(info, [row.id for row in educators], depth)


async def _lineages(info: Info, ids: Sequence[UUID], depth: int) -> list[list[Ancestor]]:
    found = await lineages_of(info.context.reader, ids, depth)
    return [_each_once(found[key]) for key in ids]


def _each_once(line: Sequence[tuple[int, UUID, UUID]]) -> list[Ancestor]:
    """The nearest generation of each two that a mentorship ties."""
    nearest: dict[tuple[UUID, UUID], Ancestor] = {}
    for generation, mentor_id, mentee_id in line:
        nearest.setdefault((mentor_id, mentee_id), Ancestor(generation, mentor_id, mentee_id))
    return list(nearest.values())


def _check_depth(depth: int) -> None:
    if not 1 <= depth <= MOST_GENERATIONS:
        raise invalid("depth", f"`depth` lies between 1 and {MOST_GENERATIONS}.")


async def ancestor(ancestors: Sequence[Ancestor], info: Info) -> list[Educator | None]:
    """Who guided."""
    ids = [one.mentor_id for one in ancestors]
    found: list[Educator | None] = await info.context.loaders.educator.load_many(ids)
    return found


async def guided(ancestors: Sequence[Ancestor], info: Info) -> list[Educator | None]:
    """Whom they guided."""
    ids = [one.mentee_id for one in ancestors]
    found: list[Educator | None] = await info.context.loaders.educator.load_many(ids)
    return found
