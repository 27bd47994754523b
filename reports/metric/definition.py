"""What defines a metric."""

from dataclasses import dataclass

from reports.figure import Figure
from reports.source import Source


@dataclass(frozen=True)
class Metric:
    """One metric: its rows and what is made of them; `$1` in SQL is the report's asOf.

    A row counts in the window that holds its `at`; without, in each at whose end (`span.ends`) `where`
    holds: then it is a state, and no sum over time. `value`, `mark` and `detail` are what figures read.
    `own` holds of those rows of which both may know.
    """

    name: str
    description: str
    unit: str
    source: Source
    figure: Figure
    at: str | None = None
    where: str = "true"
    value: str = "NULL::float8"
    mark: str = "NULL::boolean"
    detail: str = "NULL::text"
    own: str = "true"
