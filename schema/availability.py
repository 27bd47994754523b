"""When educators can be met."""

from datetime import date, datetime

import strawberry

import models
from models import Weekday
from models.slots import Slot as OpenSlot
from resolvers import availability as resolve
from resolvers.availability import WEEKDAYS
from resolvers.hours import time_of
from schema.enums import enum
from schema.wiring import answers, column, describe, instances_of, performs

enum(
    Weekday,
    "A day of the week.",
    MONDAY="The first working day.",
    TUESDAY="The day after Monday.",
    WEDNESDAY="The day after Tuesday.",
    THURSDAY="The day after Wednesday.",
    FRIDAY="The day after Thursday.",
    SATURDAY="The day after Friday.",
    SUNDAY="The day before Monday.",
)


def _weekday(root: models.AvailabilityRule) -> Weekday:
    weekday: Weekday = WEEKDAYS[root.weekday]
    return weekday


def _start(root: models.AvailabilityRule) -> str:
    return time_of(root.start_minute)


def _end(root: models.AvailabilityRule) -> str:
    return time_of(root.end_minute)


def _start_if_open(root: models.AvailabilityOverride) -> str | None:
    return None if root.start_minute is None else time_of(root.start_minute)


def _end_if_open(root: models.AvailabilityOverride) -> str | None:
    return None if root.end_minute is None else time_of(root.end_minute)


@strawberry.type(description="A time that is open.")
class Slot:
    is_type_of = instances_of(OpenSlot)

    starts_at: datetime = describe("When it begins, in UTC.")
    ends_at: datetime = describe("When it ends, in UTC.")


@strawberry.type(description="Hours of every such weekday, in local time.")
class AvailabilityRule:
    is_type_of = instances_of(models.AvailabilityRule)

    weekday: Weekday = column(_weekday, "On which day.")
    start: str = column(_start, "From when: `09:00`.")
    end: str = column(_end, "Until when; `24:00` is the end of the day.")
    valid_from: date | None = describe("The first day on which it holds; null for no beginning.")
    valid_to: date | None = describe("The last day on which it holds; null for no end.")


@strawberry.type(description="Hours of one date, instead of the weekly ones.")
class AvailabilityOverride:
    is_type_of = instances_of(models.AvailabilityOverride)

    on_date: date = describe("Which day.", name="date")
    start: str | None = column(_start_if_open, "From when: `09:00`; null when the day is closed.")
    end: str | None = column(_end_if_open, "Until when; `24:00` is the end of the day.")


@strawberry.type(description="All hours in which you can be met.")
class Availability:
    is_type_of = instances_of(resolve.OwnAvailability)

    time_zone: str = describe("The IANA time zone in which they are meant: your account's.")
    rules: list[AvailabilityRule] = describe("Weekly hours, in the order of a week.")
    overrides: list[AvailabilityOverride] = describe("What differs on a date, in time order.")


@strawberry.type
class AvailabilityQuery:
    mentor_slots: list[Slot] = answers(resolve.mentor_slots)


@strawberry.type
class AvailabilityMutation:
    set_availability = performs(resolve.set_availability, Availability, recall=resolve.recall_availability)
