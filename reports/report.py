"""Reports: metrics by dimensions over time, in which nobody can be made out."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby, product
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kit.database import Database
from kit.errors import invalid
from reports.dimension import Dimension, Domain
from reports.metric import Metric
from reports.statement import Filter, statement
from reports.suppression import ALL, Cell, Suppressed, Table, suppressed
from reports.window import Grain, Window, windows, years_around

# Windows and their numbers.
Run = list[tuple[int, Window]]
_JUDGING = asyncio.Semaphore(1)
MOST_CELLS = 5000
# How many cells are looked at to find out which can be shown.
MOST_JUDGED = 150_000


@dataclass(frozen=True)
class Question:
    """What a report is asked; `own` is whose rows it is over, None for everybody's."""

    metrics: Sequence[Metric]
    dimensions: Sequence[Dimension]
    grain: Grain
    first: date
    last: date
    zone: ZoneInfo
    filters: Sequence[Filter]
    least: int
    as_of: datetime
    own: UUID | None
    walls: Sequence[UUID] = ()


@dataclass(frozen=True)
class ReportRow:
    """One row: the first day of its window and the values of dimensions, then a figure for each metric."""

    dimensions: Sequence[str | None]
    values: Sequence[float | None]
    suppressed: Sequence[bool]


@dataclass(frozen=True)
class Frame:
    """Which rows a report has: windows that were over at asOf, and the values of each dimension."""

    windows: Sequence[Window]
    domains: Mapping[str, Domain]
    asked: Sequence[Domain]

    @property
    def keys(self) -> list[tuple[str | None, ...]]:
        """The values of each row's dimensions."""
        return list(product(*self.asked))


async def frame_of(database: Database, question: Question) -> Frame:
    """The rows of a report. One statement for each dimension whose values are rows.

    Raises: DomainError INVALID when there would be too many cells.
    """
    found = windows(question.grain, question.first, question.last, question.zone)
    over = [one for one in found if one.end <= question.as_of]
    chosen = {one.dimension.name: one.values for one in question.filters}
    dimensions = {one.name: one for one in (*question.dimensions, *(f.dimension for f in question.filters))}
    domains = {
        name: await one.domain(database, question.as_of, question.zone) for name, one in dimensions.items()
    }
    for name, values in chosen.items():
        if unknown := [value for value in values if value not in domains[name]]:
            raise invalid("filter", f"{name} has no value {unknown[0]!r}.")
    asked = [
        [value for value in domains[one.name] if one.name not in chosen or value in chosen[one.name]]
        for one in question.dimensions
    ]
    frame = Frame(over, domains, asked)
    cells = len(frame.keys) * len(found) * len(question.metrics)
    if cells > MOST_CELLS:
        raise invalid("input", f"This report would have {cells} cells; at most {MOST_CELLS} are allowed.")
    return frame


async def rows_of(database: Database, question: Question, frame: Frame) -> list[ReportRow]:
    """All rows of a report, oldest window first. A statement for each metric, and to judge, up to four."""
    figures = [await _figures(database, question, frame, metric) for metric in question.metrics]
    hidden = [await _hidden(database, question, frame, metric) for metric in question.metrics]
    empty = [0.0 if metric.figure.is_count else None for metric in question.metrics]
    rows = []
    for n, window in enumerate(frame.windows):
        for key in frame.keys:
            cell = (n, *key)
            silent = [cell in cells for cells in hidden]
            values = [
                None if is_silent else found.get(cell, none)
                for is_silent, found, none in zip(silent, figures, empty, strict=True)
            ]
            rows.append(ReportRow([window.first.isoformat(), *key], values, silent))
    return rows


async def _figures(
    database: Database, question: Question, frame: Frame, metric: Metric
) -> dict[Cell, float | None]:
    figure = metric.figure
    sql = statement(metric, question.dimensions, question.filters, f", {figure.sql}")
    records = await _records(database, question, sql, _runs(metric, frame.windows))
    return {_cell(record, len(question.dimensions)): figure.read(record) for record in records}


def _cell(record: Mapping[str, Any], dimensions: int) -> Cell:
    return (record["n"], *(record[f"d{n}"] for n in range(dimensions)))


