"""Communities: peers with similar challenges."""

from datetime import datetime

import strawberry

import models
from models import CommunityVisibility, JoinPolicy, PostingPolicy
from resolvers import community as resolve
from resolvers import inviting as resolve_inviting
from resolvers import membership as resolve_membership
from schema.enums import enum
from schema.invitation import CommunityInvitation
from schema.membership import Membership
from schema.node import Connection, Node
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

enum(
    CommunityVisibility,
    "Who sees a community.",
    PUBLIC="Everyone, with what is in it.",
    LISTED="Everyone sees that it exists; its members see what is in it.",
    HIDDEN="Its members, and those invited by name.",
)
enum(
    JoinPolicy,
    "How one becomes a member.",
    OPEN="At once.",
    REQUEST="When those who look after it let one in.",
    INVITE="By an invitation.",
)
enum(
    PostingPolicy,
    "Who starts threads and challenges in a community.",
    MEMBERS="All members.",
    MODERATORS="Those who look after it.",
)


@strawberry.type(description="Peers with similar challenges.")
class Community(Node):
    is_type_of = instances_of(models.Community)

    slug: str = describe("Its unique name in addresses.")
    name: str = describe("The name people read.")
    purpose: str = describe("What it is for, in Markdown.")
    visibility: CommunityVisibility = describe("Who sees it.")
    join_policy: JoinPolicy = describe("How one becomes a member.")
    posting_policy: PostingPolicy = describe("Who starts threads and challenges in it.")
    member_count: int = describe("How many members it has.")
    created_at: datetime = describe("When it was started, in UTC.")
    version: int = describe("Counts the edits; give it as `expectedVersion`.")
    topics: list[Topic] = each(resolve.topics)
    viewer_membership: Membership | None = each(resolve_membership.viewer_membership)
    members: Connection[Membership] = each(resolve_membership.members)
    invitations: Connection[CommunityInvitation] = each(resolve_inviting.invitations)


@strawberry.type
class CommunityQuery:
    community: Community | None = answers(resolve.community)
    communities: Connection[Community] = answers(resolve.communities)


@strawberry.type
class CommunityMutation:
    create_community = performs(resolve.create_community, Community)
