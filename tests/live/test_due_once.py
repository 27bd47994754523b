"""Two servers on one database: what time brings about, one of them does, and the other when that one dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from models import Mentorship, MentorshipRequest, Session
from tests.database import empty_tables
from tests.live.conftest import Serve
from tests.resolvers.waiting import DAY, HOUR, Waiting

OF_EACH = 5
DUE_ROWS = "mentorship, mentorship_request"
# Whoever waits for the tables is at it; a server's own name is that of its connections that write.
AT_IT = """SELECT application_name FROM pg_stat_activity WHERE wait_event_type = 'Lock'
    AND datname = current_database() AND application_name = ANY ('{first,second}')"""
TRYING = """SELECT pid FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'menteo due'"""
ALL_SAID = """SELECT count(*) >= $2 AND NOT EXISTS (SELECT FROM mentorship_request WHERE status = 'PENDING')
    FROM event WHERE stream_id = ANY ($1::uuid[])"""


class DueNow:
    """What came due in the last two months, some of each kind."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        # The servers' clock is the real one.
        now = datetime.now(UTC)
        self.waiting = Waiting(connection, now - 61 * DAY)
        self.requests: list[MentorshipRequest] = []
        # Each with the status it will have, and what its room will hear.
        self.rooms: list[tuple[Mentorship, str, list[str]]] = []
        self.sessions: list[tuple[Session, str]] = []
        for _ in range(OF_EACH):
            self._one_of_each(now)

    def _one_of_each(self, now: datetime) -> None:
        waiting, start = self.waiting, self.waiting.start
        self.requests.append(waiting.request("PENDING"))
        termed = waiting.room("ACTIVE", activated_at=start, last_activity_at=now)
        yesterday = (now - 2 * DAY).date()
        waiting.agreement(termed, "IN_FORCE", in_force_at=start, start_on=start.date(), end_on=yesterday)
        moved = [
            (waiting.room("FORMING"), "CLOSED"),
            (waiting.room("PAUSED", paused_at=start, paused_until=now - DAY), "ACTIVE"),
            (termed, "CLOSING"),
            (waiting.room("ACTIVE"), "CLOSING"),
            (waiting.room("ACTIVE", kind="INFORMAL"), "CLOSED"),
            (waiting.room("CLOSING", closing_at=start, close_reason="NO_FAULT"), "CLOSED"),
        ]
        self.rooms += [(room, status, ["MENTORSHIP_CHANGED"]) for room, status in moved]
        busy = waiting.room("ACTIVE", last_activity_at=now)
        said = waiting.session(busy, "CONFIRMED", start, held_by_mentee_at=start + HOUR)
        proposed, held = waiting.session(busy, "PROPOSED", start + DAY), waiting.session(busy, "HELD", start)
        waiting.feedback(held, busy.mentee_id)
        self.sessions += [(said, "HELD"), (proposed, "CANCELLED")]
        self.rooms.append((busy, "ACTIVE", ["SESSION_CHANGED", "SESSION_CHANGED", "FEEDBACK_REVEALED"]))

    async def happens_once(self, connection: asyncpg.Connection) -> None:
        """Return when all has happened; fails when something happened or was said twice, or not at all."""
        ids, events = [room.id for room, *_ in self.rooms], sum(len(heard) for *_, heard in self.rooms)
        async with asyncio.timeout(60):
            while not await connection.fetchval(ALL_SAID, ids, events):  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        for room, status, heard in self.rooms:
            # What becomes due while a turn is under way may come in two turns: in any order.
            assert sorted(await self.waiting.heard(room)) == sorted(heard)
            assert await self._stands(room) == (status, 1 + (heard == ["MENTORSHIP_CHANGED"]))
            if heard == ["MENTORSHIP_CHANGED"]:
                assert await self.waiting.told(room.mentor_id) == [("MENTORSHIP_CHANGED", 1)]
        for session, status in self.sessions:
            assert await self._stands(session) == (status, 2)
        for request in self.requests:
            assert await self._stands(request) == ("EXPIRED", 2)
            assert await self.waiting.told(request.mentee_id) == [("REQUEST_CLOSED", 1)]

    async def _stands(self, row: Any) -> tuple[str, int]:
        now = await self.waiting.now(row)
        return now["status"], now["version"]


@pytest.fixture
async def elsewhere(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A second connection of the test's own."""
    opened = await asyncpg.connect(database_url)
    yield opened
    await opened.close()


@asynccontextmanager
async def held_up(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Nobody brings anything about, until the end; what is written within is there only then."""
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {DUE_ROWS} IN ACCESS EXCLUSIVE MODE")
        yield


async def at_it(connection: asyncpg.Connection, *, but: str | None = None) -> str:
    """The one server that is at it, once one is; one that is dead may still seem to be."""
    async with asyncio.timeout(10):
        while not (found := {row[0] for row in await connection.fetch(AT_IT)} - {but}):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    (name,) = found
    return str(name)


async def others_try(connection: asyncpg.Connection) -> None:
    """Return after another than the one who is at it has asked for its turn, and has been refused."""
    seen: set[int] = set()
    async with asyncio.timeout(10):
        # The one at it, one who was refused, and their next try.
        while len(seen) < 3:
            seen |= {row[0] for row in await connection.fetch(TRYING)}


async def test_of_two_servers_one_brings_about_what_is_due_and_the_other_when_that_one_dies(
    serve: Serve, database_url: str, connection: asyncpg.Connection, elsewhere: asyncpg.Connection
) -> None:
    names, joint = ("first", "second"), "&" if "?" in database_url else "?"
    started = await asyncio.gather(*(
        serve(DUE_SECONDS="0.02", DATABASE_URL=f"{database_url}{joint}application_name={name}")
        for name in names
    ))  # fmt: skip
    servers = dict(zip(names, started, strict=True))
    before = DueNow(elsewhere)
    async with elsewhere.transaction():
        await before.waiting.put()
    await before.happens_once(connection)
    await empty_tables(connection)
    after = DueNow(elsewhere)
    async with held_up(elsewhere):
        await after.waiting.put()
        busy = await at_it(connection)
        await others_try(connection)
        assert await at_it(connection) == busy
        await servers.pop(busy).kill()
        assert [await at_it(connection, but=busy)] == list(servers)
    await after.happens_once(connection)
    assert [server.process.returncode for server in servers.values()] == [None]
