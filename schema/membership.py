"""Memberships: where educators stand with communities."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import CommunityRole, MembershipStatus
from resolvers import joining as resolve_joining
from resolvers import membership as resolve
from resolvers import moderating as resolve_moderating
from schema.enums import enum
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.educator import Educator

enum(
    CommunityRole,
    "What a member is to a community.",
    OWNER="Decides about everything, and who else does.",
    MODERATOR="Looks after it.",
    MEMBER="Takes part.",
)
enum(
    MembershipStatus,
    "Where somebody stands with a community.",
    PENDING="They asked to join.",
    ACTIVE="They are a member.",
    LEFT="They left, or were not let in.",
    BANNED="They may not come back yet.",
)


@strawberry.type(description="Where one educator stands with one community.")
class Membership(Node):
    is_type_of = instances_of(models.Membership)

    role: CommunityRole = describe("What they are to the community.")
    status: MembershipStatus = describe("Where they stand.")
    joined_at: datetime | None = describe("When they last became a member, in UTC.")
    banned_until: datetime | None = describe("When a ban ends, in UTC; one without an end has to be lifted.")
    reason: str | None = each(resolve.reason)
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.member)
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(
        resolve.joined_community
    )


@strawberry.type
class MembershipMutation:
    join_community = performs(resolve_joining.join_community, Membership)
    leave_community = performs(resolve_joining.leave_community, Membership)
    answer_join_request = performs(resolve_moderating.answer_join_request, Membership)
    set_member_role = performs(resolve_moderating.set_member_role, Membership)
    ban_member = performs(resolve_moderating.ban_member, Membership)
    lift_ban = performs(resolve_moderating.lift_ban, Membership)
