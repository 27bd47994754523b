"""Agreements by id, of mentorships, and who signed them: for the two in the room."""

from collections.abc import Sequence
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Agreement, AgreementSignature, AgreementStatus

_SOURCE = "agreement a JOIN mentorship m ON m.id = a.mentorship_id"
_IN_ROOM = in_room("m")
_BY_ID = f"""SELECT {columns(Agreement, "a")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE a.id = ANY ($4::uuid[]) AND {_IN_ROOM}"""
_STANDING = f"""SELECT {columns(Agreement, "a")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE a.mentorship_id = ANY ($4::uuid[]) AND a.status = $5::text AND {_IN_ROOM}"""
_OF_MENTORSHIP = Listing(Agreement, "a", _SOURCE, f"a.mentorship_id = asked.key AND {_IN_ROOM}")
_SIGNATURES = f"""SELECT {columns(AgreementSignature, "s")} FROM {VIEWER_ROW}, agreement_signature s
    JOIN agreement a ON a.id = s.agreement_id JOIN mentorship m ON m.id = a.mentorship_id
    WHERE s.agreement_id = ANY ($4::uuid[]) AND {_IN_ROOM} ORDER BY s.id"""


async def agreements_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Agreement | None]:
    """n ids → n agreements; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Agreement)}
    return [found.get(key) for key in ids]


async def agreements_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments
) -> list[Page]:
    """n mentorships → n pages of the versions of their agreement, newest first. One statement."""
    return await pages(reader, _OF_MENTORSHIP, ids, newest("a"), arguments)


async def agreements_standing(
    reader: Reader, ids: Sequence[UUID], status: AgreementStatus
) -> list[Agreement | None]:
    """n mentorships → n versions that stand so, of which there is at most one each. One statement."""
    rows = await reader.rows(_STANDING, list(dict.fromkeys(ids)), status.value, of=Agreement)
    found = {row["mentorship_id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def signatures_of_agreements(reader: Reader, ids: Sequence[UUID]) -> list[list[AgreementSignature]]:
    """n agreements → n lists of who signed, earliest first. One statement."""
    found: dict[UUID, list[AgreementSignature]] = {key: [] for key in ids}
    for row in await reader.rows(_SIGNATURES, list(found), of=AgreementSignature):
        found[row["agreement_id"]].append(row)
    return [found[key] for key in ids]
