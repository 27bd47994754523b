"""Challenges by id and of communities, and how members stand to them."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from access.challenge import challenge_visible, mark_visible
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, oldest, pages
from loaders.reader import Reader, columns
from models import Challenge, ChallengeMark, ChallengeStance

_SOURCE = "challenge h JOIN community c ON c.id = h.community_id"
_VISIBLE = challenge_visible("h", "c")
_BY_ID = f"""SELECT {columns(Challenge, "h")} FROM {VIEWER_ROW}, {_SOURCE}
    WHERE h.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OF_COMMUNITY = f"""h.community_id = asked.key AND {_VISIBLE}
    AND ($5::boolean IS NULL OR (h.closed_at IS NULL) = $5::boolean)"""
_MARKS = f"challenge_mark k JOIN {_SOURCE.replace('challenge h', 'challenge h ON h.id = k.challenge_id', 1)}"
_MARK_SOURCE = f"{_MARKS} JOIN educator e ON e.id = k.educator_id"
_MARK_VISIBLE = mark_visible("k", "h", "c", "e")
_MARK_BY_ID = f"""SELECT {columns(ChallengeMark, "k")} FROM {VIEWER_ROW}, {_MARK_SOURCE}
    WHERE k.id = ANY ($4::uuid[]) AND {_MARK_VISIBLE}"""
_OF_CHALLENGE = f"""k.challenge_id = asked.key AND {_MARK_VISIBLE}
    AND ($5::text IS NULL OR k.stance = $5::text)"""
# Asked for challenges that were read; how many there are says of nobody who they are.
_COUNTS = """SELECT challenge_id, count(*) FILTER (WHERE stance = 'FACING') AS facing,
        count(*) FILTER (WHERE stance = 'SOLVED') AS solved
    FROM challenge_mark WHERE challenge_id = ANY ($1::uuid[]) GROUP BY challenge_id"""
_OWN = f"""SELECT {columns(ChallengeMark, "k")} FROM challenge_mark k
    WHERE k.educator_id = $1::uuid AND k.challenge_id = ANY ($2::uuid[])"""


class Stances(NamedTuple):
    """How many face a challenge, and how many have solved it."""

    facing: int = 0
    solved: int = 0


async def challenges_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Challenge | None]:
    """n ids → n challenges; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Challenge)}
    return [found.get(key) for key in ids]


async def challenges_of_communities(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, *, is_open: bool | None
) -> list[Page]:
    """n communities → n pages of their challenges, newest first. One statement."""
    listing = Listing(Challenge, "h", _SOURCE, _OF_COMMUNITY, (is_open,))
    return await pages(reader, listing, ids, newest("h"), arguments)


async def marks_by_id(reader: Reader, ids: Sequence[UUID]) -> list[ChallengeMark | None]:
    """n ids → n marks; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_MARK_BY_ID, list(ids), of=ChallengeMark)}
    return [found.get(key) for key in ids]


async def marks_of_challenges(
    reader: Reader, ids: Sequence[UUID], stance: ChallengeStance | None, arguments: PageArguments
) -> list[Page]:
    """n challenges → n pages of how members stand to them, first come first. One statement."""
    listing = Listing(ChallengeMark, "k", _MARK_SOURCE, _OF_CHALLENGE, (stance,))
    return await pages(reader, listing, ids, oldest("k"), arguments)


async def stances_to(reader: Reader, ids: Sequence[UUID]) -> list[Stances]:
    """n challenges → how many face each and have solved it. One statement."""
    rows = await reader.plain_rows(_COUNTS, list(ids))
    found = {row["challenge_id"]: Stances(row["facing"], row["solved"]) for row in rows}
    return [found.get(key, Stances()) for key in ids]


async def own_marks(reader: Reader, ids: Sequence[UUID]) -> list[ChallengeMark | None]:
    """n challenges → how the viewer stands to each. One statement."""
    rows = await reader.plain_rows(_OWN, reader.viewer.reader_id, list(ids), of=ChallengeMark)
    found = {row["challenge_id"]: row for row in rows}
    return [found.get(key) for key in ids]
