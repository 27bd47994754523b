"""Reactions to posts, counted by kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from access.viewer import VIEWER_ROW
from loaders.reader import Reader
from models import ReactionKind

_COUNTS = f"""SELECT r.post_id, r.kind, count(*) AS count, bool_or(r.educator_id = viewer.id) AS own
    FROM {VIEWER_ROW}, reaction r
    WHERE r.post_id = ANY ($4::uuid[]) AND r.educator_id <> ALL (viewer.blocked)
    GROUP BY r.post_id, r.kind ORDER BY count(*) DESC, r.kind"""


@dataclass(frozen=True, slots=True)
class ReactionCount:
    """How many educators reacted in one way, and whether the viewer did."""

    kind: ReactionKind
    count: int
    viewer_reacted: bool


async def reactions_to_posts(reader: Reader, ids: Sequence[UUID]) -> list[list[ReactionCount]]:
    """n posts → n lists of counts, most frequent kind first. One statement."""
    counts: dict[UUID, list[ReactionCount]] = {key: [] for key in ids}
    for row in await reader.rows(_COUNTS, list(counts)):
        reaction = ReactionCount(ReactionKind(row["kind"]), row["count"], bool(row["own"]))
        counts[row["post_id"]].append(reaction)
    return [counts[key] for key in ids]
