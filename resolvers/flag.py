"""Flags: members report what should not be, and what several report hides by itself."""

from collections.abc import Sequence
from typing import Annotated, Any

from strawberry import ID

from access.flag import may_flag
from kit.errors import invalid, invalid_transition
from models import CommunityRole, Educator, Flag, FlagReason, FlagStatus, FlagTarget, Membership, Row
from models.flag import CAN_BE_HIDDEN, HIDDEN_AFTER
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.limit import FLAGS, spend
from resolvers.node import load_some
from resolvers.reportable import Reportable, reportable

_OPEN = (FlagStatus.OPEN, FlagStatus.IN_REVIEW)


async def prepare_flag(info: Info, **_: Any) -> dict[str, Any]:
    """Nothing; every attempt counts for who reports."""
    if info.context.viewer.educator_id is not None:
        await spend(info.context, FLAGS, info.context.member_id.hex)
    return {}


async def flag(
    info: Info,
    target_id: Annotated[
        ID, described("An educator, thread, post, message, request, community, challenge or roadmap.")
    ],
    reason: Annotated[FlagReason, described("What is wrong with it.")],
    note: Annotated[str | None, described("More about it for moderators, in 1–2000 characters.")] = None,
) -> Flag:
    """Reports something to the moderators; while your report is open, asked again it answers the same."""
    context = info.context
    context.viewer.must(may_flag)
    Flag.check_lengths(note=note)
    kind, found = await reportable(context, target_id, "targetId")
    await _must_be_anothers(context, kind, found)
    row = await kind.model.select_for_update(no_key=True).get(id=found.id)
    about: dict[str, Any] = {"target": kind.target, "target_id": row.id}
    standing = await Flag.get_or_none(**about, reporter_id=context.member_id, status__in=_OPEN)
    if standing is not None:
        return standing
    said = kind.snapshot_of(row)
    if not said:
        message = "There is nothing left of it to report."
        raise invalid_transition(message)
    made = await Flag.create(
        id=Flag.new_id(context.now()),
        reporter_id=context.member_id,
        **about,
        subject_id=kind.owner_of(row),
        reason=reason,
        note=note,
        snapshot=said,
        status=FlagStatus.OPEN,
        created_at=context.now(),
        version=1,
    )
    await _hide_if_many_agree(context, kind, row)
    return made


async def _must_be_anothers(context: Context, kind: Reportable, row: Row) -> None:
    is_own = kind.owner_of(row) == context.member_id
    if kind.target == FlagTarget.COMMUNITY:
        owned = Membership.filter(community_id=row.id, role=CommunityRole.OWNER)
        is_own = await owned.filter(educator_id=context.member_id).exists()
    if is_own:
        raise invalid("targetId", "You cannot report yourself or what is your own.")


async def _hide_if_many_agree(context: Context, kind: Reportable, row: Any) -> None:
    """Hide it, pending review, once two people report it, or one sees data of pupils in it."""
    if kind.target not in CAN_BE_HIDDEN or row.hidden_at is not None:
        return
    flags = await Flag.filter(target=kind.target, target_id=row.id, status__in=_OPEN)
    # Nobody has two open flags on the same thing: as many flags are as many people.
    if len(flags) >= HIDDEN_AFTER or any(one.reason == FlagReason.PUPIL_DATA for one in flags):
        row.hidden_at = context.now()
        await row.save(update_fields=["hidden_at"])
        change = kind.change_of(row)
        if change is not None:
            context.announcer.announce(change)


async def reporter(flags: Sequence[Flag], info: Info) -> list[Educator | None]:
    """Who reported it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.reporter_id for row in flags])


async def responsible(flags: Sequence[Flag], info: Info) -> list[Educator | None]:
    """Who wrote it, or is it; null when nobody alone is responsible, or you may not see them."""
    return await load_some(info.context.loaders.educator, [row.subject_id for row in flags])
