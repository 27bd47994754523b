"""What moderators do about flags: one decision closes all that are open on the same thing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.flag import may_act_on, may_judge
from kit.errors import stale
from models import (
    Account,
    Actor,
    Educator,
    Flag,
    FlagStatus,
    ModerationAction,
    ModerationKind,
    NotificationKind,
)
from models.flag import FLAG_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import seen
from resolvers.notice import Notice, Subject, record
from resolvers.penalty import impose, lift_review, must_be_possible
from resolvers.reportable import BY_TARGET

FlagId = Annotated[ID, described("The global id of a flag.")]
Version = Annotated[int, described("The version of the flag that you decide on.")]

_DECISION = ["status", "reviewer_id", "reviewed_at", "decided_at", "decision_note", "version"]


async def review_flag(info: Info, flag_id: FlagId, expected_version: Version) -> Flag:
    """Tells other moderators that you look at it."""
    context = info.context
    row, _, _ = await _locked(context, flag_id, expected_version)
    FLAG_MACHINE.take(row, "review", Actor.MODERATOR, context.now())
    row.reviewer_id = context.member_id
    await row.save(update_fields=_DECISION)
    return row


async def dismiss_flag(
    info: Info,
    flag_id: FlagId,
    expected_version: Version,
    note: Annotated[str | None, described("Why, for other moderators, in 1–2000 characters.")] = None,
) -> Flag:
    """Finds nothing wrong: closes all flags on the thing, and shows it again if only they hid it."""
    context = info.context
    Flag.check_lengths(decision_note=note)
    row, others, thing = await _locked(context, flag_id, expected_version)
    await _decide(context, "dismiss", [row, *others], note)
    await lift_review(context, BY_TARGET[row.target], thing)
    return row


async def act_on_flag(
    info: Info,
    flag_id: FlagId,
    expected_version: Version,
    action: Annotated[ModerationKind, described("What is done about it.")],
    reason: Annotated[str, described("Why, in 1–2000 characters.")],
    until: Annotated[datetime | None, described("When a suspension ends.")] = None,
) -> Flag:
    """Does something about a thing or its author, and closes all flags on it; the author is told."""
    context = info.context
    ModerationAction.check_lengths(reason=reason)
    row, others, thing = await _locked(context, flag_id, expected_version)
    account = await _account_of(row.subject_id)
    context.viewer.must(may_act_on, account.roles if account else ())
    must_be_possible(action, row, thing, account, until, context.now())
    await _decide(context, "act_on", [row, *others], None)
    await impose(context, action, BY_TARGET[row.target], thing, account, until)
    done = await ModerationAction.create(
        id=ModerationAction.new_id(context.now()),
        flag_id=row.id,
        moderator_id=context.member_id,
        kind=action,
        target=row.target,
        target_id=row.target_id,
        subject_id=row.subject_id,
        reason=reason,
        until=until,
        at=context.now(),
    )
    if row.subject_id is not None:
        await _tell(context, NotificationKind.MODERATION, [row.subject_id], Subject(action_id=done.id))
    if account is not None and action in (ModerationKind.BAN, ModerationKind.SUSPEND):
        shut_out = [row.subject_id] if row.subject_id else []
        context.transaction.after_commit(lambda: context.platform.hub.rights_changed(shut_out))
    return row


async def _locked(context: Context, flag_id: str, expected_version: int) -> tuple[Flag, list[Flag], Any]:
    """A flag, the other open ones on the same thing, and the thing unless it is gone; all locked.

    Raises: DomainError NOT_FOUND, FORBIDDEN, or CONFLICT when the flag is at another version by now.
    """
    found = await seen(context.loaders.flag, Flag, flag_id, "flagId")
    context.viewer.must(may_judge, found)
    # The thing first, as who reports it does.
    model = BY_TARGET[found.target].model
    thing = await model.select_for_update(no_key=True).get_or_none(id=found.target_id)
    row = await Flag.select_for_update(no_key=True).get(id=found.id)
    if row.version != expected_version:
        raise stale("This flag", row.version, row)
    others = Flag.filter(target=row.target, target_id=row.target_id).exclude(id=row.id)
    open_ones = others.filter(status__in=(FlagStatus.OPEN, FlagStatus.IN_REVIEW)).order_by("id")
    return row, await open_ones, thing


async def _account_of(educator_id: UUID | None) -> Account | None:
    if educator_id is None:
        return None
    educator = await Educator.get(id=educator_id)
    return await Account.select_for_update(no_key=True).get(id=educator.account_id)


async def _decide(context: Context, step: str, flags: Sequence[Flag], note: str | None) -> None:
    """Close all of these, and tell who raised them."""
    for flag in flags:
        FLAG_MACHINE.take(flag, step, Actor.MODERATOR, context.now())
        flag.reviewer_id = context.member_id
        flag.decision_note = note
        await flag.save(update_fields=_DECISION)
    await _tell(context, NotificationKind.FLAG_DECIDED, [flag.reporter_id for flag in flags], Subject())


async def _tell(
    context: Context, kind: NotificationKind, educator_ids: Sequence[UUID], subject: Subject
) -> None:
    """Tell what was decided, by nobody in particular: moderators act for the platform."""
    notices = [Notice(kind, educator_id, educator_id, subject) for educator_id in educator_ids]
    await record(context.transaction, context.announcer, notices, None, context.now())
