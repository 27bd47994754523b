"""What a mentorship's meeting is measured by: the sessions that were held, and the term agreed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from access.mentorship import in_room
from access.viewer import VIEWER_ROW, Viewer
from kit.database import Database
from reports.sustainedness import Sustainedness, Term, sustainedness

_RECORDS = f"""SELECT m.id, m.closed_at, account.time_zone, term.*,
        ARRAY(SELECT s.starts_at FROM session s WHERE s.mentorship_id = m.id AND s.status = 'HELD') AS starts
    FROM {VIEWER_ROW}, mentorship m
    JOIN educator mentor ON mentor.id = m.mentor_id JOIN account ON account.id = mentor.account_id
    LEFT JOIN LATERAL (
        SELECT a.cadence_days, a.start_on, a.end_on FROM agreement a
        WHERE a.mentorship_id = m.id AND a.in_force_at IS NOT NULL ORDER BY a.number DESC LIMIT 1
    ) AS term ON true
    WHERE m.id = ANY ($4::uuid[]) AND {in_room("m")} ORDER BY m.id"""
_LAST_HELD = f"""SELECT m.id, max(s.ends_at) AS last_held FROM {VIEWER_ROW}, mentorship m
    JOIN session s ON s.mentorship_id = m.id AND s.status = 'HELD'
    WHERE m.id = ANY ($4::uuid[]) AND {in_room("m")} GROUP BY m.id"""


@dataclass(frozen=True)
class Meetings:
    """When the two of a mentorship met, and what they agreed on last; days are the mentor's."""

    mentorship_id: UUID
    starts: Sequence[datetime]
    zone: ZoneInfo
    closed_at: datetime | None
    term: Term | None

    def until(self, now: datetime) -> date:
        """The day up to which is counted: today, or the day of the end."""
        return (self.closed_at or now).astimezone(self.zone).date()


async def meetings_of(database: Database, viewer: Viewer, ids: Sequence[UUID]) -> list[Meetings]:
    """The meetings of the mentorships that the viewer is in, oldest mentorship first. One statement."""
    rows = await database.fetch(_RECORDS, *viewer.filter_values(), list(dict.fromkeys(ids)))
    return [
        Meetings(
            row["id"],
            row["starts"],
            ZoneInfo(row["time_zone"]),
            row["closed_at"],
            Term(row["cadence_days"], row["start_on"], row["end_on"]) if row["cadence_days"] else None,
        )
        for row in rows
    ]


async def last_held(database: Database, viewer: Viewer, ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Mentorship → the end of its last held session, for those the viewer is in. One statement."""
    rows = await database.fetch(_LAST_HELD, *viewer.filter_values(), list(dict.fromkeys(ids)))
    return {row["id"]: row["last_held"] for row in rows}


def sustained_over(meetings: Sequence[Meetings], now: datetime) -> Sustainedness | None:
    """How two kept meeting over some mentorships, by the days and the term of the latest; None for none."""
    if not meetings:
        return None
    latest = meetings[-1]
    held = [start.astimezone(latest.zone).date() for one in meetings for start in one.starts]
    term = next((one.term for one in reversed(meetings) if one.term is not None), None)
    return sustainedness(held, term, max(one.until(now) for one in meetings))
