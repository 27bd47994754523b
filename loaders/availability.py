"""When mentors can be met: their open slots, from hours, exceptions and busy times read together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from access.educator import educator_visible
from access.mentor import takes_requests
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import AvailabilityOverride, AvailabilityRule
from models.slots import Availability, Interval, Slot, WeeklyHours

# How far ahead the next open slot is looked for, today included, and how long it must be.
NEXT_WITHIN_DAYS = 28
NEXT_MINUTES = 30

# The days $5 and $6 are local; a day on either side has room for every zone.
_TIMES = f"""SELECT e.id, a.time_zone, k.*
    FROM {VIEWER_ROW}, educator e
    JOIN account a ON a.id = e.account_id
    JOIN mentor_profile p ON p.educator_id = e.id
    CROSS JOIN LATERAL (
        SELECT 'weekly' AS kind, r.weekday, r.start_minute, r.end_minute, r.valid_from, r.valid_to,
            NULL::timestamptz AS starts_at, NULL::timestamptz AS ends_at
        FROM availability_rule r WHERE r.educator_id = e.id
            AND (r.valid_from <= $6) IS NOT FALSE AND (r.valid_to >= $5) IS NOT FALSE
        UNION ALL SELECT 'exception', NULL, o.start_minute, o.end_minute, o.on_date, NULL, NULL, NULL
        FROM availability_override o WHERE o.educator_id = e.id AND o.on_date BETWEEN $5 AND $6
        UNION ALL SELECT 'busy', NULL, NULL, NULL, NULL, NULL, b.starts_at, b.ends_at
        FROM busy_time b WHERE b.educator_id = e.id
            AND b.ends_at > $5::date - interval '1 day' AND b.starts_at < $6::date + interval '2 days') k
    WHERE e.id = ANY ($4::uuid[]) AND {educator_visible("e")} AND {takes_requests("p", "$7::timestamptz")}"""
_RULES = f"""SELECT {columns(AvailabilityRule, "r")} FROM availability_rule r
    WHERE r.educator_id = $1::uuid ORDER BY r.weekday, r.start_minute, r.id"""
_OVERRIDES = f"""SELECT {columns(AvailabilityOverride, "o")} FROM availability_override o
    WHERE o.educator_id = $1::uuid ORDER BY o.on_date, o.start_minute"""


async def own_rules(reader: Reader) -> list[AvailabilityRule]:
    """The viewer's weekly hours, in the order of a week. One statement."""
    return await reader.plain_rows(_RULES, reader.viewer.reader_id, of=AvailabilityRule)


async def own_overrides(reader: Reader) -> list[AvailabilityOverride]:
    """What differs from them on a date, in time order. One statement."""
    return await reader.plain_rows(_OVERRIDES, reader.viewer.reader_id, of=AvailabilityOverride)


class Days(NamedTuple):
    """The first and the last of some days."""

    first: date
    last: date


@dataclass(frozen=True)
class _Times:
    """What is read of one mentor."""

    zone: ZoneInfo
    weekly: list[WeeklyHours] = field(default_factory=list)
    exceptions: dict[date, list[Interval]] = field(default_factory=dict)
    busy: list[Slot] = field(default_factory=list)

    def take(self, row: Any) -> None:
        """Add what a row says."""
        if row["kind"] == "busy":
            self.busy.append(Slot(row["starts_at"], row["ends_at"]))
        elif row["kind"] == "weekly":
            interval = Interval(row["start_minute"], row["end_minute"])
            self.weekly.append(WeeklyHours(row["weekday"], interval, row["valid_from"], row["valid_to"]))
        else:
            hours = self.exceptions.setdefault(row["valid_from"], [])
            if row["start_minute"] is not None:
                hours.append(Interval(row["start_minute"], row["end_minute"]))

    def availability(self) -> Availability:
        """The same, ready to be asked for slots."""
        return Availability(self.zone, self.weekly, self.exceptions, self.busy)


async def open_slots_of(
    reader: Reader, ids: Sequence[UUID], days: Days, minutes: int, now: datetime
) -> list[list[Slot]]:
    """n mentors → n lists of open slots, ascending, on these days of their own zones. One statement.

    Nothing is open with who is hidden, is no mentor, or takes no requests now.
    """
    found = await _availabilities(reader, ids, days, now)
    return [list(found[key].open_slots(*days, minutes, now)) if key in found else [] for key in ids]


async def next_open_slots(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Slot | None]:
    """n mentors → the next 30 open minutes of each within four weeks, or None. One statement."""
    today = now.date()
    # In some zone it is yesterday still, in some it is tomorrow.
    days = Days(today - timedelta(days=1), today + timedelta(days=NEXT_WITHIN_DAYS))
    found = await _availabilities(reader, ids, days, now)
    return [_next_of(found[key], now) if key in found else None for key in ids]


def _next_of(availability: Availability, now: datetime) -> Slot | None:
    today = now.astimezone(availability.zone).date()
    last = today + timedelta(days=NEXT_WITHIN_DAYS - 1)
    return next(availability.open_slots(today, last, NEXT_MINUTES, now), None)


async def _availabilities(
    reader: Reader, ids: Sequence[UUID], days: Days, now: datetime
) -> dict[UUID, Availability]:
    times: dict[UUID, _Times] = {}
    for row in await reader.rows(_TIMES, list(set(ids)), *days, now):
        if row["id"] not in times:
            times[row["id"]] = _Times(ZoneInfo(row["time_zone"]))
        times[row["id"]].take(row)
    return {key: found.availability() for key, found in times.items()}
