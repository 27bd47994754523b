"""Saved reports: asked once, run again by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import orjson

from access.report import may_report_own, may_save_report
from kit.errors import DomainError, ErrorCode
from loaders.report import own_saved_reports
from loaders.report import saved_report as saved_report_called
from models import Educator, Row, SavedReport
from reports.window import Grain
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.node import absent
from resolvers.reporting import ReportFilter, ReportInput, ReportPeriod, ReportReach, question_of

MOST_SAVED = 100
Name = Annotated[str, described("Its name: a–z, 0–9 and single hyphens, at most 60 characters.")]

_SAVE = """INSERT INTO saved_report (id, educator_id, name, definition, created_at, updated_at)
    VALUES ($1, $2, $3, $4::jsonb, $5, $5)
    ON CONFLICT (educator_id, name) DO UPDATE SET definition = excluded.definition,
        updated_at = excluded.updated_at RETURNING *"""
_LOCK = "SELECT id FROM educator WHERE id = $1 FOR NO KEY UPDATE"
_OTHERS = "SELECT count(*) FROM saved_report WHERE educator_id = $1 AND name <> $2"


@dataclass(frozen=True)
class SavedReportDeleted:
    """A saved report that is gone."""

    owner: Educator

    def source(self) -> Row:
        """Whose it was."""
        return self.owner


async def save_report(
    info: Info, name: Name, report: Annotated[ReportInput, described("What is asked.")]
) -> SavedReport:
    """Saves a report's question under a name; what was saved under it before is replaced."""
    context = info.context
    context.viewer.must(may_save_report)
    question_of(context, report)
    SavedReport.check_lengths(name=name)
    now, owner = context.now(), context.member_id
    await context.transaction.fetch(_LOCK, owner)
    if await context.transaction.value(_OTHERS, owner, name) >= MOST_SAVED:
        raise DomainError(ErrorCode.CAPACITY_EXCEEDED, f"You can save {MOST_SAVED} reports; delete one.")
    definition = orjson.dumps(_definition(report)).decode()
    rows = await context.transaction.fetch(_SAVE, SavedReport.new_id(now), owner, name, definition, now)
    return SavedReport.light(rows[0])


async def delete_report(info: Info, name: Name) -> SavedReportDeleted:
    """Deletes a saved report of yours."""
    context = info.context
    context.viewer.must(may_save_report)
    if not await SavedReport.filter(educator_id=context.member_id, name=name).delete():
        raise absent("SavedReport", "name")
    return SavedReportDeleted(await Educator.get(id=context.member_id))


async def recall_deleted(_: Info, owner: Row) -> SavedReportDeleted:
    """The same answer again."""
    assert isinstance(owner, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return SavedReportDeleted(owner)


async def saved_reports(info: Info) -> list[SavedReport]:
    """The reports that you saved, by name."""
    info.context.viewer.must(may_report_own)
    return await own_saved_reports(info.context.reader)


async def saved_report(info: Info, name: Name) -> SavedReport | None:
    """The report that you saved under this name."""
    return await saved_report_called(info.context.reader, name=name)


def _definition(given: ReportInput) -> dict[str, Any]:
    """An input as clients write it, what was left out as its default."""
    return {
        "metrics": given.metrics,
        "dimensions": given.dimensions,
        "grain": given.grain.value,
        "period": {"from": given.period.first.isoformat(), "to": given.period.last.isoformat()},
        "timeZone": given.time_zone,
        "filter": [{"dimension": one.dimension, "values": one.values} for one in given.filter],
        "minimumCell": given.minimum_cell,
        "asOf": given.as_of.isoformat() if given.as_of else None,
        "reach": given.reach.value,
    }


def definition_of(saved: SavedReport) -> Mapping[str, Any]:
    """The input that was saved, as clients write it; the driver reads JSON as text."""
    found: Any = saved.definition
    given: Mapping[str, Any] = orjson.loads(found) if isinstance(found, str) else found
    return given


def input_of(saved: SavedReport) -> ReportInput:
    """The input that was saved."""
    given = definition_of(saved)
    return ReportInput(
        metrics=given["metrics"],
        dimensions=given["dimensions"],
        grain=Grain(given["grain"]),
        period=ReportPeriod(
            first=date.fromisoformat(given["period"]["from"]), last=date.fromisoformat(given["period"]["to"])
        ),
        time_zone=given["timeZone"],
        filter=[ReportFilter(**one) for one in given["filter"]],
        minimum_cell=given["minimumCell"],
        as_of=datetime.fromisoformat(given["asOf"]) if given["asOf"] else None,
        reach=ReportReach(given["reach"]),
    )
