"""The exports of the viewer's own data."""

from collections.abc import Sequence
from uuid import UUID

from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import DataExport

_OWN = """d.account_id = (SELECT account_id FROM educator WHERE educator.id = {})"""
_BY_ID = f"""SELECT {columns(DataExport, "d")} FROM data_export d
    WHERE d.id = ANY ($1::uuid[]) AND {_OWN.format("$2::uuid")}"""
_FILE = f"""SELECT d.content, d.sha256, d.ready_at FROM data_export d
    WHERE d.id = $1 AND d.status = 'READY' AND {_OWN.format("$2::uuid")}"""


async def own_data_exports_by_id(reader: Reader, ids: Sequence[UUID]) -> list[DataExport | None]:
    """n ids → n exports of the viewer's own. One statement."""
    rows = await reader.plain_rows(_BY_ID, list(ids), reader.viewer.reader_id, of=DataExport)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def own_data_exports(reader: Reader, arguments: PageArguments) -> Page:
    """A page of the viewer's exports, newest first. One statement."""
    listing = Listing(DataExport, "d", "data_export d", _OWN.format("viewer.id"))
    return (await pages(reader, listing, [ROOT], newest("d"), arguments))[0]


async def own_export_file(reader: Reader, export_id: UUID) -> DataExport | None:
    """An export of the viewer's with its content, when it can be fetched. One statement."""
    rows = await reader.plain_rows(_FILE, export_id, reader.viewer.reader_id)
    return DataExport.light(rows[0]) if rows else None
