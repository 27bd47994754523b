"""Two in a Mentorship Room, and the sessions that they had or will have."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.meetings import meeting, room
from tests.network import Network, Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A whole minute, a week after the beginning.
SOON = BEGINNING + 7 * DAY
SESSION = """... on Session { id startsAt endsAt minutes agenda status confirmedAt heldByMentorAt
    heldByMenteeAt cancelNote disputeNote version proposer { handle } reportedBy { handle } }"""

_BECOMES = """UPDATE mentorship SET status = $2::varchar,
    paused_until = CASE $2 WHEN 'PAUSED' THEN $3::timestamptz END,
    close_reason = CASE WHEN $2 IN ('CLOSING', 'CLOSED') THEN 'NO_FAULT' END,
    closed_at = CASE $2 WHEN 'CLOSED' THEN $3::timestamptz END WHERE id = $1"""


@dataclass
class Pair:
    """A mentor and a mentee; `id` is their mentorship's global id."""

    mentor: Person
    mentee: Person
    id: str
    behind: Behind

    async def session(self, status: str = "CONFIRMED", starts_at: datetime = SOON, **columns: Any) -> str:
        """The global id of a session of an hour that the mentor proposed."""
        return await meeting(self.behind.connection, row_id(self.id), starts_at, status, **columns)

    async def past_session(self, status: str = "CONFIRMED", ago: timedelta = HOUR, **columns: Any) -> str:
        """The global id of a session of an hour that ended some time ago."""
        return await self.session(status, BEGINNING - ago - HOUR, **columns)

    async def becomes(self, status: str) -> None:
        """Bring the mentorship into a state, whatever leads there."""
        await self.behind.connection.execute(_BECOMES, row_id(self.id), status, SOON)

    async def told(self, person: Person) -> list[tuple[str, int]]:
        """What one of the two was notified of, and how often, oldest first."""
        rows = await self.behind.connection.fetch(
            "SELECT kind, count FROM notification WHERE educator_id = $1 ORDER BY id", row_id(person.id)
        )
        return [(row["kind"], row["count"]) for row in rows]


async def paired(behind: Behind, mentor: Person, mentee: Person) -> Pair:
    """Two people in an active mentorship that only they know of."""
    room_id = await room(behind.connection, mentor, mentee)
    return Pair(mentor, mentee, encode_id("Mentorship", room_id), behind)


async def a_pair(network: Network, behind: Behind) -> Pair:
    """Ada, who guides Ben."""
    ada, ben = await network.educator("ada"), await network.educator("ben")
    return await paired(behind, ada, ben)
