"""When an educator can be met: their own hours, and the open slots that others see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import ID

from access.viewer import may_write
from kit.errors import invalid
from loaders.availability import Days, next_open_slots, open_slots_of, own_overrides, own_rules
from models import Account, AvailabilityOverride, AvailabilityRule, Educator, MentorProfile, Row, Weekday
from models.slots import Slot
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.hours import AvailabilityOverrideInput, AvailabilityRuleInput, check_hours, given, minute_of
from resolvers.me import Me, account
from resolvers.node import row_id_of

MOST_DAYS = 62
FURTHEST = timedelta(days=731)
SLOT_MINUTES = range(15, 121)
WEEKDAYS = list(Weekday)

FirstDay = strawberry.argument(name="from", description="The first day, in the mentor's time zone.")


@dataclass(frozen=True)
class OwnAvailability:
    """All hours of an educator, in the zone in which they are meant."""

    educator_id: UUID
    time_zone: str
    rules: Sequence[AvailabilityRule]
    overrides: Sequence[AvailabilityOverride]

    def source(self) -> Row:
        """The educator, by whom it can be read again."""
        return Educator.light({"id": self.educator_id})


async def mentor_slots(
    info: Info,
    mentor_id: Annotated[ID, described("The global id of an educator.")],
    from_: Annotated[date, FirstDay],
    to: Annotated[date, described("The last day, at most 62 with the first.")],
    minutes: Annotated[int, described("How long, 15 to 120.")],
) -> list[Slot]:
    """When a mentor can be met, in time order; nothing while they take no requests."""
    educator_id, now = row_id_of(mentor_id, "Educator", "mentorId"), info.context.now()
    if minutes not in SLOT_MINUTES:
        raise invalid("minutes", "A slot lasts 15 to 120 minutes.")
    if not timedelta(0) <= to - from_ < timedelta(days=MOST_DAYS):
        raise invalid("to", f"Ask for 1 to {MOST_DAYS} days.")
    if to > now.date() + FURTHEST:
        raise invalid("to", "Ask for the next two years only.")
    # Nothing of the past is open; a day more has room for every zone.
    first = max(from_, now.date() - timedelta(days=1))
    return (await open_slots_of(info.context.reader, [educator_id], Days(first, to), minutes, now))[0]


async def next_open_slot(profiles: Sequence[MentorProfile], info: Info) -> list[Slot | None]:
    """The next half hour that is open within four weeks; null while they take no requests."""
    ids = [row.educator_id for row in profiles]
    return await next_open_slots(info.context.reader, ids, info.context.now())


async def availability(viewer: Me, info: Info) -> OwnAvailability | None:
    """Your hours; nobody else sees them, only what is open."""
    reader, mine = info.context.reader, await account(viewer, info)
    if mine is None:
        return None
    rules, overrides = await own_rules(reader), await own_overrides(reader)
    return OwnAvailability(viewer.educator_id, mine.time_zone, rules, overrides)


async def set_availability(
    info: Info,
    rules: Annotated[list[AvailabilityRuleInput], described("Weekly hours, at most 50.")],
    overrides: Annotated[
        list[AvailabilityOverrideInput], described("What differs on a date, at most 366; closed days too.")
    ],
) -> OwnAvailability:
    """Replaces all hours in which you can be met, in the time zone of your account."""
    context = info.context
    context.viewer.must(may_write)
    check_hours(rules, overrides)
    # Of two that replace everything at once, one is second.
    educator = await Educator.select_for_update(no_key=True).get(id=context.member_id)
    await AvailabilityRule.filter(educator_id=educator.id).delete()
    await AvailabilityOverride.filter(educator_id=educator.id).delete()
    await AvailabilityRule.bulk_create(_rule(context, rule) for rule in rules)
    await AvailabilityOverride.bulk_create(_override(context, override) for override in overrides)
    return await _stored(educator)


def _rule(context: Context, said: AvailabilityRuleInput) -> AvailabilityRule:
    return AvailabilityRule(
        id=AvailabilityRule.new_id(context.now()),
        educator_id=context.member_id,
        weekday=WEEKDAYS.index(said.weekday),
        start_minute=minute_of(said.start),
        end_minute=minute_of(said.end),
        valid_from=said.valid_from or None,
        valid_to=said.valid_to or None,
    )


def _override(context: Context, said: AvailabilityOverrideInput) -> AvailabilityOverride:
    start, end = given(said.start), given(said.end)
    return AvailabilityOverride(
        id=AvailabilityOverride.new_id(context.now()),
        educator_id=context.member_id,
        on_date=said.on_date,
        start_minute=start and minute_of(start),
        end_minute=end and minute_of(end),
    )


async def _stored(educator: Educator) -> OwnAvailability:
    """What was written last."""
    mine = await Account.get(id=educator.account_id)
    rules = AvailabilityRule.filter(educator_id=educator.id).order_by("weekday", "start_minute", "id")
    overrides = AvailabilityOverride.filter(educator_id=educator.id).order_by("on_date", "start_minute")
    return OwnAvailability(educator.id, mine.time_zone, await rules, await overrides)


async def recall_availability(_: Info, educator: Row) -> OwnAvailability:
    """The hours as they stand now."""
    return await _stored(await Educator.get(id=educator.id))
