"""Who is tied to whom by mentorships, as far as the viewer may see the tie and the person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from access.educator import educator_visible
from access.network import tie_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader

# One index for each part somebody can play.
_PLAYED = """((SELECT p.*, p.mentee_id AS other_id FROM mentorship p WHERE p.mentor_id = asked.id)
    UNION ALL (SELECT p.*, p.mentor_id AS other_id FROM mentorship p WHERE p.mentee_id = asked.id))"""
_ASKED = f"FROM {VIEWER_ROW}, unnest($4::uuid[]) AS asked(id)"
_TIED = f"""{_ASKED} CROSS JOIN LATERAL {_PLAYED} m JOIN educator o ON o.id = m.other_id
    WHERE {tie_visible("m")} AND {educator_visible("o")}"""

STANDPOINT = """{other}.organisation, {other}.country, {other}.region, {other}.phases, {other}.career_stage,
    ARRAY(SELECT et.topic_id FROM educator_topic et WHERE et.educator_id = {other}.id) AS subjects"""
# What was asked for is known to the two alone.
_TIES = f"""SELECT asked.id AS ego_id, m.id, m.other_id, m.mentor_id = m.other_id AS is_guided,
        m.activated_at, {STANDPOINT.format(other="o")},
        CASE WHEN viewer.id IN (m.mentor_id, m.mentee_id) THEN (
            SELECT r.functions FROM mentorship_request r WHERE r.id = m.request_id) END AS functions
    {_TIED} AND (m.closed_at IS NULL OR m.closed_at > $5::timestamptz)
    ORDER BY m.activated_at, m.id"""
_AMONG = f"""SELECT DISTINCT m.mentor_id, m.mentee_id FROM {VIEWER_ROW}, mentorship m
    WHERE m.mentor_id = ANY ($4::uuid[]) AND m.mentee_id = ANY ($4::uuid[]) AND {tie_visible("m")}
    AND (m.closed_at IS NULL OR m.closed_at > $5::timestamptz)"""
_NEIGHBOURS = f"SELECT DISTINCT asked.id, m.other_id {_TIED} ORDER BY asked.id, m.other_id"
# OFFSET 0: each is found by its key; without it, PostgreSQL reads all mentorships for each generation.
_LINEAGE = f"""WITH RECURSIVE line(ego_id, mentee_id, mentor_id, generation) AS (
        SELECT asked.id, NULL::uuid, asked.id, 0 FROM unnest($4::uuid[]) AS asked(id)
        UNION SELECT line.ego_id, m.mentee_id, m.mentor_id, line.generation + 1
        FROM {VIEWER_ROW}, line CROSS JOIN LATERAL (
            SELECT * FROM mentorship p WHERE p.mentee_id = line.mentor_id OFFSET 0) m
        JOIN educator o ON o.id = m.mentor_id
        WHERE line.generation < $5::int AND m.mentor_id <> line.ego_id
            AND {tie_visible("m")} AND {educator_visible("o")}
    ) SELECT * FROM line WHERE generation > 0 ORDER BY generation, mentor_id, mentee_id"""


async def ties_of_educators(
    reader: Reader, ids: Sequence[UUID], since: datetime
) -> dict[UUID, list[dict[str, Any]]]:
    """Educator → their mentorships that tie, oldest first, with where the other stands. One statement.

    Those that ended before `since` are left out. `is_guided`: the other guides.
    """
    ties: dict[UUID, list[dict[str, Any]]] = {key: [] for key in ids}
    for row in await reader.rows(_TIES, list(ties), since):
        ties[row["ego_id"]].append(row)
    return ties


async def ties_among(reader: Reader, ids: Sequence[UUID], since: datetime) -> list[tuple[UUID, UUID]]:
    """The ties among educators, as mentor and mentee, each once. One statement.

    Those that ended before `since` are left out. The educators are ones whom the viewer sees.
    """
    rows = await reader.rows(_AMONG, list(dict.fromkeys(ids)), since)
    return [(row["mentor_id"], row["mentee_id"]) for row in rows]


async def neighbours_of(reader: Reader, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Educator → all whom a tie leads to, each once, by id. One statement."""
    found: dict[UUID, list[UUID]] = {key: [] for key in ids}
    for row in await reader.rows(_NEIGHBOURS, list(found)):
        found[row["id"]].append(row["other_id"])
    return found


async def lineages_of(
    reader: Reader, ids: Sequence[UUID], depth: int
) -> dict[UUID, list[tuple[int, UUID, UUID]]]:
    """Educator → (generation, mentor, mentee) of those who guided them, and so on. One statement.

    Nearest generation first; nobody is listed as their own ancestor.
    """
    found: dict[UUID, list[tuple[int, UUID, UUID]]] = {key: [] for key in ids}
    for row in await reader.rows(_LINEAGE, list(found), depth):
        found[row["ego_id"]].append((row["generation"], row["mentor_id"], row["mentee_id"]))
    return found
