"""What a moderator's decision does to a thing or to who is responsible for it."""

from datetime import datetime
from typing import Any

from kit.errors import invalid
from models import (
    Account,
    AccountStatus,
    Flag,
    FlagTarget,
    ModerationAction,
    ModerationKind,
)
from models.flag import CAN_BE_HIDDEN
from resolvers.context import Context
from resolvers.reportable import Reportable

_OF_PEOPLE = (ModerationKind.WARN, ModerationKind.SUSPEND, ModerationKind.BAN)
_OF_HIDING = (ModerationKind.HIDE, ModerationKind.RESTORE)


def must_be_possible(
    action: ModerationKind,
    flag: Flag,
    thing: Any,
    account: Account | None,
    until: datetime | None,
    now: datetime,
) -> None:
    """Nothing, when this can be done about what was reported.

    Raises: DomainError INVALID otherwise.
    """
    if action in _OF_PEOPLE and account is None:
        raise invalid("action", "Nobody alone is responsible for it.")
    if action not in _OF_PEOPLE and thing is None:
        raise invalid("action", "It is gone.")
    if action in _OF_HIDING and flag.target not in CAN_BE_HIDDEN:
        raise invalid("action", "This can be neither hidden nor restored.")
    if action == ModerationKind.LOCK and flag.target != FlagTarget.THREAD:
        raise invalid("action", "Only a thread can be locked.")
    if (until is not None) != (action == ModerationKind.SUSPEND):
        raise invalid("until", "A suspension, and nothing else, ends at some time.")
    if until is not None and until <= now:
        raise invalid("until", "A suspension ends in the future.")


async def impose(
    context: Context,
    action: ModerationKind,
    kind: Reportable,
    thing: Any,
    account: Account | None,
    until: datetime | None,
) -> None:
    """Do it, and tell those who listen to the thing."""
    if action in _OF_HIDING:
        await _hide(context, kind, thing, context.now() if action == ModerationKind.HIDE else None)
    elif action == ModerationKind.LOCK:
        thing.lock()
        await thing.save(update_fields=["status", "version"])
        _announce(context, kind, thing)
    elif action != ModerationKind.WARN and account is not None:
        account.status, account.suspended_until = AccountStatus.SUSPENDED, until
        await account.save(update_fields=["status", "suspended_until"])


async def lift_review(context: Context, kind: Reportable, thing: Any) -> None:
    """Show a thing again that reports alone have hidden."""
    if thing is None or kind.target not in CAN_BE_HIDDEN:
        return
    done = ModerationAction.filter(target=kind.target, target_id=thing.id, kind__in=_OF_HIDING)
    latest = await done.order_by("-id").first()
    if latest is None or latest.kind == ModerationKind.RESTORE:
        await _hide(context, kind, thing, None)


async def _hide(context: Context, kind: Reportable, thing: Any, since: datetime | None) -> None:
    if (thing.hidden_at is None) != (since is None):
        thing.hidden_at = since
        await thing.save(update_fields=["hidden_at"])
        _announce(context, kind, thing)


def _announce(context: Context, kind: Reportable, thing: Any) -> None:
    change = kind.change_of(thing)
    if change is not None:
        context.announcer.announce(change)
