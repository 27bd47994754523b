"""Joining a community and leaving it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from access.community import may_start_community
from kit.errors import DomainError, ErrorCode, conflict, invalid
from models import Community, CommunityRole, JoinPolicy, Membership, MembershipStatus
from models.community import MEMBERSHIP_MACHINE
from models.transition import Actor
from resolvers.arguments import described
from resolvers.community import CommunityId, announce_membership
from resolvers.context import Context, Info
from resolvers.node import absent, row_id_of, seen

_COLUMNS = ["status", "role", "reason", "joined_at", "left_at", "banned_at", "banned_until", "version"]
_LAST_OWNER = "You are the last owner of this community: make another member its owner, then leave."


async def join_community(
    info: Info,
    community_id: CommunityId,
    reason: Annotated[
        str | None, described("Why you want to join, in 1–500 characters; needed where one asks to join.")
    ] = None,
) -> Membership:
    """Joins a community, or asks to, as it wants it; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_start_community)
    Membership.check_lengths(reason=reason)
    found = await seen(context.loaders.community, Community, community_id, "communityId")
    community = await Community.select_for_update(no_key=True).get(id=found.id)
    own = await _own(context, community.id)
    if own is not None and own.is_active():
        return own
    _must_not_be_banned(own, context.now())
    if community.join_policy == JoinPolicy.INVITE:
        raise DomainError(ErrorCode.FORBIDDEN, "One joins this community by an invitation only.")
    if community.join_policy == JoinPolicy.OPEN:
        return await _enter(context, community, own, reason)
    return await _apply(context, community, own, reason)


async def _own(context: Context, community_id: UUID) -> Membership | None:
    return await Membership.get_or_none(community_id=community_id, educator_id=context.member_id)


def _must_not_be_banned(own: Membership | None, now: datetime) -> None:
    """Raises: DomainError FORBIDDEN before the ban is over; one that is over counts no more."""
    if own is None or own.status != MembershipStatus.BANNED:
        return
    if own.banned_until is None or now < own.banned_until:
        until = f" until {own.banned_until:%Y-%m-%d %H:%M} UTC" if own.banned_until else ""
        raise DomainError(ErrorCode.FORBIDDEN, f"You are banned from this community{until}.")
    MEMBERSHIP_MACHINE.take(own, "lift_ban_of", Actor.CLOCK, now)
    own.banned_at = own.banned_until = own.reason = None


async def _enter(
    context: Context, community: Community, own: Membership | None, reason: str | None
) -> Membership:
    row = _moved(context, community, own, "join", reason)
    community.member_count += 1
    await community.save(update_fields=["member_count"])
    return await _store(context, row, is_new=own is None)


async def _apply(
    context: Context, community: Community, own: Membership | None, reason: str | None
) -> Membership:
    if own is not None and own.status == MembershipStatus.PENDING:
        return own
    if reason is None:
        raise invalid("reason", "Say why you want to join: those who look after the community decide.")
    row = _moved(context, community, own, "apply_for", reason)
    return await _store(context, row, is_new=own is None)


def _moved(
    context: Context, community: Community, own: Membership | None, action: str, reason: str | None
) -> Membership:
    """The viewer's membership after a step; of somebody new, as if they had left before."""
    now = context.now()
    row = own or Membership(
        id=Membership.new_id(now),
        community_id=community.id,
        educator_id=context.member_id,
        role=CommunityRole.MEMBER,
        status=MembershipStatus.LEFT,
        created_at=now,
        version=0,
    )
    MEMBERSHIP_MACHINE.take(row, action, Actor.MEMBER, now)
    row.reason = reason or row.reason
    return row


async def _store(context: Context, row: Membership, *, is_new: bool) -> Membership:
    if is_new:
        await row.save(force_create=True)
    else:
        await row.save(update_fields=_COLUMNS)
    announce_membership(context, row)
    return row


async def leave_community(info: Info, community_id: CommunityId) -> Membership:
    """Leaves a community, or takes back the wish to join; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_start_community)
    row_id = row_id_of(community_id, "Community", "communityId")
    # Every change of who is in it locks the community first: of two last owners one leaves.
    community = await Community.select_for_update(no_key=True).get_or_none(id=row_id)
    own = await _own(context, row_id)
    if community is None or own is None:
        raise absent("Membership", "communityId")
    if own.status == MembershipStatus.LEFT:
        return own
    if own.is_active():
        await _must_leave_an_owner(own)
        community.member_count -= 1
        await community.save(update_fields=["member_count"])
    MEMBERSHIP_MACHINE.take(own, "leave", Actor.MEMBER, context.now())
    own.role = CommunityRole.MEMBER
    return await _store(context, own, is_new=False)


async def _must_leave_an_owner(own: Membership) -> None:
    """Raises: DomainError CONFLICT when this is the only owner."""
    if own.role != CommunityRole.OWNER:
        return
    owners = Membership.filter(community_id=own.community_id, role=CommunityRole.OWNER)
    if await owners.count() == 1:
        raise conflict(_LAST_OWNER, "communityId")
