"""Mentorships by id, and of educators."""

from collections.abc import Sequence
from uuid import UUID

from access.mentorship import in_room, mentorship_visible
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Mentorship, MentorshipStatus

_BY_ID = f"""SELECT {columns(Mentorship, "m")} FROM {VIEWER_ROW}, mentorship m
    WHERE m.id = ANY ($4::uuid[]) AND {mentorship_visible("m")}"""
_WITH = f"""SELECT {columns(Mentorship, "m")} FROM {VIEWER_ROW}, mentorship m
    WHERE (m.mentor_id, m.mentee_id) IN (($1::uuid, $4::uuid), ($4::uuid, $1::uuid)) AND {in_room("m")}
    ORDER BY m.id DESC"""
# One index for each part somebody can play, each cut to the page.
_PLAYED = """((SELECT m.* FROM mentorship m WHERE m.mentor_id = asked.key AND {condition}{{page}})
    UNION ALL
    (SELECT m.* FROM mentorship m WHERE m.mentee_id = asked.key AND {condition}{{page}})) m"""
_VISIBLE = mentorship_visible("m")
_OF_EDUCATOR = _PLAYED.format(condition=_VISIBLE)
_OF_EDUCATOR_IN_STATUS = _PLAYED.format(condition=f"m.status = $5::text AND {_VISIBLE}")


async def mentorships_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Mentorship | None]:
    """n ids → n mentorships; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Mentorship)}
    return [found.get(key) for key in ids]


async def mentorships_of_educators(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, status: MentorshipStatus | None = None
) -> list[Page]:
    """n educators → n pages of the mentorships they are in, newest first. One statement."""
    if status is None:
        listing = Listing(Mentorship, "m", _OF_EDUCATOR, "true")
    else:
        listing = Listing(Mentorship, "m", _OF_EDUCATOR_IN_STATUS, "true", (status.value,))
    return await pages(reader, listing, ids, newest("m"), arguments)


async def mentorships_with(reader: Reader, other_id: UUID) -> list[Mentorship]:
    """The viewer's mentorships with another, newest first, whoever guides. One statement."""
    return await reader.rows(_WITH, other_id, of=Mentorship)
