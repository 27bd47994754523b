"""Where educators stand with communities."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from access.membership import may_read_reason
from loaders.membership import members_of_communities, memberships_of_educators
from loaders.page import Page
from models import Community, CommunityRole, Educator, Membership, MembershipStatus
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info


async def members(
    communities: Sequence[Community],
    info: Info,
    page: PageArguments,
    role: Annotated[CommunityRole | None, described("Only those with this part; all when left out.")] = None,
    status: Annotated[
        MembershipStatus, described("Where they stand; others than ACTIVE are for those who look after it.")
    ] = MembershipStatus.ACTIVE,
) -> list[Page]:
    """Who is in the community, as far as you may see it, first come first."""
    ids = [row.id for row in communities]
    return await members_of_communities(info.context.reader, ids, status, role, page)


async def memberships_of(educators: Sequence[Educator], info: Info, page: PageArguments) -> list[Page]:
    """The communities this educator stands with, as far as you may see it, newest first."""
    return await memberships_of_educators(info.context.reader, [row.id for row in educators], page)


async def viewer_membership(communities: Sequence[Community], info: Info) -> list[Membership | None]:
    """Where you stand with the community; null when you never asked to join."""
    found: list[Membership | None] = await info.context.loaders.own_membership.load_many(
        [row.id for row in communities]
    )
    return found


async def member(memberships: Sequence[Membership], info: Info) -> list[Educator | None]:
    """Who it is; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.educator_id for row in memberships]
    )
    return found


async def joined_community(memberships: Sequence[Membership], info: Info) -> list[Community | None]:
    """The community; null when it is not visible to you."""
    found: list[Community | None] = await info.context.loaders.community.load_many(
        [row.community_id for row in memberships]
    )
    return found


async def reason(memberships: Sequence[Membership], info: Info) -> list[str | None]:
    """Why they want to join or were banned; null unless it is you or you look after the community."""
    viewer = info.context.viewer
    own = await info.context.loaders.own_membership.load_many([row.community_id for row in memberships])
    pairs = zip(memberships, own, strict=True)
    return [row.reason if may_read_reason(viewer, row, mine) else None for row, mine in pairs]


async def standing_in(context: Context, community_id: UUID | None) -> Membership | None:
    """What the viewer is to a community; None for nothing, or no community."""
    if community_id is None:
        return None
    return await Membership.get_or_none(community_id=community_id, educator_id=context.viewer.educator_id)
