"""Joining a community and leaving it."""

from datetime import datetime
from typing import Annotated

from access.community import may_start_community
from kit.errors import DomainError, ErrorCode, conflict, invalid
from kit.tokens import digest_of
from models import (
    Community,
    CommunityInvitation,
    CommunityRole,
    JoinPolicy,
    Membership,
    MembershipStatus,
    NotificationKind,
)
from models.community import MEMBERSHIP_MACHINE
from models.transition import Actor
from resolvers.arguments import described
from resolvers.community import CommunityId, announce_membership
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.node import absent, row_id_of, seen
from resolvers.notice import Subject, notify

_COLUMNS = ["status", "role", "reason", "joined_at", "left_at", "banned_at", "banned_until", "version"]
_LAST_OWNER = "You are the last owner of this community: make another member its owner, then leave."


async def join_community(
    info: Info,
    community_id: CommunityId,
    reason: Annotated[
        str | None, described("Why you want to join, in 1–500 characters; needed where one asks to join.")
    ] = None,
    invitation: Annotated[str | None, described("The token of an invitation, if you have one.")] = None,
) -> Membership:
    """Joins a community, or asks to, as it wants it; asked again, it answers the same.

    Who was invited by name needs no token. An invitation lets one in whatever the policy, once.
    """
    context = info.context
    context.viewer.must(may_start_community)
    Membership.check_lengths(reason=reason)
    community = await _sought(context, community_id, invitation)
    own = await standing_in(context, community.id)
    if own is not None and own.is_active():
        return own
    _must_not_be_banned(own, context.now())
    if await _use_invitation(context, community, invitation):
        return await _enter(context, community, own, reason)
    if community.join_policy == JoinPolicy.INVITE:
        raise DomainError(ErrorCode.FORBIDDEN, "One joins this community by an invitation only.")
    if community.join_policy == JoinPolicy.OPEN:
        return await _enter(context, community, own, reason)
    return await _apply(context, community, own, reason)


async def _sought(context: Context, community_id: str, token: str | None) -> Community:
    """The community, locked: one that the viewer may see, or to which an invitation leads.

    Raises: DomainError NOT_FOUND for any other.
    """
    row_id = row_id_of(community_id, "Community", "communityId")
    is_led = token is not None and await CommunityInvitation.exists(
        community_id=row_id, digest=digest_of(token)
    )
    if not is_led:
        row_id = (await seen(context.loaders.community, Community, community_id, "communityId")).id
    return await Community.select_for_update(no_key=True).get(id=row_id)


async def _use_invitation(context: Context, community: Community, token: str | None) -> bool:
    """Whether the viewer comes in by an invitation, which is used up then.

    The community is locked, so of two that use one at once, one is second.

    Raises: DomainError CONFLICT for a token that lets nobody in, or not the viewer.
    """
    now, mine = context.now(), CommunityInvitation.filter(community_id=community.id)
    if token is not None:
        row = await mine.get_or_none(digest=digest_of(token))
        if row is None or not row.is_open(now) or row.invitee_id not in (None, context.member_id):
            raise conflict("This invitation is used, expired, taken back or for somebody else.", "invitation")
    else:
        row = await mine.filter(
            invitee_id=context.member_id, used_at=None, revoked_at=None, expires_at__gt=now
        ).first()
    if row is None:
        return False
    row.used_at, row.used_by_id = now, context.member_id
    await row.save(update_fields=["used_at", "used_by_id"])
    return True


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
    stored = await _store(context, row, is_new=own is None)
    carers = Membership.filter(community_id=community.id, role__not=CommunityRole.MEMBER)
    told = [row.educator_id for row in await carers]
    await notify(context, NotificationKind.JOIN_REQUESTED, told, Subject(community_id=community.id))
    return stored


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
    own = await standing_in(context, row_id)
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
