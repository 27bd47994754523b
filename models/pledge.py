"""Pledges: a promise to post regularly, and the partners who watch over it."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Row, known, reference
from models.transition import Actor, Machine, Step


class PartnerStatus(StrEnum):
    """Where an accountability partner stands."""

    INVITED = "INVITED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    LEFT = "LEFT"


_PARTNER, _OWNER = (Actor.COUNTERPART,), (Actor.OWNER,)
_INVITED, _ACCEPTED, _DECLINED, _LEFT = ((state,) for state in PartnerStatus)

PARTNER_MACHINE = Machine(
    "partnership",
    PartnerStatus,
    [
        Step("accept", _PARTNER, _INVITED, PartnerStatus.ACCEPTED, "accepted_at"),
        Step("decline", _PARTNER, _INVITED, PartnerStatus.DECLINED, "ended_at"),
        Step("leave", _PARTNER, _ACCEPTED, PartnerStatus.LEFT, "ended_at"),
        Step("end", _OWNER, (*_INVITED, *_ACCEPTED), PartnerStatus.LEFT, "ended_at"),
        Step("invite", _OWNER, (*_DECLINED, *_LEFT), PartnerStatus.INVITED),
    ],
)
MOST_PARTNERS = 5
MOST_REST_WEEKS = 26


class Pledge(Row):
    """An author's promise to post in a thread at least every so many days.

    `rest_weeks` holds the Mondays of weeks that do not count, `window_ends_on` the last day of the window
    that the clock looks at next; dates are local to the author.
    """

    thread = reference("Thread")
    thread_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    every_days = fields.SmallIntField()
    rest_weeks = ArrayField(element_type="date")
    started_on: date = fields.DateField()
    ended_on: date | None = fields.DateField(null=True)
    window_ends_on: date = fields.DateField()
    created_at = fields.DatetimeField()
    version = fields.IntField()

    class Meta:
        table = "pledge"
        constraints = [
            CheckConstraint(check="every_days BETWEEN 3 AND 30", name="pledge_every_range"),
            CheckConstraint(
                check=f"cardinality(rest_weeks) <= {MOST_REST_WEEKS}", name="pledge_rest_weeks_few"
            ),
            CheckConstraint(check="ended_on >= started_on", name="pledge_ended_after_start"),
        ]


class PledgePartner(Row):
    """Somebody asked to watch over a pledge."""

    pledge = reference("Pledge")
    pledge_id: UUID
    educator = reference("Educator")
    educator_id: UUID
    status = fields.CharEnumField(PartnerStatus, max_length=16)
    created_at = fields.DatetimeField()
    accepted_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "pledge_partner"
        constraints = [
            known("pledge_partner", "status", PartnerStatus),
            UniqueConstraint(fields=("pledge_id", "educator_id"), name="pledge_partner_once"),
        ]


class Window(NamedTuple):
    """A stretch of a pledge in which something is to be posted; both days belong to it."""

    first: date
    last: date

    def is_kept(self, posted_on: Collection[date]) -> bool:
        """Whether something was posted in it."""
        return any(self.first <= day <= self.last for day in posted_on)


def windows_of(started_on: date, every_days: int, rest_weeks: Collection[date]) -> Iterator[Window]:
    """The windows of a pledge one after the other, without end: each has `every_days` days that count.

    The days of rest weeks, named by their Mondays, do not count, so that a window with one is longer.
    """
    first = day = started_on
    counted = 0
    while True:
        counted += day - timedelta(days=day.weekday()) not in rest_weeks
        if counted == every_days:
            yield Window(first, day)
            first, counted = day + timedelta(days=1), 0
        day += timedelta(days=1)


def running_window(started_on: date, today: date, every_days: int, rest_weeks: Collection[date]) -> Window:
    """The first window that is not over before `today`."""
    return next(window for window in windows_of(started_on, every_days, rest_weeks) if window.last >= today)


def adherence_of(
    started_on: date, until: date, every_days: int, rest_weeks: Collection[date], posted_on: Collection[date]
) -> float | None:
    """Which part of a pledge's windows was kept, 0–1; None before the first is over.

    kept windows ÷ windows that are over before `until`; one is kept when something was posted in it.
    """
    over = list(takewhile(lambda window: window.last < until, windows_of(started_on, every_days, rest_weeks)))
    return sum(window.is_kept(posted_on) for window in over) / len(over) if over else None