async def _records(
    database: Database, question: Question, sql: str, runs: Sequence[Run], *, is_filtered: bool = True
) -> list[Any]:
    filters = [list(one.values) for one in question.filters] if is_filtered else []
    about, whose = (question.as_of, question.zone.key), (question.own, list(question.walls))
    found: list[Any] = []
    for run in runs:
        numbers, starts, ends = zip(*((n, one.start, one.end) for n, one in run), strict=True)
        spans = (list(starts), list(ends))
        found += await database.fetch_for_report(sql, *about, list(numbers), *whose, *spans, *filters)
    return found


def _runs(metric: Metric, over: Sequence[Window]) -> list[Run]:
    """Windows with their numbers, in runs without a gap; of a state, all together."""
    runs: list[list[tuple[int, Window]]] = []
    for n, one in enumerate(over):
        if runs and (metric.at is None or runs[-1][-1][1].end == one.start):
            runs[-1].append((n, one))
        else:
            runs.append([(n, one)])
    return runs


async def _hidden(database: Database, question: Question, frame: Frame, metric: Metric) -> set[Cell]:
    """The cells that must not be shown: of one's own, none."""
    if question.own is not None or not frame.windows:
        return set()
    judged = {one.name: one for one in (*question.dimensions, *(f.dimension for f in question.filters))}
    over = list(frame.windows)
    if metric.at is not None:
        over = [one for one in years_around(over, question.zone) if one.end <= question.as_of]
    domains = [frame.domains[name] for name in judged]
    if len(over) * len(list(product(*([None, *domain] for domain in domains)))) > MOST_JUDGED:
        raise invalid("input", "This report is too fine: ask for longer windows or fewer dimensions.")
    people = await _people(database, question, metric, list(judged.values()), over)
    silent: Suppressed = {}
    for part in _parts(over, adds_up=metric.at is not None):
        table = Table(domains, part, people, adds_up=metric.at is not None)
        # In a thread, one at a time: what else the process does goes on.
        async with _JUDGING:
            judged_cells = await asyncio.to_thread(suppressed, table, question.least)
        for cell, found in judged_cells.items():
            silent.setdefault(cell, set()).update(found)
    return _unshown(question, frame, list(judged), silent, set(over))


def _parts(over: Sequence[Window], *, adds_up: bool) -> list[list[Window]]:
    """Windows that are judged together: of one year, or each alone when they are no sums."""
    if not adds_up:
        return [[one] for one in over]
    by_year = sorted(over, key=lambda one: one.first.year)
    return [list(part) for _, part in groupby(by_year, key=lambda one: one.first.year)]


async def _people(
    database: Database,
    question: Question,
    metric: Metric,
    judged: Sequence[Dimension],
    over: Sequence[Window],
) -> dict[Cell, dict[Window, int]]:
    people: dict[Cell, dict[Window, int]] = {}
    places = range(len(judged))
    for some in (some for n in range(len(judged) + 1) for some in combinations(places, n)):
        sql = statement(metric, [judged[n] for n in some], [], "")
        for record in await _records(database, question, sql, _runs(metric, over), is_filtered=False):
            values = dict(zip(some, _cell(record, len(some))[1:], strict=True))
            cell = tuple(values.get(n, ALL) for n in places)
            people.setdefault(cell, {})[over[record["n"]]] = record["people"]
    return people


def _unshown(
    question: Question, frame: Frame, judged: Sequence[str], silent: Suppressed, over: set[Window]
) -> set[Cell]:
    """The report's cells of which a part is silent; a filter may only pick what could be shown itself."""
    chosen = {one.dimension.name: one.values for one in question.filters}
    names = [one.name for one in question.dimensions]
    hidden: set[Cell] = set()
    for key in frame.keys:
        picked = dict(zip(names, ([value] for value in key), strict=True))
        parts = list(product(*(picked.get(name) or list(chosen[name]) for name in judged)))
        for n, window in enumerate(frame.windows):
            if window not in over or any(window in silent[part] for part in parts):
                hidden.add((n, *key))
    return hidden
