"""Memberships by id, of communities and of educators, and the viewer's own."""

from collections.abc import Sequence
from uuid import UUID

from access.membership import membership_visible
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, oldest, pages
from loaders.reader import Reader, columns
from models import CommunityRole, Membership, MembershipStatus

_SOURCE = "membership m JOIN community c ON c.id = m.community_id JOIN educator e ON e.id = m.educator_id"
_VISIBLE = membership_visible("m", "c", "e")
_BY_ID = f"""SELECT {columns(Membership, "m")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE m.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OWN = f"""SELECT {columns(Membership, "m")} FROM membership m
    WHERE m.educator_id = $1::uuid AND m.community_id = ANY ($2::uuid[])"""
_OF_COMMUNITY = f"m.community_id = asked.key AND m.status = $5::text AND {_VISIBLE}"
_IN_ROLE = " AND m.role = $6::text"
_OF_EDUCATOR = Listing(
    Membership, "m", _SOURCE, f"m.educator_id = asked.key AND m.status <> 'LEFT' AND {_VISIBLE}"
)


async def memberships_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Membership | None]:
    """n ids → n memberships; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Membership)}
    return [found.get(key) for key in ids]


async def own_memberships(reader: Reader, ids: Sequence[UUID]) -> list[Membership | None]:
    """n communities → where the viewer stands with each. One statement."""
    rows = await reader.plain_rows(_OWN, reader.viewer.reader_id, list(ids), of=Membership)
    found = {row["community_id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def members_of_communities(
    reader: Reader,
    ids: Sequence[UUID],
    status: MembershipStatus,
    role: CommunityRole | None,
    arguments: PageArguments,
) -> list[Page]:
    """n communities → n pages of those who stand so with them, first come first. One statement."""
    values = (status.value,) if role is None else (status.value, role.value)
    condition = _OF_COMMUNITY if role is None else _OF_COMMUNITY + _IN_ROLE
    listing = Listing(Membership, "m", _SOURCE, condition, values)
    return await pages(reader, listing, ids, oldest("m"), arguments)


async def memberships_of_educators(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n educators → n pages of where they stand with communities, newest first. One statement."""
    return await pages(reader, _OF_EDUCATOR, ids, newest("m"), arguments)
