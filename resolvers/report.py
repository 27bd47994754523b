"""Reports for analytics tooling, and what they can be made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from reports.dimension import DIMENSIONS, Dimension
from reports.metric import METRICS, Metric
from reports.report import Question, ReportRow, frame_of, rows_of
from reports.window import Grain
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.reporting import ReportInput, ReportReach, question_of


@dataclass(frozen=True)
class ReportColumn:
    """What a column of a report holds."""

    name: str
    kind: str
    unit: str | None


@dataclass(frozen=True)
class Report:
    """The answer to a report's question."""

    as_of: datetime
    time_zone: str
    columns: Sequence[ReportColumn]
    rows: Sequence[ReportRow]


@dataclass(frozen=True)
class ReportCatalog:
    """What reports can be made of."""

    metrics: Sequence[Metric]
    dimensions: Sequence[Dimension]


async def report(info: Info, input: Annotated[ReportInput, described("What is asked.")]) -> Report:
    """Figures over many, in which nobody can be made out: cells of too few people say nothing."""
    return await made(info.context, question_of(info.context, input))


async def made(context: Context, question: Question) -> Report:
    """The answer to a question."""
    database = context.platform.database
    frame = await frame_of(database, question)
    rows = await rows_of(database, question, frame)
    return Report(question.as_of, question.zone.key, columns_of(question), rows)


async def report_catalog(info: Info) -> ReportCatalog:
    """Every metric and dimension that a report can have."""
    return ReportCatalog(list(METRICS.values()), list(DIMENSIONS.values()))


def columns_of(question: Question) -> list[ReportColumn]:
    """What each column of a report holds, in the order of its rows."""
    return [
        ReportColumn(question.grain.lower(), "TIME", None),
        *(ReportColumn(one.name, "DIMENSION", None) for one in question.dimensions),
        *(ReportColumn(one.name, "METRIC", one.unit) for one in question.metrics),
    ]


__all__ = [
    "Dimension",
    "Grain",
    "Metric",
    "Report",
    "ReportCatalog",
    "ReportColumn",
    "ReportReach",
    "ReportRow",
    "report",
    "report_catalog",
]
