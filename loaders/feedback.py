"""What the two of a mentorship thought of their sessions, as far as it is revealed."""

from collections.abc import Sequence
from uuid import UUID

from access.feedback import feedback_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import SessionFeedback

_BY = f"""SELECT {columns(SessionFeedback, "f")} FROM {VIEWER_ROW}, session_feedback f
    JOIN session s ON s.id = f.session_id JOIN mentorship m ON m.id = s.mentorship_id
    WHERE f.{{column}} = ANY ($4::uuid[]) AND {feedback_visible("f", "s", "m")} ORDER BY f.id"""
_BY_ID, _BY_SESSION = _BY.format(column="id"), _BY.format(column="session_id")


async def feedback_by_id(reader: Reader, ids: Sequence[UUID]) -> list[SessionFeedback | None]:
    """n ids → n pieces of feedback; None for one that is absent or not revealed. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=SessionFeedback)}
    return [found.get(key) for key in ids]


async def feedback_on_sessions(reader: Reader, ids: Sequence[UUID]) -> list[list[SessionFeedback]]:
    """n sessions → n lists: the viewer's own feedback, and the other's once revealed. One statement."""
    feedback: dict[UUID, list[SessionFeedback]] = {key: [] for key in ids}
    for row in await reader.rows(_BY_SESSION, list(feedback), of=SessionFeedback):
        feedback[row["session_id"]].append(row)
    return [feedback[key] for key in ids]
