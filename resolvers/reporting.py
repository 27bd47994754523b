"""What may be asked of reports: their input, checked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import strawberry
from strawberry import UNSET

from access.report import may_report_network, may_report_own
from kit.errors import invalid
from reports.dimension import DIMENSIONS, Dimension
from reports.metric import METRICS, Metric
from reports.report import Question
from reports.statement import Filter
from reports.suppression import FLOOR
from reports.window import Grain
from resolvers.context import Context
from resolvers.time_zone import is_time_zone

USUAL_LEAST = 10
MOST_LEAST = 1000
MOST_DIMENSIONS = 2
MOST_METRICS = 30
LONGEST = timedelta(days=3 * 366)
YEARS = (2000, 2100)


class ReportReach(StrEnum):
    """Over whom a report is."""

    NETWORK = "NETWORK"
    OWN = "OWN"


@strawberry.input(description="From which day to which, both included; cells are the whole windows between.")
class ReportPeriod:
    """From which day to which."""

    first: date = strawberry.field(name="from", description="The first day.")
    last: date = strawberry.field(name="to", description="The last day.")


@strawberry.input(description="Only what has any of these values of a dimension.")
class ReportFilter:
    """Only what has any of these values."""

    dimension: str = strawberry.field(
        description="The dimension's name; it need not be among those asked for."
    )
    values: list[str] = strawberry.field(description="Its values, any of them.")


@strawberry.input(description="A report: metrics by at most two dimensions, over time.")
class ReportInput:
    """What a report is asked."""

    metrics: list[str] = strawberry.field(description="Names of metrics, see `reportCatalog`.")
    grain: Grain = strawberry.field(description="How long each window is.")
    period: ReportPeriod = strawberry.field(description="Over which time, at most three years.")
    dimensions: list[str] = strawberry.field(
        default_factory=list,
        description="Names of dimensions, see `reportCatalog`; at most two, filters included.",
    )
    time_zone: str = strawberry.field(default="UTC", description="Where days begin: an IANA zone.")
    filter: list[ReportFilter] = strawberry.field(default_factory=list, description="Only some of it.")
    minimum_cell: int = strawberry.field(
        default=USUAL_LEAST, description=f"How many people make a cell that is shown, {FLOOR}–{MOST_LEAST}."
    )
    as_of: datetime | None = strawberry.field(
        default=UNSET,
        description="What was known then; now, when left out. Windows not over then are left out.",
    )
    reach: ReportReach = strawberry.field(
        default=ReportReach.NETWORK, description="Over everybody, for analysts, or over what is your own."
    )


def question_of(context: Context, given: ReportInput) -> Question:
    """What is asked, once it is known that the viewer may.

    Raises: DomainError FORBIDDEN or INVALID.
    """
    viewer, now = context.viewer, context.now()
    viewer.must(may_report_own)
    if given.reach == ReportReach.NETWORK:
        viewer.must(may_report_network)
    metrics = [_metric(name) for name in dict.fromkeys(given.metrics)]
    dimensions = [_dimension(name, "dimensions", metrics) for name in dict.fromkeys(given.dimensions)]
    filters = [Filter(_dimension(one.dimension, "filter", metrics), one.values) for one in given.filter]
    _check(given, metrics, {one.name for one in (*dimensions, *(one.dimension for one in filters))})
    as_of = given.as_of or now
    if as_of > now:
        raise invalid("asOf", "Nothing is known yet of what is to come.")
    return Question(
        metrics,
        dimensions,
        given.grain,
        given.period.first,
        given.period.last,
        _zone(given.time_zone),
        filters,
        given.minimum_cell,
        as_of,
        viewer.educator_id if given.reach == ReportReach.OWN else None,
        list(viewer.blocked),
    )


def _check(given: ReportInput, metrics: Sequence[Metric], named: set[str]) -> None:
    if not 1 <= len(metrics) <= MOST_METRICS:
        raise invalid("metrics", f"Ask for 1 to {MOST_METRICS} metrics.")
    if len(named) > MOST_DIMENSIONS:
        raise invalid("dimensions", f"At most {MOST_DIMENSIONS} dimensions, those of filters included.")
    if len({one.dimension for one in given.filter}) < len(given.filter):
        raise invalid("filter", "Name each dimension once, with all of its values.")
    if not all(one.values for one in given.filter):
        raise invalid("filter", "A filter needs at least one value.")
    if not FLOOR <= given.minimum_cell <= MOST_LEAST:
        raise invalid("minimumCell", f"A cell needs {FLOOR} to {MOST_LEAST} people.")
    if not YEARS[0] <= given.period.first.year <= given.period.last.year <= YEARS[1]:
        raise invalid("period", f"A period lies in the years {YEARS[0]} to {YEARS[1]}.")
    if not timedelta() <= given.period.last - given.period.first <= LONGEST:
        raise invalid("period", "A period ends after it begins, and lasts for three years at most.")


def _metric(name: str) -> Metric:
    if name not in METRICS:
        raise invalid("metrics", f"There is no metric {name!r}; `reportCatalog` lists them.")
    return METRICS[name]


def _dimension(name: str, argument: str, metrics: Sequence[Metric]) -> Dimension:
    found = DIMENSIONS.get(name)
    if found is None:
        raise invalid(argument, f"There is no dimension {name!r}; `reportCatalog` lists them.")
    for metric in metrics:
        if found.sql(metric.source) is None:
            raise invalid(argument, f"{metric.name} cannot be told apart by {name}.")
    return found


def _zone(name: str) -> ZoneInfo:
    if not is_time_zone(name):
        raise invalid("timeZone", f"{name!r} is no IANA time zone.")
    return ZoneInfo(name)
