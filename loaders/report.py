"""The viewer's saved reports: theirs alone, for a token that runs reports too."""

from uuid import UUID

from access.report import may_report_own
from loaders.reader import Reader, columns
from models import SavedReport

_OWN = f"""SELECT {columns(SavedReport, "s")} FROM saved_report s WHERE s.educator_id = $1
    AND ($2::text IS NULL OR s.name = $2) AND ($3::uuid IS NULL OR s.id = $3) ORDER BY s.name"""


async def own_saved_reports(reader: Reader) -> list[SavedReport]:
    """What the viewer saved, by name. One statement."""
    return await _own(reader)


async def saved_report(
    reader: Reader, *, name: str | None = None, row_id: UUID | None = None
) -> SavedReport | None:
    """What the viewer saved under a name, or with an id. One statement."""
    found = await _own(reader, name, row_id)
    return found[0] if found else None


async def _own(reader: Reader, name: str | None = None, row_id: UUID | None = None) -> list[SavedReport]:
    if not reader.viewer.may(may_report_own):
        return []
    return await reader.plain_rows(_OWN, reader.viewer.educator_id, name, row_id, of=SavedReport)
