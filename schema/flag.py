"""Flags: what members report to the moderators."""

from datetime import datetime
from typing import Any

import strawberry

import models
from kit.ids import encode_id
from models import FlagReason, FlagStatus, FlagTarget, ModerationKind
from resolvers import flag as resolve
from resolvers import judging
from resolvers.reportable import BY_TARGET
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.wiring import column, describe, each, instances_of, performs

enum(
    FlagTarget,
    "The kinds of things that can be reported.",
    EDUCATOR="A person.",
    THREAD="A Growth Thread.",
    POST="A post.",
    MESSAGE="A message in a Mentorship Room, by the other of the two.",
    REQUEST="A request for a mentorship, by who got it.",
    COMMUNITY="A community.",
    CHALLENGE="A challenge of a community.",
    ROADMAP="A roadmap.",
)
enum(
    FlagReason,
    "What is wrong with a thing.",
    HARASSMENT="It hurts somebody.",
    SPAM="It advertises, or says the same everywhere.",
    PUPIL_DATA="It tells who a pupil is; it is hidden at once.",
    IMPERSONATION="Somebody pretends to be another.",
    BOUNDARY_VIOLATION="It goes further than the two agreed, or than a mentor may.",
    OTHER="Something else, told in the note.",
)
enum(
    FlagStatus,
    "Where a flag stands.",
    OPEN="Nobody has looked at it yet.",
    IN_REVIEW="A moderator looks at it.",
    ACTIONED="A moderator did something about it.",
    DISMISSED="A moderator found nothing wrong.",
)
enum(
    ModerationKind,
    "What a moderator does about a thing or its author.",
    HIDE="Hides it.",
    RESTORE="Shows it again.",
    LOCK="Ends a thread.",
    WARN="Tells its author what was wrong.",
    BAN="Shuts its author out for good.",
    SUSPEND="Shuts its author out for a time.",
)


def target_id(root: Any) -> strawberry.ID:
    """The global id of what was reported."""
    return strawberry.ID(encode_id(BY_TARGET[root.target].model.__name__, root.target_id))


@strawberry.type(description="One member's report of one thing; for them and for moderators.")
class Flag(Node):
    is_type_of = instances_of(models.Flag)

    target: FlagTarget = describe("What kind of thing was reported.")
    target_id: strawberry.ID = column(target_id, "The global id of what was reported, even if it is gone.")
    reason: FlagReason = describe("What is wrong with it.")
    note: str | None = describe("More about it.")
    status: FlagStatus = describe("Where it stands.")
    created_at: datetime = describe("When it was reported, in UTC.")
    decided_at: datetime | None = describe("When a moderator decided, in UTC.")
    version: int = describe("Counts the steps; moderators give it as `expectedVersion`.")
    reporter: Educator | None = each(resolve.reporter)
    responsible: Educator | None = each(resolve.responsible)


@strawberry.type
class FlagMutation:
    flag = performs(resolve.flag, Flag, prepare=resolve.prepare_flag)
    review_flag = performs(judging.review_flag, Flag)
    dismiss_flag = performs(judging.dismiss_flag, Flag)
    act_on_flag = performs(judging.act_on_flag, Flag)
