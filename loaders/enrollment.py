"""Enrollments by id and in lists, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from access.enrollment import enrollment_visible
from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Enrollment, EnrollmentStatus, Mentorship, ProgressStatus, RoadmapStep
from models.enrollment import is_unlocked, percent_of

_SOURCE = """enrollment e JOIN educator o ON o.id = e.educator_id JOIN roadmap r ON r.id = e.roadmap_id
    LEFT JOIN community rc ON rc.id = r.community_id"""
_VISIBLE = enrollment_visible("e", "o", "r", "rc")
_BY_ID = f"""SELECT {columns(Enrollment, "e")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE e.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
# Asked for enrollments that were read; the notes on steps are their owner's alone.
_WALKS = f"""SELECT e.id AS walked_in, {columns(RoadmapStep, "s")},
        coalesce(sp.status, 'NOT_STARTED') AS progress, sp.done_at, sp.attested_by_id, sp.attested_at,
        CASE WHEN e.educator_id = viewer.id THEN sp.note END AS note,
        ARRAY(SELECT q.prerequisite_id FROM step_prerequisite q WHERE q.step_id = s.id) AS waits_for
    FROM {VIEWER_ROW}, enrollment e JOIN roadmap_step s ON s.version_id = e.roadmap_version_id
    LEFT JOIN step_progress sp ON sp.enrollment_id = e.id AND sp.step_id = s.id
    WHERE e.id = ANY ($4::uuid[]) ORDER BY s.position"""
_SHARED_WITH = Listing(
    Mentorship,
    "m",
    "enrollment_share x JOIN mentorship m ON m.id = x.mentorship_id",
    f"x.enrollment_id = asked.key AND {in_room('m')}",
)
_OF_ROOMS = Listing(
    Enrollment,
    "e",
    f"enrollment_share x JOIN {_SOURCE.replace('enrollment e', 'enrollment e ON e.id = x.enrollment_id', 1)}",
    f"x.mentorship_id = asked.key AND {_VISIBLE}",
)
_LEARNERS = Listing(
    Enrollment,
    "e",
    f"step_progress p JOIN {_SOURCE.replace('enrollment e', 'enrollment e ON e.id = p.enrollment_id', 1)}",
    f"""p.step_id = asked.key AND p.status = 'IN_PROGRESS' AND e.status = 'ACTIVE'
        AND e.educator_id IS DISTINCT FROM viewer.id AND {_VISIBLE}""",
)


@dataclass(frozen=True, slots=True)
class StepState:
    """How far somebody is with a step."""

    enrollment_id: UUID
    step: RoadmapStep
    status: ProgressStatus
    unlocked: bool
    note: str | None
    done_at: datetime | None
    attested_by_id: UUID | None
    attested_at: datetime | None


@dataclass(frozen=True, slots=True)
class Walk:
    """How far somebody is along a roadmap: step by step, and altogether in percent."""

    steps: list[StepState]
    percent: float | None


async def enrollments_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Enrollment | None]:
    """n ids → n enrollments; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Enrollment)}
    return [found.get(key) for key in ids]


async def enrollments_of_educators(
    reader: Reader, ids: Sequence[UUID], status: EnrollmentStatus | None, arguments: PageArguments
) -> list[Page]:
    """n educators → n pages of where they are on roadmaps, newest first. One statement."""
    condition = f"e.educator_id = asked.key AND ($5::text IS NULL OR e.status = $5) AND {_VISIBLE}"
    listing = Listing(Enrollment, "e", _SOURCE, condition, (status,))
    return await pages(reader, listing, ids, newest("e"), arguments)


async def enrollments_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n mentorships → n pages of the enrollments shared with them, newest first. One statement."""
    return await pages(reader, _OF_ROOMS, ids, newest("e"), arguments)


async def learners_of_steps(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n steps → n pages of the others who are at it now, newest first. One statement."""
    return await pages(reader, _LEARNERS, ids, newest("e"), arguments)


async def mentorships_shared_with(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n enrollments → n pages of the viewer's mentorships they are shared with. One statement."""
    return await pages(reader, _SHARED_WITH, ids, newest("m"), arguments)


async def walks_of(reader: Reader, ids: Sequence[UUID]) -> list[Walk]:
    """n enrollments → how far each is, step by step, in the order of the roadmap. One statement."""
    rows: dict[UUID, list[Any]] = {key: [] for key in ids}
    for row in await reader.rows(_WALKS, list(rows), of=RoadmapStep):
        rows[row["walked_in"]].append(row)
    return [_walk(rows[key]) for key in ids]


def _walk(rows: Sequence[Any]) -> Walk:
    statuses = {row["id"]: ProgressStatus(row["progress"]) for row in rows}
    steps = [
        StepState(
            row["walked_in"],
            row,
            statuses[row["id"]],
            is_unlocked(statuses[key] for key in row["waits_for"]),
            row["note"],
            row["done_at"],
            row["attested_by_id"],
            row["attested_at"],
        )
        for row in rows
    ]
    return Walk(steps, percent_of((row["weight"], row["optional"], statuses[row["id"]]) for row in rows))
