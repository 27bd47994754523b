"""Windows: the days, weeks and months into which a report divides time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
DECEMBER = 12


class Grain(StrEnum):
    """How long a report's windows are."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


@dataclass(frozen=True)
class Window:
    """One whole day, week (from Monday) or month of a time zone: from `start` on, before `end`.

    Two of one zone are the same when they begin on the same day and are as long.
    """

    grain: Grain
    first: date
    start: datetime = field(compare=False)
    end: datetime = field(compare=False)

    @property
    def changes_year(self) -> bool:
        """Whether a new year begins inside of it."""
        last = self.first + timedelta(days=6) if self.grain == Grain.WEEK else self.first
        return last.year != self.first.year


def windows(grain: Grain, first: date, last: date, zone: ZoneInfo) -> list[Window]:
    """The windows that hold the days from first to last, both included, oldest first."""
    edges = list(_edges(grain, first, last))
    instants = [datetime.combine(edge, time(), zone) for edge in edges]
    return [Window(grain, edges[n], instants[n], instants[n + 1]) for n in range(len(edges) - 1)]


def _edges(grain: Grain, first: date, last: date) -> Iterator[date]:
    edge = {Grain.DAY: first, Grain.WEEK: first - first.weekday() * DAY, Grain.MONTH: first.replace(day=1)}[
        grain
    ]
    yield edge
    while edge <= last:
        edge = _after(grain, edge)
        yield edge


def _after(grain: Grain, edge: date) -> date:
    if grain == Grain.MONTH:
        return date(edge.year + edge.month // DECEMBER, edge.month % DECEMBER + 1, 1)
    return edge + (7 * DAY if grain == Grain.WEEK else DAY)


def years_around(asked: Sequence[Window], zone: ZoneInfo) -> list[Window]:
    """Every window of the calendar years of those asked for that can show something of them.

    Months show nothing of other windows than months; weeks and days are compared with all three. A week in
    which the year changes is left out, so that years can be looked at each alone.
    """
    first, last = asked[0].first.replace(month=1, day=1), asked[-1].first.replace(month=DECEMBER, day=31)
    grains = [Grain.MONTH] if asked[0].grain == Grain.MONTH else list(reversed(Grain))
    found = [one for grain in grains for one in windows(grain, first, last, zone)]
    return [one for one in found if not one.changes_year and first <= one.first <= last]
