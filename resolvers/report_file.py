"""Files of saved reports: what a tool fetches by name."""

from dataclasses import dataclass, replace
from datetime import datetime

from access.report import may_report_own
from kit.errors import not_found
from loaders.report import saved_report
from reports.file import MEDIA_TYPES, FileFormat, Table
from resolvers.context import Context
from resolvers.report import made
from resolvers.reporting import question_of
from resolvers.saved_report import input_of


@dataclass(frozen=True)
class ReportFile:
    """A saved report's answer as a table."""

    name: str
    as_of: datetime
    time_zone: str
    table: Table


async def report_file(context: Context, name: str, as_of: datetime | None) -> ReportFile:
    """What a saved report of the viewer's says, of another instant if one is given.

    Raises: DomainError NOT_FOUND without such a report, FORBIDDEN for one that may not be asked by now.
    """
    context.viewer.must(may_report_own)
    saved = await saved_report(context.reader, name=name)
    if saved is None:
        raise not_found("report")
    given = input_of(saved)
    question = question_of(context, replace(given, as_of=as_of) if as_of else given)
    report = await made(context, question)
    metrics = [column.name for column in report.columns if column.kind == "METRIC"]
    dimensions = [column.name for column in report.columns if column.kind != "METRIC"]
    table = Table.of(dimensions, metrics, report.rows)
    return ReportFile(saved.name, report.as_of, report.time_zone, table)


__all__ = ["MEDIA_TYPES", "FileFormat", "ReportFile", "report_file"]
