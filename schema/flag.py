"""Flags: what members report to the moderators."""

from datetime import datetime
from typing import Annotated, Any

import strawberry

import models
from kit.ids import encode_id
from models import AuditKind, FlagReason, FlagStatus, FlagTarget, ModerationKind
from resolvers import flag as resolve
from resolvers import judging, queue
from resolvers.reportable import BY_TARGET
from schema.educator import Educator
from schema.enums import enum
from schema.node import Connection, Node
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


def looked_at_id(root: Any) -> strawberry.ID:
    """The global id of what was looked at."""
    return strawberry.ID(encode_id(_LOOKED_AT[root.kind], root.subject_id))


_LOOKED_AT = {
    AuditKind.EMAIL: "Educator",
    AuditKind.FLAG_SNAPSHOT: "Flag",
    AuditKind.HIDDEN_COMMUNITY: "Community",
}
enum(
    AuditKind,
    "What a moderator looked at.",
    EMAIL="Somebody's e-mail address.",
    FLAG_SNAPSHOT="What something said when it was reported.",
    HIDDEN_COMMUNITY="A community that is hidden from others.",
)


@strawberry.type(description="One text of what was reported, as it was then.")
class SnapshotText:
    is_type_of = instances_of(queue.SnapshotText)

    name: str = describe("Which text it is: `body`, `title`.")
    text: str = describe("What it said.")


@strawberry.type(description="One look of a moderator at what others may not see; for administrators.")
class AuditEntry(Node):
    is_type_of = instances_of(models.AuditEntry)

    kind: AuditKind = describe("What they looked at.")
    subject_id: strawberry.ID = column(looked_at_id, "The global id of what they looked at.")
    at: datetime = describe("When, in UTC.")
    actor: Educator | None = each(queue.looker)


@strawberry.type(description="What moderators decided about something of yours.")
class ModerationAction:
    is_type_of = instances_of(models.ModerationAction)

    kind: ModerationKind = describe("What they did.")
    target: FlagTarget = describe("What kind of thing it was about.")
    target_id: strawberry.ID = column(target_id, "The global id of what it was about, even if it is gone.")
    reason: str = describe("Why, in their words.")
    until: datetime | None = describe("When it ends, in UTC, if it ends by itself.")
    at: datetime = describe("When they decided, in UTC.")


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
    reviewer: Educator | None = each(queue.reviewer)
    snapshot: list[SnapshotText] | None = each(queue.snapshot)
    others: Connection[Annotated["Flag", strawberry.lazy("schema.flag")]] = each(queue.others)


@strawberry.type
class FlagMutation:
    flag = performs(resolve.flag, Flag, prepare=resolve.prepare_flag)
    review_flag = performs(judging.review_flag, Flag)
    dismiss_flag = performs(judging.dismiss_flag, Flag)
    act_on_flag = performs(judging.act_on_flag, Flag)
