"""Looking after a community: who is let in, what members are to it, who has to stay away."""

from datetime import datetime
from typing import Annotated

from strawberry import ID

from access.community import may_look_after, may_own
from kit.errors import conflict, invalid, invalid_transition
from models import (
    Community,
    CommunityActionKind,
    CommunityRole,
    Membership,
    MembershipStatus,
    NotificationKind,
)
from models.community import MEMBERSHIP_MACHINE
from models.transition import Actor
from resolvers.arguments import described
from resolvers.community import announce_membership
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.node import seen
from resolvers.notice import Subject, notify

MembershipId = Annotated[ID, described("The global id of a membership.")]

_ANSWERS = (CommunityActionKind.MEMBER_APPROVED, CommunityActionKind.MEMBER_DECLINED)
_COLUMNS = ["status", "role", "reason", "joined_at", "left_at", "banned_at", "banned_until", "version"]


async def answer_join_request(
    info: Info,
    membership_id: MembershipId,
    approve: Annotated[bool, described("Whether they are let in.")],
    reason: Annotated[str | None, described("Why, in 1–500 characters; members can read it.")] = None,
) -> Membership:
    """Lets somebody into a community, or not; asked again, it answers the same."""
    context = info.context
    community, row = await _locked(context, membership_id)
    context.viewer.must(may_look_after, await standing_in(context, community.id))
    if row.status == (MembershipStatus.ACTIVE if approve else MembershipStatus.LEFT):
        return row
    MEMBERSHIP_MACHINE.take(row, "approve" if approve else "decline", Actor.MODERATOR, context.now())
    await _count(community, 1 if approve else 0)
    done = CommunityActionKind.MEMBER_APPROVED if approve else CommunityActionKind.MEMBER_DECLINED
    return await _store(context, row, done, reason=reason)


async def set_member_role(
    info: Info,
    membership_id: MembershipId,
    role: Annotated[CommunityRole, described("What the member is from now on.")],
) -> Membership:
    """Changes what a member is to a community, as its owner; it always keeps one."""
    context = info.context
    community, row = await _locked(context, membership_id)
    context.viewer.must(may_own, await standing_in(context, community.id))
    if not row.is_active():
        raise invalid_transition("Only members have a part in a community.")
    if row.role == role:
        return row
    owners = Membership.filter(community_id=community.id, role=CommunityRole.OWNER)
    if row.role == CommunityRole.OWNER and await owners.count() == 1:
        raise conflict("This is the last owner: make another member an owner first.", "membershipId")
    row.role = role
    row.version += 1
    return await _store(context, row, CommunityActionKind.ROLE_CHANGED, detail=role.value)


async def ban_member(
    info: Info,
    membership_id: MembershipId,
    reason: Annotated[str, described("Why, in 1–500 characters; members can read it.")],
    until: Annotated[datetime | None, described("When it ends; without it, it has to be lifted.")] = None,
) -> Membership:
    """Sends somebody out of a community for a time; asked again, it answers the same."""
    context = info.context
    community, row = await _locked(context, membership_id)
    own = await standing_in(context, community.id)
    context.viewer.must(may_own if row.looks_after() else may_look_after, own)
    Membership.check_lengths(reason=reason)
    if row.educator_id == context.member_id:
        raise invalid("membershipId", "You cannot ban yourself.")
    if until is not None and until <= context.now():
        raise invalid("until", "A ban ends in the future.")
    if row.status == MembershipStatus.BANNED and (row.reason, row.banned_until) == (reason, until):
        return row
    await _count(community, -1 if row.is_active() else 0)
    MEMBERSHIP_MACHINE.take(row, "ban", Actor.MODERATOR, context.now())
    row.role, row.reason, row.banned_until = CommunityRole.MEMBER, reason, until
    return await _store(context, row, CommunityActionKind.MEMBER_BANNED, reason=reason)


async def lift_ban(info: Info, membership_id: MembershipId) -> Membership:
    """Lets somebody banned come back; asked again, it answers the same."""
    context = info.context
    community, row = await _locked(context, membership_id)
    context.viewer.must(may_look_after, await standing_in(context, community.id))
    if row.status == MembershipStatus.LEFT:
        return row
    MEMBERSHIP_MACHINE.take(row, "lift_ban_of", Actor.MODERATOR, context.now())
    row.banned_at = row.banned_until = row.reason = None
    return await _store(context, row, CommunityActionKind.BAN_LIFTED)


async def _locked(context: Context, membership_id: str) -> tuple[Community, Membership]:
    """A membership that the viewer may see and its community, which stays locked.

    Raises: DomainError NOT_FOUND when there is none.
    """
    found = await seen(context.loaders.membership, Membership, membership_id, "membershipId")
    community = await Community.select_for_update(no_key=True).get(id=found.community_id)
    return community, await Membership.get(id=found.id)


async def _count(community: Community, more: int) -> None:
    if more:
        community.member_count += more
        await community.save(update_fields=["member_count"])


async def _store(
    context: Context,
    row: Membership,
    kind: CommunityActionKind,
    *,
    detail: str | None = None,
    reason: str | None = None,
) -> Membership:
    """Keep what was done, for members to see; tell whom it is about, and the community's listeners."""
    await row.save(update_fields=_COLUMNS)
    announce_membership(context, row)
    await log_deed(context, row.community_id, kind, row.educator_id, detail=detail, reason=reason)
    notice = NotificationKind.JOIN_ANSWERED if kind in _ANSWERS else NotificationKind.COMMUNITY_ROLE
    await notify(context, notice, [row.educator_id], Subject(community_id=row.community_id))
    return row
