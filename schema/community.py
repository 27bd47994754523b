"""Communities: peers with similar challenges."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import CommunityActionKind, CommunityVisibility, JoinPolicy, PostingPolicy
from resolvers import challenge as resolve_challenge
from resolvers import community as resolve
from resolvers import community_change as resolve_change
from resolvers import community_log as resolve_log
from resolvers import community_stream as resolve_stream
from resolvers import inviting as resolve_inviting
from resolvers import membership as resolve_membership
from resolvers import roadmap as resolve_roadmap
from resolvers import thread as resolve_thread
from schema.enums import enum
from schema.invitation import CommunityInvitation
from schema.membership import Membership
from schema.node import Connection, Node
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.challenge import Challenge
    from schema.community_event import CommunityEventConnection
    from schema.educator import Educator
    from schema.roadmap import Roadmap
    from schema.thread import Thread

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


enum(
    CommunityActionKind,
    "What somebody who looks after a community did.",
    CHANGED="Changed the community itself.",
    MEMBER_APPROVED="Let somebody in.",
    MEMBER_DECLINED="Did not let somebody in.",
    MEMBER_INVITED="Invited somebody, or whoever has a token.",
    INVITATION_REVOKED="Took an invitation back.",
    ROLE_CHANGED="Changed what a member is to it.",
    MEMBER_BANNED="Sent somebody out.",
    BAN_LIFTED="Let somebody come back.",
    THREAD_LOCKED="Locked a thread.",
    THREAD_UNLOCKED="Opened a thread again.",
    POST_DELETED="Deleted a post.",
    CHALLENGE_CLOSED="Closed a challenge.",
)


@strawberry.type(description="One deed of somebody who looks after a community.")
class CommunityAction(Node):
    is_type_of = instances_of(models.CommunityAction)

    kind: CommunityActionKind = describe("What was done.")
    detail: str | None = describe("What it led to: the new role, or what was changed.")
    reason: str | None = describe("Why, in their words.")
    at: datetime = describe("When, in UTC.")
    actor: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve_log.acting)
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve_log.concerned)


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
    viewer_is_following: bool = each(resolve.viewer_is_following)
    viewer_membership: Membership | None = each(resolve_membership.viewer_membership)
    members: Connection[Membership] = each(resolve_membership.members)
    live_cursor: str | None = each(resolve_stream.community_cursor)
    events: Annotated["CommunityEventConnection", strawberry.lazy("schema.community_event")] = each(
        resolve_stream.past_community_events
    )
    challenges: Connection[Annotated["Challenge", strawberry.lazy("schema.challenge")]] = each(
        resolve_challenge.challenges
    )
    threads: Connection[Annotated["Thread", strawberry.lazy("schema.thread")]] = each(
        resolve_thread.threads_in
    )
    roadmaps: Connection[Annotated["Roadmap", strawberry.lazy("schema.roadmap")]] = each(
        resolve_roadmap.roadmaps_of_community
    )
    log: Connection[CommunityAction] = each(resolve_log.log)
    invitations: Connection[CommunityInvitation] = each(resolve_inviting.invitations)


@strawberry.type
class CommunityQuery:
    community: Community | None = answers(resolve.community)
    communities: Connection[Community] = answers(resolve.communities)


@strawberry.type
class CommunityMutation:
    create_community = performs(resolve.create_community, Community)
    update_community = performs(resolve_change.update_community, Community)
