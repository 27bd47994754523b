"""Reciprocity: whether both give, and both learn."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW, Viewer
from kit.database import Database

# What is one's own still, a private goal or feedback that is not revealed, is not counted.
_RECIPROCITY = f"""WITH room AS (
        SELECT m.id FROM {VIEWER_ROW}, mentorship m WHERE m.id = ANY ($4::uuid[]) AND {in_room("m")}
    ), met AS (
        SELECT s.id, s.status, s.feedback_revealed_at FROM room JOIN session s ON s.mentorship_id = room.id
    ), heard AS (
        SELECT bool_and(f.learned) AS both_learned FROM met JOIN session_feedback f ON f.session_id = met.id
        WHERE met.status = 'HELD' GROUP BY met.id HAVING count(*) = 2
    ), given AS (
        SELECT n.assignee_id AS giver_id FROM met JOIN next_step n ON n.session_id = met.id
        WHERE n.done_at IS NOT NULL
        UNION ALL SELECT e.author_id FROM room JOIN goal g ON g.mentorship_id = room.id
            JOIN evidence e ON e.goal_id = g.id WHERE g.visibility <> 'PRIVATE'
        UNION ALL SELECT f.educator_id FROM met JOIN session_feedback f ON f.session_id = met.id
            WHERE met.feedback_revealed_at IS NOT NULL
    )
    SELECT (SELECT count(*) FROM heard) AS heard, (SELECT count(*) FROM heard WHERE both_learned) AS learned,
        (SELECT count(*) FROM given WHERE giver_id = $1) AS own,
        (SELECT count(*) FROM given WHERE giver_id <> $1) AS others"""


@dataclass(frozen=True)
class Reciprocity:
    """Whether both learned, and whether both gave; null where nothing tells."""

    mutual_learning_rate: float | None
    contribution_balance: float | None


async def reciprocity_over(database: Database, viewer: Viewer, ids: Sequence[UUID]) -> Reciprocity:
    """What the viewer and one other gave and learned over mentorships of theirs. One statement."""
    (row,) = await database.fetch(_RECIPROCITY, *viewer.filter_values(), list(ids))
    return Reciprocity(
        mutual_learning_rate(row["learned"], row["heard"]), contribution_balance(row["own"], row["others"])
    )


def mutual_learning_rate(learned: int, heard: int) -> float | None:
    """The share of held sessions with both feedbacks after which both said that they learned."""
    return learned / heard if heard else None


def contribution_balance(one: int, other: int) -> float | None:
    """From 1, when both contributed alike, down to 0, when one did it all; null when nobody did."""
    total = one + other
    return 1 - abs(one - other) / total if total else None


@dataclass(frozen=True)
class NetworkReciprocity:
    """Whether support flows both ways in a network; None where it is not defined."""

    r: float | None
    rho: float | None


def network_reciprocity(edges: Iterable[tuple[Hashable, Hashable]]) -> NetworkReciprocity:
    """r = reciprocated directed edges ÷ edges, and rho = (r − ā) ÷ (1 − ā) with the density ā.

    rho is above 0 when more is given back than chance would have it in a network as dense, below when
    less. ā = edges ÷ (n (n − 1)) over the n who give or get. An edge counts once, one to oneself never;
    r is None without edges, rho in a complete network. Garlaschelli & Loffredo (2004).
    """
    given = {(giver, taker) for giver, taker in edges if giver != taker}
    people = len({person for edge in given for person in edge})
    if not given:
        return NetworkReciprocity(None, None)
    r = sum((taker, giver) in given for giver, taker in given) / len(given)
    density = len(given) / (people * (people - 1))
    return NetworkReciprocity(r, (r - density) / (1 - density) if density < 1 else None)
