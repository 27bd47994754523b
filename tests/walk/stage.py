"""Where the machines are walked: one room at a time, written as rows, acted in and looked at again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from models import Actor
from models.transition import Machine, Step
from tests.behind import row_id
from tests.clock import BEGINNING
from tests.network import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# When the due run comes; until then nothing that is due then is due for the running server.
LATER = BEGINNING + 100 * DAY
# What each case leaves behind, children first.
_LEFT = [
    *("agreement_signature", "agreement", "evidence", "journal_entry", "goal", "busy_time", "session"),
    *("closure_reflection", "endorsement", "notification", "mentorship", "mentorship_request", "block"),
    *("event", "mentor_profile"),
]
# How often somebody tried is counted also when nothing else happens.
_NOT_COUNTED = ("rate_limit", "tortoise_migrations", "stream_epoch")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1::text[])"


@dataclass(frozen=True)
class Case:
    """Somebody, or time, tries an action on a thing in a state."""

    machine: Machine
    state: str
    actor: Actor
    action: str

    @property
    def step(self) -> Step | None:
        """What the machine lists for it."""
        return self.machine.step(self.machine.states(self.state), self.action, self.actor)

    @property
    def when(self) -> datetime:
        """The time around which it happens."""
        return LATER if self.actor is Actor.CLOCK else BEGINNING


class Stage:
    """Ada, who guides Ben, and the rows of what they have in common."""

    def __init__(self, connection: asyncpg.Connection, ada: Person, ben: Person) -> None:
        self.connection = connection
        self.people = {True: ada, False: ben}
        self.ada, self.ben = row_id(ada.id), row_id(ben.id)
        self._contents = ""

    def person(self, actor: Actor) -> Person:
        """Who plays a part: Ada is who mentors, asks, proposes, owns and praises."""
        first = (Actor.MENTOR, Actor.INITIATOR, Actor.PROPOSER, Actor.OWNER)
        return self.people[actor in first]

    def id_of(self, actor: Actor) -> UUID:
        """The educator who plays a part."""
        return row_id(self.person(actor).id)

    def other_of(self, actor: Actor) -> UUID:
        """The other of the two."""
        return self.ben if self.id_of(actor) == self.ada else self.ada

    async def clear(self) -> None:
        """Nothing is left of the case before."""
        await self.connection.execute("; ".join(f"DELETE FROM {table}" for table in _LEFT))

    async def add(self, table: str, **row: Any) -> UUID:
        """The id of a new row."""
        row = {"id": uuid4(), **row}
        names, values = ", ".join(row), ", ".join(f"${n + 1}" for n in range(len(row)))
        await self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", *row.values())
        made: UUID = row["id"]
        return made

    async def row(self, table: str, id: UUID) -> dict[str, Any]:
        """A row as it stands."""
        found = await self.connection.fetchrow(f"SELECT * FROM {table} WHERE id = $1", id)
        assert found is not None, (table, id)
        return dict(found)

    async def contents(self) -> list[tuple[str, str]]:
        """Every row of every table, the log of events included."""
        if not self._contents:
            tables = await self.connection.fetch(_TABLES, _NOT_COUNTED)
            self._contents = " UNION ALL ".join(
                f"SELECT '{table}', t::text FROM {table} t" for (table,) in tables
            )
        return sorted(tuple(row) for row in await self.connection.fetch(self._contents))

    async def events(self) -> list[tuple[UUID, UUID, UUID | None]]:
        """What was announced: stream, subject, actor."""
        rows = await self.connection.fetch("SELECT stream_id, subject_id, actor_id FROM event")
        return [tuple(row) for row in rows]
