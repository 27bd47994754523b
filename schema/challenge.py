"""Challenges: problems that members of a community share."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import ChallengeStance
from resolvers import challenge as resolve
from resolvers import challenging
from schema.enums import enum
from schema.node import Connection, Node
from schema.topic import Topic
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.educator import Educator

enum(
    ChallengeStance,
    "How a member stands to a challenge.",
    FACING="They face it now.",
    SOLVED="They have solved it, for themselves.",
)


@strawberry.type(description="How one member stands to a challenge.")
class ChallengeMark(Node):
    is_type_of = instances_of(models.ChallengeMark)

    stance: ChallengeStance = describe("How they stand to it.")
    note: str | None = describe("What they tried or what helped, in their words.")
    created_at: datetime = describe("When they first said so, in UTC.")
    solved_at: datetime | None = describe("When they said that they had solved it, in UTC.")
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.marker)
    challenge: Annotated["Challenge", strawberry.lazy("schema.challenge")] | None = each(
        resolve.marked_challenge
    )


@strawberry.type(description="A problem that members of a community share, so that peers find each other.")
class Challenge(Node):
    is_type_of = instances_of(models.Challenge)

    title: str = describe("What is hard.")
    description: str = describe("More about it, in Markdown.")
    created_at: datetime = describe("When it was shared, in UTC.")
    closed_at: datetime | None = describe("When it was closed, in UTC.")
    version: int = describe("Counts the changes; give it as `expectedVersion`.")
    facing_count: int = each(resolve.facing_count)
    solved_count: int = each(resolve.solved_count)
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(
        resolve.challenge_community
    )
    author: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.challenge_author)
    topic: Topic | None = each(resolve.challenge_topic)
    viewer_mark: ChallengeMark | None = each(resolve.viewer_mark)
    marks: Connection[ChallengeMark] = each(resolve.marks)


@strawberry.type
class ChallengeMutation:
    create_challenge = performs(challenging.create_challenge, Challenge)
    update_challenge = performs(challenging.update_challenge, Challenge)
    close_challenge = performs(challenging.close_challenge, Challenge)
    mark_challenge = performs(challenging.mark_challenge, Challenge)
