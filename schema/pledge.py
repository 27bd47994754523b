"""Pledges: promises to post regularly, and who watches over them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import PartnerStatus
from resolvers import pledge as resolve
from resolvers import pledging
from schema.enums import enum
from schema.node import Connection, Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.educator import Educator
    from schema.thread import Thread

enum(
    PartnerStatus,
    "Where somebody stands who was asked to watch over a pledge.",
    INVITED="They have not answered.",
    ACCEPTED="They watch over it.",
    DECLINED="They do not want to.",
    LEFT="They no longer watch over it.",
)


@strawberry.type(description="Somebody asked to watch over a pledge.")
class PledgePartner(Node):
    is_type_of = instances_of(models.PledgePartner)

    status: PartnerStatus = describe("Where they stand.")
    created_at: datetime = describe("When they were first asked, in UTC.")
    accepted_at: datetime | None = describe("When they agreed, in UTC.")
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.partner)


@strawberry.type(description="An author's promise to post regularly; for them and those who watch over it.")
class Pledge(Node):
    is_type_of = instances_of(models.Pledge)

    every_days: int = describe("Something new at least every so many days.")
    rest_weeks: list[date] = describe("The Mondays of the weeks that do not count.")
    started_on: date = describe("Its first day, where its author lives.")
    ended_on: date | None = describe("Its last day, where its author lives.")
    adherence: float | None = each(resolve.adherence)
    thread: Annotated["Thread", strawberry.lazy("schema.thread")] | None = each(resolve.pledged_thread)
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.pledger)
    partners: Connection[PledgePartner] = each(resolve.partners)


@strawberry.type
class PledgeMutation:
    set_pledge = performs(pledging.set_pledge, Pledge)
    end_pledge = performs(pledging.end_pledge, Pledge)
    join_pledge = performs(pledging.join_pledge, Pledge)
