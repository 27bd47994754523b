"""An attack on suppressed cells: all that is published, read as equations, tells none of them."""

from collections.abc import Iterable
from datetime import date
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from reports.suppression import ALL, Cell, Suppressed, Table, suppressed
from reports.window import Grain, Window, windows

LISBON = ZoneInfo("Europe/Lisbon")
DOMAINS = (["a", "b", "c"], ["x", "y", "z"])
FIRST, LAST = date(2026, 2, 1), date(2026, 3, 31)
DAYS = windows(Grain.DAY, FIRST, LAST, LISBON)
# February 2026 has four weeks and begins on a Sunday: its weeks and months share few ends, March's last too.
WINDOWS = [
    *windows(Grain.MONTH, FIRST, LAST, LISBON),
    *windows(Grain.WEEK, date(2026, 2, 2), date(2026, 3, 29), LISBON),
    *DAYS,
]


def random_table(dice: Random, domains: tuple[list[str], ...] = DOMAINS) -> Table:
    """People at random: some values common, some rare, some days without anybody."""
    weights = {cell: dice.choice((0, 1, 4, 30, 60)) for cell in product(*domains)}
    found: dict[Cell, dict[Window, set[int]]] = {}
    for day in DAYS:
        for cell, weight in weights.items():
            people = {dice.randrange(200) for _ in range(dice.randint(0, weight))}
            for margin, window in product(margins(cell), holding(day)):
                found.setdefault(margin, {}).setdefault(window, set()).update(people)
    counts = {cell: {one: len(who) for one, who in by.items()} for cell, by in found.items()}
    return Table(domains, WINDOWS, counts, adds_up=True)


def margins(cell: Cell) -> Iterable[Cell]:
    """The cell, and all sums that it is a part of."""
    return product(*((value, ALL) for value in cell))


def holding(day: Window) -> list[Window]:
    """The windows that a day is a part of."""
    return [one for one in WINDOWS if one.start <= day.start and day.end <= one.end]


class Attack:
    """Everything published, as equations over the figures of each cell on each day."""

    def __init__(self, table: Table, silent: Suppressed) -> None:
        self.table = table
        atoms = list(product(product(*table.domains), DAYS))
        self.place = {atom: n for n, atom in enumerate(atoms)}
        shown = [(cell, one) for cell in table.cells() for one in WINDOWS if one not in silent[cell]]
        self.known = np.array([self.sum_of(*one) for one in shown]).reshape(len(shown), len(atoms))

    def sum_of(self, cell: Cell, window: Window) -> np.ndarray:
        """What a cell is the sum of."""
        row = np.zeros(len(self.place))
        for (atom, day), n in self.place.items():
            if all(value in (part, ALL) for value, part in zip(cell, atom, strict=True)):
                row[n] = window.start <= day.start and day.end <= window.end
        return row

    def recovered(self, silent: Suppressed) -> list[tuple[Cell, Window]]:
        """The suppressed cells that follow from what is published."""
        hidden = [(cell, one) for cell, found in silent.items() for one in found]
        wanted = np.array([self.sum_of(*one) for one in hidden])
        _, sizes, basis = np.linalg.svd(self.known, full_matrices=False)
        basis = basis[sizes > 1e-9 * max(sizes, default=1)]
        rest = wanted - (wanted @ basis.T) @ basis
        return [one for one, row in zip(hidden, rest, strict=True) if np.abs(row).max() < 1e-6]


@pytest.mark.parametrize("seed", range(3))
def test_no_suppressed_cell_follows_from_all_that_is_published(seed: int) -> None:
    table = random_table(Random(seed))
    by_floor, by_ten = suppressed(table, 5), suppressed(table, 10)
    for cell, found in by_floor.items():
        small = {one for one in WINDOWS if 0 < table.count(cell, one) < 5}
        assert small <= found <= by_ten[cell]
    # Both reports together show what the one with the floor shows, and that is more than nothing.
    attack = Attack(table, by_floor)
    assert attack.recovered(by_floor) == []
    assert len(attack.known) > 100


def test_the_attack_finds_what_is_suppressed_for_its_size_alone() -> None:
    table = random_table(Random(4))
    naive = {cell: {one for one in WINDOWS if table.is_small(cell, one, 5)} for cell in table.cells()}
    assert len(Attack(table, naive).recovered(naive)) > 0
