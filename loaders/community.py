"""Communities by id, by slug and by filter, and what they are about."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from access.community import community_visible, is_member
from access.viewer import VIEWER_ROW
from loaders.audit import look_into_communities
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Community, CommunityVisibility, Topic

_BY = f"""SELECT {columns(Community, "c")} FROM {VIEWER_ROW}, community c
    WHERE c.{{column}} = ANY ($4) AND {community_visible("c")}"""
_BY_ID, _BY_SLUG = _BY.format(column="id"), _BY.format(column="slug")
# Platform moderators look into hidden communities one by one, they do not browse them.
_LISTED = f"{community_visible('c')} AND (c.visibility <> 'HIDDEN' OR {is_member('c')})"
_TOPICS = f"""SELECT ct.community_id AS listed_for, {columns(Topic, "t")}
    FROM community_topic ct JOIN topic t ON t.id = ct.topic_id
    WHERE ct.community_id = ANY ($1::uuid[]) ORDER BY ct.position, t.slug"""
_ABOUT = """ AND c.id IN (
    SELECT ct.community_id FROM community_topic ct JOIN topic t ON t.id = ct.topic_id
    WHERE t.slug = ${}::text)"""
_NAMED = (
    " AND (strpos(lower(c.name), lower(${0}::text)) > 0 OR strpos(lower(c.purpose), lower(${0}::text)) > 0)"
)


async def communities_by_id(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Community | None]:
    """n ids → n communities; None for one that is absent or hidden. One statement, two for moderators."""
    found = {row["id"]: row for row in await _communities(reader, _BY_ID, ids, now)}
    return [found.get(key) for key in ids]


async def communities_by_slug(reader: Reader, slugs: Sequence[str], now: datetime) -> list[Community | None]:
    """n slugs → n communities; None for one that is absent or hidden. One statement, two for moderators."""
    found = {row["slug"]: row for row in await _communities(reader, _BY_SLUG, slugs, now)}
    return [found.get(slug) for slug in slugs]


async def _communities(reader: Reader, sql: str, keys: Sequence[UUID | str], now: datetime) -> list[Any]:
    rows = await reader.rows(sql, list(keys), of=Community)
    if reader.viewer.oversees:
        hidden = [row["id"] for row in rows if row["visibility"] == CommunityVisibility.HIDDEN]
        await look_into_communities(reader, hidden, now)
    return rows


async def communities_where(
    reader: Reader, topic: str | None, words: str | None, arguments: PageArguments
) -> Page:
    """A page of the communities about a topic, with these words in name or purpose, newest first.

    HIDDEN ones are listed for their members alone. One statement.
    """
    given = [(clause, value) for clause, value in ((_ABOUT, topic), (_NAMED, words)) if value is not None]
    condition = _LISTED + "".join(clause.format(5 + i) for i, (clause, _) in enumerate(given))
    listing = Listing(Community, "c", "community c", condition, tuple(value for _, value in given))
    return (await pages(reader, listing, [ROOT], newest("c"), arguments))[0]


async def topics_of_communities(reader: Reader, ids: Sequence[UUID]) -> list[list[Topic]]:
    """n communities → n lists of topics, in their own order. One statement."""
    topics: dict[UUID, list[Topic]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_TOPICS, list(topics), of=Topic):
        topics[row["listed_for"]].append(row)
    return [topics[key] for key in ids]
