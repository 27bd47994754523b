"""Making a pledge, asking partners to watch over it, and answering them."""

from collections.abc import Collection
from datetime import date
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.thread import may_steer_thread
from access.viewer import may_write
from kit.errors import invalid
from models import Educator, NotificationKind, PartnerStatus, Pledge, PledgePartner, Thread
from models.pledge import MOST_PARTNERS, MOST_REST_WEEKS, PARTNER_MACHINE, running_window
from models.transition import Actor
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import absent, row_id_of, seen
from resolvers.notice import Subject, notify
from resolvers.pledge_end import end_now
from resolvers.thread import ThreadId, locked_thread
from resolvers.time_zone import local_date

FEWEST_DAYS, MOST_DAYS = 3, 30
MONDAY = 0
PledgeId = Annotated[ID, described("The global id of a pledge.")]
_ASKED = (PartnerStatus.INVITED, PartnerStatus.ACCEPTED)


async def set_pledge(
    info: Info,
    thread_id: ThreadId,
    every_days: Annotated[int, described("Something new at least every so many days: 3–30.")],
    rest_weeks: Annotated[
        list[date] | None,
        described("The Mondays of at most 26 weeks that do not count."),
    ] = None,
    partner_ids: Annotated[
        list[ID] | None, described("At most 5 educators to watch over it; left out, they stay.")
    ] = None,
) -> Pledge:
    """Pledges to post regularly in a thread of yours, or changes the pledge that runs."""
    context = info.context
    thread = await locked_thread(context, thread_id, "threadId")
    context.viewer.must(may_steer_thread, thread)
    thread.must_be_open()
    if not FEWEST_DAYS <= every_days <= MOST_DAYS:
        raise invalid("everyDays", f"A pledge is for every {FEWEST_DAYS} to {MOST_DAYS} days.")
    rests = _mondays(rest_weeks) if rest_weeks is not None else None
    asked = await _educators(context, partner_ids) if partner_ids is not None else None
    row = await Pledge.get_or_none(thread_id=thread.id, ended_on=None)
    row = (
        await _change(context, row, every_days, rests)
        if row
        else await _new(context, thread, every_days, rests)
    )
    if asked is not None:
        await _ask(context, row, asked)
    return row


def _mondays(weeks: Collection[date]) -> list[date]:
    days = sorted(set(weeks))
    if len(days) > MOST_REST_WEEKS or any(day.weekday() != MONDAY for day in days):
        raise invalid("restWeeks", f"Name at most {MOST_REST_WEEKS} weeks by their Mondays.")
    return days


async def _educators(context: Context, ids: Collection[str]) -> list[UUID]:
    found = [await seen(context.loaders.educator, Educator, text, "partnerIds") for text in ids]
    wanted = list(dict.fromkeys(row.id for row in found))
    if len(wanted) > MOST_PARTNERS or context.member_id in wanted:
        raise invalid("partnerIds", f"At most {MOST_PARTNERS} others watch over a pledge.")
    return wanted


async def _new(context: Context, thread: Thread, every_days: int, rests: list[date] | None) -> Pledge:
    today = await local_date(context)
    return await Pledge.create(
        id=Pledge.new_id(context.now()),
        thread_id=thread.id,
        educator_id=context.member_id,
        every_days=every_days,
        rest_weeks=rests or [],
        started_on=today,
        window_ends_on=running_window(today, today, every_days, rests or []).last,
        created_at=context.now(),
        version=1,
    )


async def _change(context: Context, row: Pledge, every_days: int, rests: list[date] | None) -> Pledge:
    wanted = (every_days, row.rest_weeks if rests is None else rests)
    if wanted != (row.every_days, row.rest_weeks):
        row.every_days, row.rest_weeks = wanted
        row.window_ends_on = running_window(row.started_on, await local_date(context), *wanted).last
        row.version += 1
        await row.save(update_fields=["every_days", "rest_weeks", "window_ends_on", "version"])
    return row


async def _ask(context: Context, row: Pledge, asked: Collection[UUID]) -> None:
    """Have these be the partners: the new ones are asked, the others are let go."""
    now, told = context.now(), list[UUID]()
    known = {partner.educator_id: partner for partner in await PledgePartner.filter(pledge_id=row.id)}
    for educator_id in asked:
        if educator_id not in known:
            await _invite(context, row, educator_id)
            told.append(educator_id)
    for educator_id, partner in known.items():
        is_wanted, is_asked = educator_id in asked, partner.status in _ASKED
        if is_wanted == is_asked:
            continue
        PARTNER_MACHINE.take(partner, "invite" if is_wanted else "end", Actor.OWNER, now)
        if is_wanted:
            partner.accepted_at = partner.ended_at = None
            told.append(educator_id)
        await partner.save(update_fields=["status", "accepted_at", "ended_at", "version"])
    if told:
        await notify(context, NotificationKind.PLEDGE_INVITED, told, Subject(thread_id=row.thread_id))


async def _invite(context: Context, row: Pledge, educator_id: UUID) -> None:
    now = context.now()
    await PledgePartner.create(
        id=PledgePartner.new_id(now),
        pledge_id=row.id,
        educator_id=educator_id,
        status=PartnerStatus.INVITED,
        created_at=now,
        version=1,
    )


async def end_pledge(info: Info, pledge_id: PledgeId) -> Pledge:
    """Ends a pledge of yours; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_write)
    row = await _held(context, pledge_id)
    if row.educator_id != context.member_id:
        raise absent("Pledge", "pledgeId")
    if row.ended_on is None:
        await end_now(context, row)
    return row


async def _held(context: Context, pledge_id: str) -> Pledge:
    """A pledge that the viewer may see, locked.

    Raises: DomainError NOT_FOUND when there is none.
    """
    row_id_of(pledge_id, "Pledge", "pledgeId")
    found = await seen(context.loaders.pledge, Pledge, pledge_id, "pledgeId")
    return await Pledge.select_for_update(no_key=True).get(id=found.id)


async def join_pledge(
    info: Info,
    pledge_id: PledgeId,
    accept: Annotated[bool, described("False declines, or stops watching over it.")] = True,
) -> Pledge:
    """Answers somebody who asks you to watch over their pledge; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_write)
    row = await _held(context, pledge_id)
    own = await PledgePartner.get_or_none(pledge_id=row.id, educator_id=context.member_id)
    if own is None:
        raise absent("Pledge", "pledgeId")
    if accept and own.status == PartnerStatus.ACCEPTED:
        return row
    action = "accept" if accept else "decline" if own.status == PartnerStatus.INVITED else "leave"
    PARTNER_MACHINE.take(own, action, Actor.COUNTERPART, context.now())
    await own.save(update_fields=["status", "accepted_at", "ended_at", "version"])
    about = Subject(thread_id=row.thread_id)
    await notify(context, NotificationKind.PLEDGE_ANSWERED, [row.educator_id], about)
    return row
