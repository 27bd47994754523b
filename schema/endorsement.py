"""Endorsements."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import EndorsementStatus
from resolvers import endorsement as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.mentorship import Mentorship

enum(
    EndorsementStatus,
    "Whether the one who is praised wants it shown.",
    PENDING="They have not said yet.",
    ACCEPTED="They show it.",
    DECLINED="They do not show it.",
)


@strawberry.type(description="A good word of one of the two in a mentorship for the other.")
class Endorsement(Node):
    is_type_of = instances_of(models.Endorsement)

    body: str = describe("What is said, in Markdown.")
    status: EndorsementStatus = describe("Whether the one who is praised wants it shown.")
    created_at: datetime = describe("When it was said, in UTC.")
    answered_at: datetime | None = describe("When it was accepted or declined, in UTC.")
    author: Educator | None = each(resolve.endorser)
    receiver: Educator | None = each(resolve.endorsed)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.endorsed_mentorship
    )


@strawberry.type
class EndorsementMutation:
    endorse = performs(resolve.endorse, Endorsement)
    answer_endorsement = performs(resolve.answer_endorsement, Endorsement)
