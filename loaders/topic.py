"""Topics by id and slug, and the tree they form. Topics are public."""

from collections.abc import Sequence
from uuid import UUID

from loaders.page import ROOT, Listing, Order, Page, PageArguments, pages
from loaders.reader import Reader, columns
from models import Topic

_BY_ID = f"SELECT {columns(Topic, 't')} FROM topic t WHERE t.id = ANY ($1::uuid[])"
_BY_SLUG = f"SELECT {columns(Topic, 't')} FROM topic t WHERE t.slug = ANY ($1::text[])"
_CHILDREN = f"SELECT {columns(Topic, 't')} FROM topic t WHERE t.parent_id = ANY ($1::uuid[]) ORDER BY t.slug"
_BY_NAME = Order("slug", (("t.slug", "text", "slug"),))


async def topics_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Topic | None]:
    """n ids → n topics. One statement."""
    found = {row["id"]: row for row in await reader.plain_rows(_BY_ID, list(ids), of=Topic)}
    return [found.get(key) for key in ids]


async def topics_by_slug(reader: Reader, slugs: Sequence[str]) -> list[Topic | None]:
    """n slugs → n topics. One statement."""
    found = {row["slug"]: row for row in await reader.plain_rows(_BY_SLUG, list(slugs), of=Topic)}
    return [found.get(slug) for slug in slugs]


async def narrower_topics(reader: Reader, ids: Sequence[UUID]) -> list[list[Topic]]:
    """n topics → n lists of the topics right below them, by slug. One statement."""
    below: dict[UUID, list[Topic]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_CHILDREN, list(below), of=Topic):
        below[row["parent_id"]].append(row)
    return [below[key] for key in ids]


async def topics_where(reader: Reader, kinds: Sequence[str], arguments: PageArguments) -> Page:
    """A page of topics, by slug; all kinds when none is given. One statement."""
    condition = "t.kind = ANY ($5::text[])" if kinds else "true"
    listing = Listing(Topic, "t", "topic t", condition, (list(kinds),) if kinds else ())
    return (await pages(reader, listing, [ROOT], _BY_NAME, arguments))[0]
