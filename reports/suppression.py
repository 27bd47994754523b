"""Suppression: which cells of a report say nothing, so that nobody in a small one can be made out.

Cells are the values of at most two dimensions, margins (`ALL`) included, in windows of time; one that nobody
is in for a whole month is about nobody, and shown. What is published are sums: a total is the sum of its
values, a month the sum of its days. Read as equations, all that is published together tells no suppressed
cell: `docs/decisions/0021` has the argument.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reports.window import Grain, Window

FLOOR = 5
Cell = tuple[Hashable, ...]
Suppressed = dict[Cell, set[Window]]


class Margin:
    """Stands for all values of a dimension together."""

    def __repr__(self) -> str:
        return "ALL"


ALL = Margin()


@dataclass(frozen=True)
class Table:
    """How many people are in each cell; the domains hold all values of each dimension, counted or not."""

    domains: Sequence[Sequence[Hashable]]
    windows: Sequence[Window]
    people: Mapping[Cell, Mapping[Window, int]]
    # Whether a longer window is the sum of its shorter ones.
    adds_up: bool

    def cells(self) -> list[Cell]:
        """Every cell, margins first."""
        found: list[Cell] = [()]
        for domain in self.domains:
            found = [(*cell, value) for cell in found for value in (ALL, *domain)]
        return found

    def count(self, cell: Cell, window: Window) -> int:
        """How many people a cell holds."""
        return self.people.get(cell, {}).get(window, 0)

    @cached_property
    def _months(self) -> dict[Window, list[Window]]:
        """The months that hold each window, none where one of them is not over."""
        months = [one for one in self.windows if one.grain == Grain.MONTH]
        found = {}
        for one in self.windows:
            around = [month for month in months if month.start < one.end and one.start < month.end]
            is_whole = around and around[0].start <= one.start and one.end <= around[-1].end
            found[one] = around if is_whole else []
        return found

    def is_small(self, cell: Cell, window: Window, limit: int) -> bool:
        """Whether a cell is of too few people, though not of nobody."""
        count = self.count(cell, window)
        if count or not self.adds_up:
            return 0 < count < limit
        months = self._months[window]
        return not months or any(self.count(cell, month) for month in months)

    def size(self, cell: Cell) -> int:
        """How many people a cell holds in its longest windows, one after the other."""
        longest = self.windows[0].grain
        return sum(n for window, n in self.people.get(cell, {}).items() if window.grain == longest)

    def lines(self) -> Iterator[tuple[Cell, list[Cell]]]:
        """Each margin with the cells that it sums up along one dimension."""
        for cell in self.cells():
            for n, domain in enumerate(self.domains):
                if cell[n] is ALL:
                    yield cell, [(*cell[:n], value, *cell[n + 1 :]) for value in domain]


def suppressed(table: Table, least: int) -> Suppressed:
    """Each cell with the windows in which it says nothing, when fewer than `least` people are too few.

    Whatever is asked for, nothing is shown that would not be with the floor: reports that differ in
    `least` alone show no more together than one.
    """
    silent: Suppressed = {cell: set() for cell in table.cells()}
    for limit in sorted({FLOOR, least}):
        for cell, windows in silent.items():
            windows.update(one for one in table.windows if table.is_small(cell, one, limit))
        _close(table, silent, limit)
    return silent


def _close(table: Table, silent: Suppressed, limit: int) -> None:
    """Suppress more until no cell follows from the others."""
    before, told = -1, dict[Cell, int]()
    while (now := sum(map(len, silent.values()))) != before:
        before = now
        _take_along(table, silent)
        _cover(table, silent, limit)
        _pair(table, silent)
        for cell, windows in silent.items():
            if table.adds_up and told.get(cell) != len(windows):
                windows.update(told_by_others(table.windows, windows))
                told[cell] = len(windows)


def _take_along(table: Table, silent: Suppressed) -> None:
    """What is too small as a whole is so in its parts."""
    for margin, line in table.lines():
        for cell in line:
            silent[cell] |= silent[margin]


def _cover(table: Table, silent: Suppressed, limit: int) -> None:
    """Among the suppressed values of a line is one of enough people, as long as there is one."""
    for _, line in table.lines():
        for window in set[Window]().union(*(silent[cell] for cell in line)):
            quiet = [cell for cell in line if window in silent[cell]]
            shown = [one for one in line if window not in silent[one] and table.count(one, window)]
            if quiet and shown and all(table.count(cell, window) < limit for cell in quiet):
                silent[min(shown, key=lambda cell: (table.count(cell, window), str(cell)))].add(window)


def _pair(table: Table, silent: Suppressed) -> None:
    """The two smallest values of each dimension are suppressed wherever another of the same line is."""
    for n, domain in enumerate(table.domains):
        smallest = _smallest(table, n, domain)
        for margin, line in table.lines():
            if margin[n] is ALL and line[0][n] is not ALL:
                anywhere = set[Window]().union(*(silent[cell] for cell in line))
                for value in smallest:
                    silent[(*margin[:n], value, *margin[n + 1 :])] |= anywhere


def _smallest(table: Table, n: int, domain: Sequence[Hashable]) -> list[Hashable]:
    alone: list[Hashable] = [ALL] * len(table.domains)

    def size(value: Hashable) -> tuple[bool, int, str]:
        people = table.size((*alone[:n], value, *alone[n + 1 :]))
        return not people, people, str(value)

    return sorted(domain, key=size)[:2]


def told_by_others(windows: Sequence[Window], silent: Collection[Window]) -> set[Window]:
    """Which shown windows of one cell, sums over time, are to be suppressed as well, the longest kept.

    A window is the difference of what was reached at its two ends, so windows tell each other as roads
    connect places: a suppressed one follows from others exactly if a way of shown ones joins its ends.
    """
    reached = _Joined()
    apart: defaultdict[datetime, set[datetime]] = defaultdict(set)
    for one in silent:
        apart[one.start].add(one.end)
        apart[one.end].add(one.start)
    more = set()
    for one in windows:
        if one not in silent and not reached.join(one.start, one.end, apart):
            more.add(one)
    return more


class _Joined:
    """Places in groups that are joined by shown windows."""

    def __init__(self) -> None:
        self._group: dict[datetime, set[datetime]] = {}

    def join(self, one: datetime, other: datetime, apart: Mapping[datetime, set[datetime]]) -> bool:
        """Whether two places may be joined, which they are then; some must stay apart."""
        left, right = (self._group.setdefault(place, {place}) for place in (one, other))
        if left is right:
            return True
        small, large = sorted((left, right), key=len)
        if any(not large.isdisjoint(apart[place]) for place in small if place in apart):
            return False
        large |= small
        for place in small:
            self._group[place] = large
        return True
