"""Goals by id, of mentorships, of owners, and the evidence of goals."""

from collections.abc import Sequence
from uuid import UUID

from access.goal import evidence_visible, goal_visible
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, oldest, pages
from loaders.reader import Reader, columns
from models import Evidence, Goal, GoalStatus

_SOURCE = """goal g JOIN educator o ON o.id = g.owner_id
    LEFT JOIN mentorship gm ON gm.id = g.mentorship_id"""
_VISIBLE = goal_visible("g", "gm", "o")
_BY_ID = f"""SELECT {columns(Goal, "g")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE g.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_EVIDENCE_SOURCE = """evidence e LEFT JOIN goal g ON g.id = e.goal_id
    LEFT JOIN mentorship gm ON gm.id = g.mentorship_id"""
_EVIDENCE_VISIBLE = evidence_visible("e", "g", "gm")
_EVIDENCE_BY_ID = f"""SELECT {columns(Evidence, "e")} FROM {VIEWER_ROW}, {_EVIDENCE_SOURCE}
    WHERE e.id = ANY ($4::uuid[]) AND {_EVIDENCE_VISIBLE}"""
_EVIDENCE = Listing(Evidence, "e", _EVIDENCE_SOURCE, f"e.goal_id = asked.key AND {_EVIDENCE_VISIBLE}")
_STEP_EVIDENCE = Listing(
    Evidence, "e", _EVIDENCE_SOURCE, f"e.enrollment_id = asked.key AND {_EVIDENCE_VISIBLE}"
)


async def goals_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Goal | None]:
    """n ids → n goals; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Goal)}
    return [found.get(key) for key in ids]


async def goals_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, status: GoalStatus | None
) -> list[Page]:
    """n mentorships → n pages of their goals, newest first. One statement."""
    return await pages(reader, _listing("g.mentorship_id", status), ids, newest("g"), arguments)


async def goals_of_owners(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, status: GoalStatus | None
) -> list[Page]:
    """n educators → n pages of the goals that are theirs, newest first. One statement."""
    return await pages(reader, _listing("g.owner_id", status), ids, newest("g"), arguments)


def _listing(parent: str, status: GoalStatus | None) -> Listing:
    condition = f"{parent} = asked.key AND ($5::text IS NULL OR g.status = $5) AND {_VISIBLE}"
    return Listing(Goal, "g", _SOURCE, condition, values=(status,))


async def evidence_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Evidence | None]:
    """n ids → n pieces of evidence; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_EVIDENCE_BY_ID, list(ids), of=Evidence)}
    return [found.get(key) for key in ids]


async def evidence_of_goals(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n goals → n pages of their evidence, oldest first. One statement."""
    return await pages(reader, _EVIDENCE, ids, oldest("e"), arguments)


async def evidence_of_enrollments(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n enrollments → n pages of the evidence of their steps, oldest first. One statement."""
    return await pages(reader, _STEP_EVIDENCE, ids, oldest("e"), arguments)
