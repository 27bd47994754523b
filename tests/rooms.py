"""Ada, who guides Ben, and Cleo, who has no part in it; brought into any state behind the API."""

from dataclasses import dataclass
from typing import Any

from kit.ids import encode_id
from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.meetings import meeting, room
from tests.network import Network, Person

_BECOMES = """UPDATE mentorship SET kind = $3, status = $2::text, activated_at = $4::timestamptz,
    paused_until = CASE WHEN $2 = 'PAUSED' THEN $4 + interval '30 days' END,
    closing_at = CASE WHEN $2 IN ('CLOSING', 'CLOSED') THEN $4 END,
    close_reason = CASE WHEN $2 IN ('CLOSING', 'CLOSED') THEN 'NO_FAULT' END,
    closed_at = CASE WHEN $2 = 'CLOSED' THEN $4 END WHERE id = $1"""


@dataclass
class Room:
    """A Mentorship Room: `id` is its global id."""

    ada: Person
    ben: Person
    cleo: Person
    id: str
    behind: Behind

    async def becomes(self, status: str, kind: str = "SUSTAINED") -> None:
        """Bring it into a state, whatever leads there."""
        await self.behind.connection.execute(_BECOMES, row_id(self.id), status, kind, BEGINNING)

    async def meets(self, *at: Any, status: str = "HELD") -> list[str]:
        """The global ids of sessions at these instants."""
        return [await meeting(self.behind.connection, row_id(self.id), start, status) for start in at]

    async def shows(self, person: Person | Network, shape: str) -> Any:
        """What somebody reads of it."""
        query = f"query ($id: ID!) {{ mentorship(id: $id) {{ {shape} }} }}"
        return (await person.api.data(query, id=self.id))["mentorship"]

    async def told(self, person: Person) -> list[str]:
        """What somebody is notified of, oldest first."""
        query = "{ me { notifications { nodes { kind } } } }"
        page = (await person.api.data(query))["me"]["notifications"]
        return [node["kind"] for node in reversed(page["nodes"])]


async def a_room(network: Network, behind: Behind) -> Room:
    """An active, sustained mentorship that only the two know of."""
    ada, ben, cleo = [await network.educator(handle) for handle in ("ada", "ben", "cleo")]
    made = Room(ada, ben, cleo, encode_id("Mentorship", await room(behind.connection, ada, ben)), behind)
    await made.becomes("ACTIVE")
    return made
