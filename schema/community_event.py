"""What the live stream of a community yields."""

import strawberry

from models import EventKind
from resolvers.room_stream import happened_to
from schema.challenge import Challenge
from schema.community import Community, CommunityAction
from schema.event import CommunityEvent, happening
from schema.membership import Membership
from schema.node import PageInfo
from schema.thread import Thread
from schema.wiring import describe, each


@strawberry.type(description="The community itself changed.")
class CommunityChanged(CommunityEvent):
    is_type_of = happening(EventKind.COMMUNITY_CHANGED)
    community: Community | None = each(happened_to("community", "The community as it is now."))


@strawberry.type(description="Somebody joined, asked to, left, was given a part or was sent out.")
class MembershipChanged(CommunityEvent):
    is_type_of = happening(EventKind.MEMBERSHIP_CHANGED)
    membership: Membership | None = each(happened_to("membership", "The membership as it is now."))


@strawberry.type(description="A challenge was shared, changed, closed, or somebody stands otherwise to it.")
class ChallengeChanged(CommunityEvent):
    is_type_of = happening(EventKind.CHALLENGE_CHANGED)
    challenge: Challenge | None = each(happened_to("challenge", "The challenge as it is now."))


@strawberry.type(description="A thread was started in the community, or changed.")
class CommunityThreadChanged(CommunityEvent):
    is_type_of = happening(EventKind.COMMUNITY_THREAD_CHANGED)
    thread: Thread | None = each(happened_to("thread", "The thread as it is now."))


@strawberry.type(description="Somebody who looks after the community did something.")
class CommunityActionTaken(CommunityEvent):
    is_type_of = happening(EventKind.COMMUNITY_ACTION_TAKEN)
    action: CommunityAction | None = each(happened_to("community_action", "What they did."))


@strawberry.type(description="One event of a community and its place.")
class CommunityEventEdge:
    node: CommunityEvent = describe("The event.")
    cursor: str = describe("Its place in the stream, good for subscribing too.")


@strawberry.type(description="Events of a community, oldest first.")
class CommunityEventConnection:
    edges: list[CommunityEventEdge] = describe("The events with their cursors.")
    nodes: list[CommunityEvent] = describe("The events.")
    page_info: PageInfo = describe("Where the page lies.")


COMMUNITY_EVENT_TYPES = (
    CommunityChanged,
    MembershipChanged,
    ChallengeChanged,
    CommunityThreadChanged,
    CommunityActionTaken,
)
