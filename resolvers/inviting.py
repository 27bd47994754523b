"""Inviting people into a community."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from strawberry import ID

from access.community import may_look_after
from kit.errors import conflict, invalid, invalid_transition
from kit.tokens import digest_of, new_invitation
from loaders.invitation import invitations_of_communities
from loaders.page import Page
from models import (
    Community,
    CommunityActionKind,
    CommunityInvitation,
    Educator,
    Membership,
    MembershipStatus,
    NotificationKind,
    Row,
)
from resolvers.arguments import PageArguments, described
from resolvers.community import CommunityId
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.node import load_some, seen
from resolvers.notice import Subject, notify

LONGEST_DAYS = 90


@dataclass(frozen=True)
class NewInvitation:
    """A fresh invitation; its token is shown this once."""

    invitation: CommunityInvitation
    token: str | None

    def source(self) -> Row:
        """The invitation, without its token."""
        return self.invitation


async def invite_to_community(
    info: Info,
    community_id: CommunityId,
    educator_id: Annotated[
        ID | None, described("Whom; without it, whoever has the token may use it once.")
    ] = None,
    expires_in_days: Annotated[int, described("How long it holds, 1–90 days.")] = 14,
) -> NewInvitation:
    """Invites somebody into a community; the token is shown once and stored only as a digest.

    Asked again for the same person, it answers the invitation they have.
    """
    context, now = info.context, info.context.now()
    community = await _looked_after(context, community_id)
    if not 1 <= expires_in_days <= LONGEST_DAYS:
        raise invalid("expiresInDays", f"An invitation holds 1 to {LONGEST_DAYS} days.")
    invitee = await _invitee(context, community, educator_id) if educator_id else None
    if invitee is not None and (standing := await _standing(community, invitee, context)):
        return NewInvitation(standing, None)
    token = new_invitation()
    row = await CommunityInvitation.create(
        id=CommunityInvitation.new_id(now),
        community_id=community.id,
        inviter_id=context.member_id,
        invitee_id=invitee and invitee.id,
        digest=digest_of(token),
        created_at=now,
        expires_at=now + timedelta(days=expires_in_days),
    )
    await log_deed(context, community.id, CommunityActionKind.MEMBER_INVITED, row.invitee_id)
    if invitee is not None:
        subject = Subject(community_id=community.id)
        await notify(context, NotificationKind.COMMUNITY_INVITED, [invitee.id], subject)
    return NewInvitation(row, token)


async def revoke_invitation(
    info: Info, invitation_id: Annotated[ID, described("The global id of an invitation.")]
) -> CommunityInvitation:
    """Takes back an invitation that nobody used; asked again, it answers the same."""
    context = info.context
    found = await seen(context.loaders.invitation, CommunityInvitation, invitation_id, "invitationId")
    community = await Community.select_for_update(no_key=True).get(id=found.community_id)
    context.viewer.must(may_look_after, await standing_in(context, community.id))
    row = await CommunityInvitation.get(id=found.id)
    if row.used_at is not None:
        raise invalid_transition("This invitation was used already.")
    if row.revoked_at is None:
        row.revoked_at = context.now()
        await row.save(update_fields=["revoked_at"])
        await log_deed(context, community.id, CommunityActionKind.INVITATION_REVOKED, row.invitee_id)
    return row


async def recall_invitation(_: Info, invitation: Row) -> NewInvitation:
    """The invitation that was made before; its token cannot be shown again."""
    assert isinstance(invitation, CommunityInvitation)  # noqa: S101 - `recall` is given what `source` gave
    return NewInvitation(invitation, None)


async def _looked_after(context: Context, community_id: str) -> Community:
    found = await seen(context.loaders.community, Community, community_id, "communityId")
    community = await Community.select_for_update(no_key=True).get(id=found.id)
    context.viewer.must(may_look_after, await standing_in(context, community.id))
    return community


async def _invitee(context: Context, community: Community, educator_id: str) -> Educator:
    """Raises: DomainError NOT_FOUND for nobody one may see, CONFLICT for who is in, or banned."""
    invitee = await seen(context.loaders.educator, Educator, educator_id, "educatorId")
    row = await Membership.get_or_none(community_id=community.id, educator_id=invitee.id)
    if row is not None and row.is_active():
        raise conflict("They are a member already.", "educatorId")
    if row is not None and row.status == MembershipStatus.BANNED:
        raise conflict("They are banned: lift the ban first.", "educatorId")
    return invitee


async def _standing(community: Community, invitee: Educator, context: Context) -> CommunityInvitation | None:
    """The invitation that somebody has and can still use."""
    return await CommunityInvitation.get_or_none(
        community_id=community.id,
        invitee_id=invitee.id,
        used_at=None,
        revoked_at=None,
        expires_at__gt=context.now(),
    )


async def invitations(communities: Sequence[Community], info: Info, page: PageArguments) -> list[Page]:
    """Who was invited, newest first; for those who look after the community, and one's own."""
    return await invitations_of_communities(info.context.reader, [row.id for row in communities], page)


async def invitee(invitations: Sequence[CommunityInvitation], info: Info) -> list[Educator | None]:
    """Who is invited; null when it is whoever has the token, or their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.invitee_id for row in invitations])


async def inviter(invitations: Sequence[CommunityInvitation], info: Info) -> list[Educator | None]:
    """Who invites; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.inviter_id for row in invitations])


async def invited_into(invitations: Sequence[CommunityInvitation], info: Info) -> list[Community | None]:
    """The community."""
    return await load_some(info.context.loaders.community, [row.community_id for row in invitations])
