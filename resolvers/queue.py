"""What moderators work through, and what they looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from orjson import loads
from strawberry import ID

from access.flag import may_read_case
from loaders.audit import look_at
from loaders.audit_log import audit_log as audited
from loaders.audit_log import emails_of
from loaders.flag import Case, flags_beside, queue_of_flags
from loaders.page import Page
from models import (
    AuditEntry,
    AuditKind,
    Educator,
    Flag,
    FlagReason,
    FlagStatus,
    FlagTarget,
    ModerationAction,
    Notification,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.me import Me
from resolvers.node import load_some, row_id_of


@dataclass(frozen=True, slots=True)
class SnapshotText:
    """One text of what was reported, as it was then."""

    name: str
    text: str


async def moderation_queue(
    _: Me,
    info: Info,
    page: PageArguments,
    status: Annotated[FlagStatus, described("Where the flags stand.")] = FlagStatus.OPEN,
    reason: Annotated[FlagReason | None, described("Only those for this reason.")] = None,
    target: Annotated[FlagTarget | None, described("Only those on things of this kind.")] = None,
) -> Page:
    """What was reported, longest waiting first, each thing once; nothing for who is no moderator."""
    return await queue_of_flags(info.context.reader, Case(status, reason, target), page)


async def others(flags: Sequence[Flag], info: Info, page: PageArguments) -> list[Page]:
    """The other flags on the same thing, oldest first; for moderators."""
    return await flags_beside(info.context.reader, [row.id for row in flags], page)


async def reviewer(flags: Sequence[Flag], info: Info) -> list[Educator | None]:
    """Which moderator looks at it or decided; null for who reported it."""
    viewer = info.context.viewer
    ids = [row.reviewer_id if may_read_case(viewer, row) else None for row in flags]
    return await load_some(info.context.loaders.educator, ids)


async def snapshot(flags: Sequence[Flag], info: Info) -> list[list[SnapshotText] | None]:
    """What it said when it was reported; for moderators, and every look is written down."""
    context = info.context
    read = [row.id for row in flags if may_read_case(context.viewer, row)]
    await look_at(context.reader, AuditKind.FLAG_SNAPSHOT, read, context.now())
    return [_texts(row.snapshot) if row.id in read else None for row in flags]


def _texts(said: dict[str, Any] | str) -> list[SnapshotText]:
    # A record carries JSON as the text that it is.
    texts: dict[str, Any] = loads(said) if isinstance(said, str) else said
    return [SnapshotText(name, str(text)) for name, text in texts.items()]


async def audit_log(
    _: Me,
    info: Info,
    page: PageArguments,
    actor_id: Annotated[ID | None, described("Only what this moderator looked at.")] = None,
    kind: Annotated[AuditKind | None, described("Only looks of this kind.")] = None,
) -> Page:
    """What moderators looked at that others may not see, latest first; for administrators."""
    actor = row_id_of(actor_id, "Educator", "actorId") if actor_id is not None else None
    return await audited(info.context.reader, actor, kind, page)


async def looker(entries: Sequence[AuditEntry], info: Info) -> list[Educator | None]:
    """Who looked; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.actor_id for row in entries])


async def email(educators: Sequence[Educator], info: Info) -> list[str | None]:
    """Their e-mail address; for platform moderators, and every look is written down."""
    context = info.context
    if not context.viewer.oversees:
        return [None for _ in educators]
    ids = [row.id for row in educators]
    found = await emails_of(context.reader, ids)
    await look_at(context.reader, AuditKind.EMAIL, list(found), context.now())
    return [found.get(key) for key in ids]


async def notified_action(notifications: Sequence[Notification], info: Info) -> list[ModerationAction | None]:
    """What moderators decided, if it is about that and concerns you."""
    return await load_some(info.context.loaders.moderation_action, [row.action_id for row in notifications])
