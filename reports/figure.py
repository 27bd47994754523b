"""Figures: what is made of the rows of a cell."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from statistics import fmean, median
from typing import Any

import orjson

from models import MentoringFunction
from reports.load import gini
from reports.network import standpoint
from reports.perspective import DIMENSIONS, Standpoint, effective_perspectives
from reports.reciprocity import network_reciprocity
from reports.survival import Span, survival_at
from reports.sustainedness import Pattern, Term, sustainedness

Cell = Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """How a cell's figure is made: `sql` gathers from its rows, `read` makes the number, or null."""

    sql: str
    read: Callable[[Cell], float | None]
    # Whether of nothing there are 0.
    is_count: bool = False


def _number(cell: Cell) -> float | None:
    found = cell["figure"]
    return float(found) if found is not None and isfinite(found) else None


COUNT = Figure("count(*) AS figure", _number, is_count=True)
# Whoever they are about, each once.
PEOPLE = Figure("count(DISTINCT learner) AS figure", _number, is_count=True)
# The share of rows whose value is 1, null ones left out.
SHARE = Figure("avg(value) AS figure", _number)
_VALUES = "array_agg(value) FILTER (WHERE value IS NOT NULL) AS values"


def _median(cell: Cell) -> float | None:
    middle = median(cell["values"]) if cell["values"] else None
    return middle if middle is not None and isfinite(middle) else None


MEDIAN = Figure(_VALUES, _median)
GINI = Figure(_VALUES, lambda cell: gini(cell["values"] or ()))


def survival(days: int) -> Figure:
    """Which share lasts for so many days; of each row, `value` is how long and `mark` whether it ended."""

    def read(cell: Cell) -> float | None:
        spans = [Span(*span) for span in zip(cell["values"], cell["marks"], strict=True)]
        return survival_at(spans, days)

    return Figure("array_agg(value) AS values, array_agg(mark) AS marks", read)


def _reciprocity(cell: Cell) -> float | None:
    return network_reciprocity(zip(cell["guides"], cell["learners"], strict=True)).r


RECIPROCITY = Figure("array_agg(guide) AS guides, array_agg(learner) AS learners", _reciprocity)
_DETAILS = "array_agg(learner) AS learners, array_agg(detail) AS details"


def _by_learner(cell: Cell) -> list[list[Any]]:
    found = defaultdict(list)
    for learner, detail in zip(cell["learners"], cell["details"], strict=True):
        found[learner].append(orjson.loads(detail))
    return list(found.values())


def _coverage(cell: Cell) -> float | None:
    known = set(MentoringFunction)
    return float(median(len(known.intersection(*[set().union(*asked)])) for asked in _by_learner(cell)))


def _perspectives(cell: Cell) -> float | None:
    numbers = [_perspective([_standpoint(one) for one in guides]) for guides in _by_learner(cell)]
    defined = [number for number in numbers if number is not None]
    return median(defined) if defined else None


def _standpoint(guide: Mapping[str, Any]) -> Standpoint:
    place = (guide["organisation"], guide["country"], guide["region"])
    return standpoint(place, guide["phases"], guide["career_stage"], guide["subjects"])


def _perspective(guides: Sequence[Standpoint]) -> float | None:
    found = effective_perspectives(guides)
    numbers = [number for name in DIMENSIONS if (number := getattr(found, name)) is not None]
    return fmean(numbers) if numbers else None


def _sustained(cell: Cell) -> float | None:
    rooms = [orjson.loads(detail) for detail in cell["details"]]
    return fmean(_pattern(room) == Pattern.SUSTAINED for room in rooms) if rooms else None


def _pattern(room: Mapping[str, Any]) -> Pattern:
    held = [date.fromisoformat(day) for day in room["held"]]
    term = Term(room["cadence"], *map(date.fromisoformat, room["term"])) if room["cadence"] else None
    return sustainedness(held, term, date.fromisoformat(room["until"])).pattern


FUNCTION_COVERAGE = Figure(_DETAILS, _coverage)
PERSPECTIVES = Figure(_DETAILS, _perspectives)
SUSTAINED_SHARE = Figure("array_agg(detail) AS details", _sustained)
