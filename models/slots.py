"""Open slots: a pure function of weekly hours, dated exceptions, busy times and a zone.

Hours are meant in the owner's local time. On the day the clocks change, an instant belongs to an interval
when its local time does: what the clocks skip is not there, and of an hour that comes twice the first counts.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

_INSTANT = timedelta(microseconds=1)


class Interval(NamedTuple):
    """A part of a local day, in minutes after midnight; `ends` is no longer in it, and 1440 at most."""

    starts: int
    ends: int


class WeeklyHours(NamedTuple):
    """An interval of every such weekday (0 is Monday), between two days that count too."""

    weekday: int
    interval: Interval
    since: date | None = None
    until: date | None = None


class Slot(NamedTuple):
    """A span of time, in UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Availability:
    """When somebody can be met.

    What `exceptions` say of a day stands instead of the weekly hours: no interval, and the day is closed.
    """

    zone: ZoneInfo
    weekly: Sequence[WeeklyHours] = ()
    exceptions: Mapping[date, Sequence[Interval]] = field(default_factory=dict)
    busy: Sequence[Slot] = ()

    def hours_on(self, day: date) -> list[Interval]:
        """The local intervals of a day, ascending and apart."""
        if day in self.exceptions:
            return merged(self.exceptions[day])
        return merged(
            hours.interval
            for hours in self.weekly
            if hours.weekday == day.weekday()
            and (hours.since is None or hours.since <= day)
            and (hours.until is None or day <= hours.until)
        )

    def open_slots(self, first: date, last: date, minutes: int, now: datetime) -> Iterator[Slot]:
        """The slots of so many minutes that are free, ascending, on the local days `first` to `last`.

        They begin every so many local minutes from the start of an interval, lie in it wholly, and last
        as long as they say even when the clocks change. A slot that has begun is not open.
        """
        taken = iter([*sorted(self.busy), None])
        busy = next(taken)
        for slot in self._slots(first, last, minutes):
            if slot.starts_at <= now:
                continue
            while busy is not None and busy.ends_at <= slot.starts_at:
                busy = next(taken)
            if busy is None or slot.ends_at <= busy.starts_at:
                yield slot

    def _slots(self, first: date, last: date, minutes: int) -> Iterator[Slot]:
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            for interval in self.hours_on(day):
                begins = range(interval.starts, interval.ends - minutes + 1, minutes)
                slots_of = (
                    self._slots_of_steady if self._is_steady(day, interval) else self._slots_of_changing
                )
                yield from slots_of(day, interval, begins, timedelta(minutes=minutes))

    def _is_steady(self, day: date, interval: Interval) -> bool:
        """Whether the clocks do not change between the two ends."""
        begin, end = (_wall(day, minute).replace(tzinfo=self.zone) for minute in interval)
        return begin.utcoffset() == end.utcoffset()

    def _slots_of_steady(
        self, day: date, interval: Interval, begins: range, length: timedelta
    ) -> Iterator[Slot]:
        at = _wall(day, interval.starts).replace(tzinfo=self.zone).astimezone(UTC)
        for _ in begins:
            yield Slot(at, at + length)
            at += length

    def _slots_of_changing(
        self, day: date, interval: Interval, begins: range, length: timedelta
    ) -> Iterator[Slot]:
        for minute in begins:
            begin = _wall(day, minute)
            starts_at = begin.replace(tzinfo=self.zone).astimezone(UTC)
            last = self._local(starts_at + length - _INSTANT)
            exists = self._local(starts_at) == begin
            # An hour that comes again shows in clocks that went less far than time did.
            happens_once = last >= begin + length - _INSTANT
            if exists and happens_once and last < _wall(day, interval.ends):
                yield Slot(starts_at, starts_at + length)

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)


def _wall(day: date, minute: int) -> datetime:
    """What a clock on the wall shows so many minutes after midnight, had the day 24 hours."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same parts of a day, ascending; those that touch or overlap are one."""
    apart: list[Interval] = []
    for interval in sorted(intervals):
        if apart and interval.starts <= apart[-1].ends:
            apart[-1] = Interval(apart[-1].starts, max(apart[-1].ends, interval.ends))
        else:
            apart.append(interval)
    return apart
