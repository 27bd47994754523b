"""Endorsements by id, of educators, and the viewer's own."""

from collections.abc import Sequence
from uuid import UUID

from access.endorsement import endorsement_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Endorsement, EndorsementStatus

_SOURCE = "endorsement e JOIN educator r ON r.id = e.receiver_id"
_VISIBLE = endorsement_visible("e", "r")
_BY_ID = f"""SELECT {columns(Endorsement, "e")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE e.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OF_EDUCATOR = Listing(
    Endorsement, "e", _SOURCE, f"e.receiver_id = asked.key AND e.status = 'ACCEPTED' AND {_VISIBLE}"
)
_OWN = f"e.receiver_id = viewer.id AND {_VISIBLE}"


async def endorsements_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Endorsement | None]:
    """n ids → n endorsements; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Endorsement)}
    return [found.get(key) for key in ids]


async def endorsements_of_educators(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n educators → n pages of the endorsements they accepted, newest first. One statement."""
    return await pages(reader, _OF_EDUCATOR, ids, newest("e"), arguments)


async def own_endorsements(
    reader: Reader, arguments: PageArguments, status: EndorsementStatus | None
) -> Page:
    """A page of what was said of the viewer, newest first. One statement."""
    condition = _OWN if status is None else f"{_OWN} AND e.status = $5::text"
    listing = Listing(Endorsement, "e", _SOURCE, condition, () if status is None else (status.value,))
    return (await pages(reader, listing, [ROOT], newest("e"), arguments))[0]
