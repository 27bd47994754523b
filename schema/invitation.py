"""Invitations into communities."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from resolvers import inviting as resolve
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.educator import Educator


@strawberry.type(description="A way into a community, for one person, once.")
class CommunityInvitation(Node):
    is_type_of = instances_of(models.CommunityInvitation)

    created_at: datetime = describe("When it was made, in UTC.")
    expires_at: datetime = describe("Until when it holds, in UTC.")
    used_at: datetime | None = describe("When somebody came in by it, in UTC.")
    revoked_at: datetime | None = describe("When it was taken back, in UTC.")
    invitee: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.invitee)
    inviter: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.inviter)
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(resolve.invited_into)


@strawberry.type(description="A fresh invitation.")
class NewInvitation:
    is_type_of = instances_of(resolve.NewInvitation)

    invitation: CommunityInvitation = describe("The invitation.")
    token: str | None = describe(
        "Give it as `invitation` to `joinCommunity`. Shown once: null when repeated; the invited need none."
    )


@strawberry.type
class InvitationMutation:
    invite_to_community = performs(
        resolve.invite_to_community, NewInvitation, recall=resolve.recall_invitation
    )
    revoke_invitation = performs(resolve.revoke_invitation, CommunityInvitation)
