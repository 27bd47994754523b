"""Following, blocking, muting."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from resolvers import block as resolve_block
from resolvers import follow as resolve
from resolvers import me as resolve_me
from resolvers import mute as resolve_mute
from schema.community import Community
from schema.educator import Educator
from schema.node import Node
from schema.topic import Topic
from schema.wiring import describe, each, instances_of, performs

FollowTarget = Annotated[
    Educator | Topic | Community, strawberry.union("FollowTarget", description="What can be followed.")
]


@strawberry.type(description="Your wish to hear of an educator, a topic or a community.")
class Follow(Node):
    is_type_of = instances_of(models.Follow)

    target: FollowTarget | None = each(resolve.target)
    created_at: datetime = describe("Since when, in UTC.")


@strawberry.type(description="What is no longer followed.")
class Unfollowed:
    is_type_of = instances_of(resolve.Unfollowed)

    target: FollowTarget | None = each(resolve.unfollowed_target)


@strawberry.type(description="A wall between you and an educator: neither sees anything of the other.")
class Block(Node):
    is_type_of = instances_of(models.Block)

    handle: str = each(resolve_me.blocked_handle)
    created_at: datetime = describe("Since when, in UTC.")


@strawberry.type(description="An educator whose doings stay out of your feed and notifications.")
class Mute(Node):
    is_type_of = instances_of(models.Mute)

    educator: Educator | None = each(resolve_mute.muted_educator)
    until: datetime | None = describe("When it ends by itself, in UTC.")
    created_at: datetime = describe("Since when, in UTC.")


@strawberry.type(description="An educator whom no wall of yours keeps out any more.")
class Unblocked:
    is_type_of = instances_of(resolve_block.Unblocked)

    educator: Educator | None = each(resolve_block.unblocked_educator)


@strawberry.type(description="An educator whom you hear again.")
class Unmuted:
    is_type_of = instances_of(resolve_mute.Unmuted)

    educator: Educator | None = each(resolve_mute.unmuted_educator)


@strawberry.type
class FollowMutation:
    follow = performs(resolve.follow, Follow)
    unfollow = performs(resolve.unfollow, Unfollowed, recall=resolve.recall_unfollowed)
    block = performs(resolve_block.block, Block)
    unblock = performs(resolve_block.unblock, Unblocked, recall=resolve_block.recall_unblocked)
    mute = performs(resolve_mute.mute, Mute)
    unmute = performs(resolve_mute.unmute, Unmuted, recall=resolve_mute.recall_unmuted)
