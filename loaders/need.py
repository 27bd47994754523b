"""Needs by id, of educators, and the viewer's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from access.need import need_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Need

_BY_ID = f"""SELECT {columns(Need, "n")} FROM {VIEWER_ROW}, need n
    WHERE n.id = ANY ($4::uuid[]) AND {need_visible("n", "$5::timestamptz")}"""
_OF_EDUCATOR = Listing(
    Need,
    "n",
    "need n",
    f"n.educator_id = asked.key AND n.closed_at IS NULL AND {need_visible('n', '$5::timestamptz')}",
)
_OWN = Listing(Need, "n", "need n", "n.educator_id = viewer.id")


async def needs_by_id(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Need | None]:
    """n ids → n needs; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), now, of=Need)}
    return [found.get(key) for key in ids]


async def needs_of_educators(
    reader: Reader, ids: Sequence[UUID], now: datetime, arguments: PageArguments
) -> list[Page]:
    """n educators → n pages of their open needs, newest first. One statement."""
    return await pages(reader, replace(_OF_EDUCATOR, values=(now,)), ids, newest("n"), arguments)


async def own_needs(reader: Reader, arguments: PageArguments) -> Page:
    """A page of the viewer's own needs, closed ones included, newest first. One statement."""
    return (await pages(reader, _OWN, [ROOT], newest("n"), arguments))[0]
