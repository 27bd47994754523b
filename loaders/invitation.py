"""Invitations into communities, by id and of communities."""

from collections.abc import Sequence
from uuid import UUID

from access.invitation import invitation_visible
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import CommunityInvitation

_SOURCE = "community_invitation i JOIN community c ON c.id = i.community_id"
_VISIBLE = invitation_visible("i", "c")
_BY_ID = f"""SELECT {columns(CommunityInvitation, "i")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE i.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OF_COMMUNITY = Listing(CommunityInvitation, "i", _SOURCE, f"i.community_id = asked.key AND {_VISIBLE}")


async def invitations_by_id(reader: Reader, ids: Sequence[UUID]) -> list[CommunityInvitation | None]:
    """n ids → n invitations; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=CommunityInvitation)}
    return [found.get(key) for key in ids]


async def invitations_of_communities(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n communities → n pages of invitations, newest first. One statement."""
    return await pages(reader, _OF_COMMUNITY, ids, newest("i"), arguments)
