"""Sessions by id, of mentorships, and those that are still to come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Order, Page, PageArguments, pages
from loaders.reader import Reader, columns
from models import Session, SessionStatus

_SOURCE = "session s JOIN mentorship m ON m.id = s.mentorship_id"
_BY_ID = f"""SELECT {columns(Session, "s")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE s.id = ANY ($4::uuid[]) AND {in_room("m")}"""
_OF_MENTORSHIP = Listing(Session, "s", _SOURCE, f"s.mentorship_id = asked.key AND {in_room('m')}")
_OF_ONE_STATUS = replace(_OF_MENTORSHIP, condition=f"{_OF_MENTORSHIP.condition} AND s.status = $5")
_BY_TIME = Order("time", (("s.starts_at", "timestamptz", "starts_at"), ("s.id", "uuid", "id")))

# Only what is planned takes time, and by that time it is found.
_UPCOMING = Listing(
    Session,
    "s",
    """busy_time b JOIN session s ON s.id = b.session_id
        JOIN mentorship m ON m.id = s.mentorship_id""",
    f"b.educator_id = viewer.id AND b.ends_at > $5 AND {in_room('m')}",
)
_UPCOMING_BY_TIME = Order("time", (("b.starts_at", "timestamptz", "starts_at"), ("s.id", "uuid", "id")))


async def sessions_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Session | None]:
    """n ids → n sessions; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Session)}
    return [found.get(key) for key in ids]


async def sessions_of_mentorships(
    reader: Reader, ids: Sequence[UUID], status: SessionStatus | None, arguments: PageArguments
) -> list[Page]:
    """n mentorships → n pages of their sessions, of one status if given, earliest first. One statement."""
    listing = _OF_MENTORSHIP if status is None else replace(_OF_ONE_STATUS, values=(str(status),))
    return await pages(reader, listing, ids, _BY_TIME, arguments)


async def upcoming_sessions(reader: Reader, now: datetime, arguments: PageArguments) -> Page:
    """A page of the viewer's planned sessions that are not over, earliest first. One statement."""
    listing = replace(_UPCOMING, values=(now,))
    return (await pages(reader, listing, [ROOT], _UPCOMING_BY_TIME, arguments))[0]
