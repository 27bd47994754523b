"""The editions of roadmaps: their steps, what comes before a step, and what helps with it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from access.roadmap import edition_visible, roadmap_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import RoadmapStep, RoadmapVersion, StepResource

_SOURCE = """roadmap_version v JOIN roadmap r ON r.id = v.roadmap_id
    LEFT JOIN community rc ON rc.id = r.community_id"""
_VISIBLE = f"{roadmap_visible('r', 'rc')} AND {edition_visible('v', 'r', 'rc')}"
_BY_ID = f"""SELECT {columns(RoadmapVersion, "v")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE v.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
# Without a number it is the latest published one; of a roadmap in the making, its draft.
_NUMBERED = f"""SELECT {columns(RoadmapVersion, "v")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE v.roadmap_id = ANY ($4::uuid[]) AND v.number = coalesce($5::int, greatest(r.latest_number, 1))
    AND {_VISIBLE}"""
_ALL = f"""SELECT {columns(RoadmapVersion, "v")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE v.roadmap_id = ANY ($4::uuid[]) AND {_VISIBLE} ORDER BY v.number DESC"""
_STEP_BY_ID = f"""SELECT {columns(RoadmapStep, "s")}
    FROM {VIEWER_ROW}, {_SOURCE} JOIN roadmap_step s ON s.version_id = v.id
    WHERE s.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
# Who may read an edition may read what is in it: these are asked for editions and steps that were read.
_STEPS = f"""SELECT {columns(RoadmapStep, "s")} FROM roadmap_step s
    WHERE s.version_id = ANY ($1::uuid[]) ORDER BY s.position"""
_BEFORE = f"""SELECT sp.step_id AS listed_for, {columns(RoadmapStep, "s")}
    FROM step_prerequisite sp JOIN roadmap_step s ON s.id = sp.prerequisite_id
    WHERE sp.step_id = ANY ($1::uuid[]) ORDER BY s.position"""
_RESOURCES = f"""SELECT {columns(StepResource, "sr")} FROM step_resource sr
    WHERE sr.step_id = ANY ($1::uuid[]) ORDER BY sr.position"""


async def versions_by_id(reader: Reader, ids: Sequence[UUID]) -> list[RoadmapVersion | None]:
    """n ids → n editions; None for one that is absent, hidden, or another's draft. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=RoadmapVersion)}
    return [found.get(key) for key in ids]


async def versions_numbered(
    reader: Reader, roadmap_ids: Sequence[UUID], number: int | None
) -> list[RoadmapVersion | None]:
    """n roadmaps → that edition of each, the latest one without a number; None without. One statement."""
    rows = await reader.rows(_NUMBERED, list(roadmap_ids), number, of=RoadmapVersion)
    found = {row["roadmap_id"]: row for row in rows}
    return [found.get(key) for key in roadmap_ids]


async def versions_of_roadmaps(reader: Reader, ids: Sequence[UUID]) -> list[list[RoadmapVersion]]:
    """n roadmaps → n lists of editions, newest first. One statement."""
    return _lists(ids, "roadmap_id", await reader.rows(_ALL, list(ids), of=RoadmapVersion))


async def steps_by_id(reader: Reader, ids: Sequence[UUID]) -> list[RoadmapStep | None]:
    """n ids → n steps; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_STEP_BY_ID, list(ids), of=RoadmapStep)}
    return [found.get(key) for key in ids]


async def steps_of_versions(reader: Reader, ids: Sequence[UUID]) -> list[list[RoadmapStep]]:
    """n editions → n lists of steps, in their order. One statement."""
    return _lists(ids, "version_id", await reader.plain_rows(_STEPS, list(ids), of=RoadmapStep))


async def prerequisites_of_steps(reader: Reader, ids: Sequence[UUID]) -> list[list[RoadmapStep]]:
    """n steps → n lists of the steps that come before, in their order. One statement."""
    return _lists(ids, "listed_for", await reader.plain_rows(_BEFORE, list(ids), of=RoadmapStep))


async def resources_of_steps(reader: Reader, ids: Sequence[UUID]) -> list[list[StepResource]]:
    """n steps → n lists of resources, in their order. One statement."""
    return _lists(ids, "step_id", await reader.plain_rows(_RESOURCES, list(ids), of=StepResource))


def _lists(keys: Sequence[UUID], parent: str, rows: Sequence[Any]) -> list[list[Any]]:
    lists: dict[UUID, list[Any]] = {key: [] for key in keys}
    for row in rows:
        lists[row[parent]].append(row)
    return [lists[key] for key in keys]
