"""How the two of a mentorship look back on it."""

from collections.abc import Sequence
from uuid import UUID

from access.closure import reflection_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import ClosureReflection

_OF_MENTORSHIP = f"""SELECT {columns(ClosureReflection, "r")} FROM {VIEWER_ROW}, closure_reflection r
    JOIN mentorship m ON m.id = r.mentorship_id
    WHERE r.mentorship_id = ANY ($4::uuid[]) AND {reflection_visible("r", "m")} ORDER BY r.id"""


async def reflections_of_mentorships(reader: Reader, ids: Sequence[UUID]) -> list[list[ClosureReflection]]:
    """n mentorships → n lists of what the viewer may read, oldest first. One statement."""
    found: dict[UUID, list[ClosureReflection]] = {key: [] for key in ids}
    for row in await reader.rows(_OF_MENTORSHIP, list(found), of=ClosureReflection):
        found[row["mentorship_id"]].append(row)
    return [found[key] for key in ids]
