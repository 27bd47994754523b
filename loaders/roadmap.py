"""Roadmaps by id, by slug and by filter, and what they are about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from access.roadmap import roadmap_visible
from access.viewer import VIEWER_ROW
from loaders.audit import look_into_hidden
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Roadmap, RoadmapStatus, Topic

SOURCE = "roadmap r LEFT JOIN community rc ON rc.id = r.community_id"
VISIBLE = roadmap_visible("r", "rc")
_BY = (
    f"SELECT {columns(Roadmap, 'r')} FROM {VIEWER_ROW}, {SOURCE} WHERE r.{{column}} = ANY ($4) AND {VISIBLE}"
)
_BY_ID, _BY_SLUG = _BY.format(column="id"), _BY.format(column="slug")
_TOPICS = f"""SELECT rt.roadmap_id AS listed_for, {columns(Topic, "t")}
    FROM roadmap_topic rt JOIN topic t ON t.id = rt.topic_id
    WHERE rt.roadmap_id = ANY ($1::uuid[]) ORDER BY rt.position, t.slug"""
_ENROLLED = """SELECT roadmap_id, count(*) AS enrolled FROM enrollment
    WHERE roadmap_id = ANY ($1::uuid[]) AND status <> 'LEFT' GROUP BY roadmap_id"""
_ABOUT = """ AND r.id IN (
    SELECT rt.roadmap_id FROM roadmap_topic rt JOIN topic t ON t.id = rt.topic_id
    WHERE t.slug = ${}::text)"""
# Platform moderators look into hidden communities one by one, they do not browse them.
_LISTED = f"{VISIBLE} AND (rc.id IS NULL OR rc.visibility <> 'HIDDEN' OR NOT viewer.oversees)"


class Wanted(NamedTuple):
    """Which roadmaps are wanted; None for any."""

    status: RoadmapStatus
    topic: str | None
    curator_id: UUID | None


async def roadmaps_by_id(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Roadmap | None]:
    """n ids → n roadmaps; None for one that is absent or hidden. One statement, more for moderators."""
    found = {row["id"]: row for row in await _roadmaps(reader, _BY_ID, ids, now)}
    return [found.get(key) for key in ids]


async def roadmaps_by_slug(reader: Reader, slugs: Sequence[str], now: datetime) -> list[Roadmap | None]:
    """n slugs → n roadmaps; None for one that is absent or hidden. One statement, more for moderators."""
    found = {row["slug"]: row for row in await _roadmaps(reader, _BY_SLUG, slugs, now)}
    return [found.get(slug) for slug in slugs]


async def _roadmaps(reader: Reader, sql: str, keys: Sequence[UUID | str], now: datetime) -> list[Any]:
    rows = await reader.rows(sql, list(keys), of=Roadmap)
    if reader.viewer.oversees:
        await look_into_hidden(reader, [row["community_id"] for row in rows if row["community_id"]], now)
    return rows


async def roadmaps_where(reader: Reader, wanted: Wanted, arguments: PageArguments) -> Page:
    """A page of the roadmaps that stand so, newest first. One statement."""
    listing = _listing(wanted, "true")
    return (await pages(reader, listing, [ROOT], newest("r"), arguments))[0]


async def roadmaps_of_communities(
    reader: Reader, ids: Sequence[UUID], wanted: Wanted, arguments: PageArguments
) -> list[Page]:
    """n communities → n pages of their roadmaps that stand so, newest first. One statement."""
    return await pages(reader, _listing(wanted, "r.community_id = asked.key"), ids, newest("r"), arguments)


def _listing(wanted: Wanted, parent: str) -> Listing:
    clauses = [(" AND r.status = ${}::text", wanted.status.value)]
    if wanted.topic is not None:
        clauses.append((_ABOUT, wanted.topic))
    values: list[object] = [value for _, value in clauses]
    if wanted.curator_id is not None:
        clauses.append((" AND r.curator_id = ${}::uuid", ""))
        values.append(wanted.curator_id)
    condition = "".join(clause.format(5 + i) for i, (clause, _) in enumerate(clauses))
    return Listing(Roadmap, "r", SOURCE, f"{parent} AND {_LISTED}{condition}", tuple(values))


async def topics_of_roadmaps(reader: Reader, ids: Sequence[UUID]) -> list[list[Topic]]:
    """n roadmaps → n lists of topics, in their own order. One statement."""
    topics: dict[UUID, list[Topic]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_TOPICS, list(topics), of=Topic):
        topics[row["listed_for"]].append(row)
    return [topics[key] for key in ids]


async def enrolled_in(reader: Reader, ids: Sequence[UUID]) -> list[int]:
    """n roadmaps → how many are on each or have completed it. One statement."""
    found = {row["roadmap_id"]: row["enrolled"] for row in await reader.plain_rows(_ENROLLED, list(set(ids)))}
    return [found.get(key, 0) for key in ids]
