"""Needs: what educators look for in a mentor."""

from datetime import datetime
from typing import Annotated

import strawberry

import models
from models import MentoringFunction, NeedVisibility
from resolvers import need as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.topic import Topic
from schema.wiring import describe, each, instances_of, performs

enum(
    NeedVisibility,
    "Who may see a need.",
    PRIVATE="You alone.",
    MATCHING="Mentors who take requests and offer just that.",
    PUBLIC="Everyone who may see you.",
)


@strawberry.type(description="What an educator looks for in a mentor: one function, on one topic.")
class Need(Node):
    is_type_of = instances_of(models.Need)

    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.needing)
    topic: Topic = each(resolve.needed_topic)
    function: MentoringFunction = describe("What a mentor should be for the educator.")
    note: str = describe("More about it.")
    visibility: NeedVisibility = describe("Who may see it.")
    opened_at: datetime = describe("Since when it is looked for, in UTC.")
    closed_at: datetime | None = describe("When it was closed, in UTC.")


@strawberry.type
class NeedMutation:
    open_need = performs(resolve.open_need, Need)
    close_need = performs(resolve.close_need, Need)
