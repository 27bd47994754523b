"""Reports: figures over many people, for analytics tooling."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry.scalars import JSON

import models
from resolvers import report as resolve
from resolvers import saved_report as resolve_saved
from resolvers.report import Dimension, Grain, Metric, ReportReach, ReportRow
from schema.enums import enum
from schema.wiring import answers, column, describe, instances_of, performs

if TYPE_CHECKING:
    from schema.educator import Educator

enum(
    Grain,
    "How long the windows of a report are.",
    DAY="A day, from midnight on.",
    WEEK="A week, from Monday on.",
    MONTH="A month of the calendar.",
)
enum(
    ReportReach,
    "Over whom a report is.",
    NETWORK="Everybody: for analysts, with cells of too few people suppressed.",
    OWN="What the viewer has a part in.",
)


@strawberry.type(name="ReportColumn", description="What a column of a report holds.")
class ReportColumnType:
    is_type_of = instances_of(resolve.ReportColumn)

    name: str = describe("Its name.")
    kind: str = describe("`TIME`, `DIMENSION` or `METRIC`.")
    unit: str | None = describe("What a metric is counted in.")


@strawberry.type(name="ReportRow", description="The figures of one window and one value of each dimension.")
class ReportRowType:
    is_type_of = instances_of(ReportRow)

    dimensions: list[str | None] = describe(
        "The first day of the window, then the value of each dimension; null where it is not known."
    )
    values: list[float | None] = describe("A figure for each metric; null when suppressed or not defined.")
    suppressed: list[bool] = describe("Of each figure, whether too few people are behind it to show it.")


@strawberry.type(name="Report", description="Metrics by dimensions over time; see docs/reports.md.")
class ReportType:
    is_type_of = instances_of(resolve.Report)

    as_of: datetime = describe("What was known then counts: asked again with it, the answer is the same.")
    time_zone: str = describe("Where its days begin.")
    columns: list[ReportColumnType] = describe("Its columns: time, dimensions, metrics.")
    rows: list[ReportRowType] = describe("Its rows, oldest window first.")


@strawberry.type(name="Metric", description="Something that reports measure.")
class MetricType:
    is_type_of = instances_of(Metric)

    name: str = describe("Its name.")
    description: str = describe("What it says.")
    unit: str = describe("What it is counted in.")


@strawberry.type(name="Dimension", description="Something by which reports tell figures apart.")
class DimensionType:
    is_type_of = instances_of(Dimension)

    name: str = describe("Its name.")
    description: str = describe("What its values are.")


@strawberry.type(name="ReportCatalog", description="What reports can be made of.")
class ReportCatalogType:
    is_type_of = instances_of(resolve.ReportCatalog)

    metrics: list[MetricType] = describe("Every metric.")
    dimensions: list[DimensionType] = describe("Every dimension.")


def _definition(root: models.SavedReport) -> Any:
    return resolve_saved.definition_of(root)


@strawberry.type(name="SavedReport", description="A report's question that you ask again, by name.")
class SavedReportType:
    is_type_of = instances_of(models.SavedReport)

    name: str = describe("Its name, which is part of the addresses of its files.")
    definition: JSON = column(_definition, "What is asked, as `saveReport` was given it.")
    created_at: datetime = describe("When it was first saved, in UTC.")
    updated_at: datetime = describe("When it was last saved, in UTC.")


@strawberry.type(description="A saved report that is gone.")
class SavedReportDeleted:
    is_type_of = instances_of(resolve_saved.SavedReportDeleted)

    owner: Annotated["Educator", strawberry.lazy("schema.educator")] = describe("Whose it was.")


@strawberry.type
class ReportMutation:
    save_report = performs(resolve_saved.save_report, SavedReportType)
    delete_report = performs(
        resolve_saved.delete_report, SavedReportDeleted, recall=resolve_saved.recall_deleted
    )


@strawberry.type
class ReportQuery:
    report: ReportType = answers(resolve.report)
    report_catalog: ReportCatalogType = answers(resolve.report_catalog)
    saved_reports: list[SavedReportType] = answers(resolve_saved.saved_reports)
    saved_report: SavedReportType | None = answers(resolve_saved.saved_report)
