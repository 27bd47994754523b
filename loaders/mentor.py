"""How educators mentor: their profiles, what they offer, and what of it is measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from access.educator import educator_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import MentorOffer, MentorProfile
from models.mentorship import TAKING_A_PLACE
from models.request import OPEN_FOR

MEASURED_OVER = timedelta(days=90)
# Fewer requests than these say nothing about a mentor.
FEWEST_MEASURED = 5

_PROFILES = f"""SELECT {columns(MentorProfile, "mp")}
    FROM {VIEWER_ROW}, mentor_profile mp JOIN educator e ON e.id = mp.educator_id
    WHERE mp.{{column}} = ANY ($4::uuid[]) AND {educator_visible("e")}"""
_BY_ID, _OF_EDUCATORS = _PROFILES.format(column="id"), _PROFILES.format(column="educator_id")
_OFFERS = f"""SELECT {columns(MentorOffer, "mo")} FROM mentor_offer mo JOIN topic t ON t.id = mo.topic_id
    WHERE mo.educator_id = ANY ($1::uuid[]) ORDER BY t.slug, mo.function"""


def taken_places(mentor_id: str) -> str:
    """An SQL expression: how many of a mentor's places are taken."""
    states = ", ".join(f"'{state}'" for state in TAKING_A_PLACE)
    return f"""(SELECT count(*) FROM mentorship pm WHERE pm.mentor_id = {mentor_id}
        AND pm.kind = 'SUSTAINED' AND pm.status IN ({states}))"""


def responses(mentor_id: str, now: str) -> str:
    """An SQL query of one row (received, responded, median_hours) about a mentor at the instant `now`.

    Requests that are open and younger than their fourteen days do not count as received yet.
    """
    return f"""
        SELECT count(*) AS received, count(first_response_at) AS responded,
            percentile_cont(0.5) WITHIN GROUP (
                ORDER BY extract(epoch FROM first_response_at - created_at) / 3600) AS median_hours
        FROM mentorship_request pr
        WHERE pr.mentor_id = {mentor_id} AND pr.initiator_id <> pr.mentor_id
        AND pr.created_at > {now} - interval '{MEASURED_OVER.days} days'
        AND NOT (pr.status IN ('PENDING', 'INFO_REQUESTED')
                 AND pr.created_at > {now} - interval '{OPEN_FOR.days} days')"""


_TAKEN = f"SELECT asked.id, {taken_places('asked.id')} AS taken FROM unnest($1::uuid[]) AS asked(id)"
_RESPONSES = f"""SELECT asked.id, measured.* FROM unnest($1::uuid[]) AS asked(id)
    CROSS JOIN LATERAL ({responses("asked.id", "$2::timestamptz")}) AS measured"""


@dataclass(frozen=True, slots=True)
class Responsiveness:
    """How a mentor answers; None where too few requests say anything."""

    rate: float | None = None
    median_hours: float | None = None


async def profiles_by_id(reader: Reader, ids: Sequence[UUID]) -> list[MentorProfile | None]:
    """n ids → n profiles; None for one that is absent, or whose educator is hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=MentorProfile)}
    return [found.get(key) for key in ids]


async def profiles_of_educators(reader: Reader, ids: Sequence[UUID]) -> list[MentorProfile | None]:
    """n educators → n profiles; None for one who does not mentor or is hidden. One statement."""
    rows = await reader.rows(_OF_EDUCATORS, list(ids), of=MentorProfile)
    found = {row["educator_id"]: row for row in rows}
    return [found.get(key) for key in ids]


async def offers_of_mentors(reader: Reader, ids: Sequence[UUID]) -> list[list[MentorOffer]]:
    """n mentors → n lists of what they offer, by topic. One statement."""
    offers: dict[UUID, list[MentorOffer]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_OFFERS, list(offers), of=MentorOffer):
        offers[row["educator_id"]].append(row)
    return [offers[key] for key in ids]


async def taken_places_of(reader: Reader, ids: Sequence[UUID]) -> list[int]:
    """n mentors → n numbers of mentorships that take a place of theirs. One statement."""
    found = {row["id"]: row["taken"] for row in await reader.plain_rows(_TAKEN, list(ids))}
    return [found[key] for key in ids]


async def responsiveness_of(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Responsiveness]:
    """n mentors → how they answered the requests of the last 90 days. One statement."""
    rows = await reader.plain_rows(_RESPONSES, list(dict.fromkeys(ids)), now)
    found = {row["id"]: _measured(row) for row in rows}
    return [found[key] for key in ids]


def _measured(row: dict[str, int]) -> Responsiveness:
    if row["received"] < FEWEST_MEASURED:
        return Responsiveness()
    return Responsiveness(row["responded"] / row["received"], row["median_hours"])
