"""Fills an empty database: the written network, and around it as large a crowd as asked for."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import asyncpg

from app.seed.bare import bare_tables
from app.seed.batch import Batch
from app.seed.copies import copied
from app.seed.crowd import Crowd
from app.seed.crowd_communities import crowd_communities
from app.seed.crowd_mentors import CrowdMentors
from app.seed.crowd_rooms import CrowdRooms
from app.seed.crowd_ties import crowd_follows
from app.seed.demo import Demo, build_demo
from app.seed.dice import Dice
from app.seed.growth import Growth
from app.seed.rows import TABLES
from app.seed.walks import walks


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of one crowd, the written network included; None for that network alone."""

    educators: int
    threads: int
    posts: int
    mentorships: int
    sessions: int
    messages: int
    crowds: int = 1

    def rows(self) -> int:
        """About how many rows of all tables that makes."""
        talk = 5 * self.threads + 3 * self.posts // 2
        rooms = 17 * self.mentorships + 4 * self.sessions + self.messages
        return self.crowds * (30 * self.educators + talk + rooms)


ONE = Size(
    educators=5_000,
    threads=25_000,
    posts=250_000,
    mentorships=4_000,
    sessions=40_000,
    messages=60_000,
)
SIZES: dict[str, Size | None] = {
    "demo": None,
    "1x": ONE,
    "10x": replace(ONE, crowds=10),
    "100x": replace(ONE, crowds=100),
}

Progress = Callable[[int, int], None]
"""Told after every batch how many rows are in, and about how many there will be."""


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What was loaded: the number of rows of each table."""

    size: str
    rows: Mapping[str, int]


class AlreadySeeded(Exception):  # noqa: N818 - it says what is the case
    """The database holds educators already."""

    def __init__(self) -> None:
        super().__init__("This database already holds educators; only an empty one can be seeded.")


# A planned session looks up its mentorship, so that this table keeps its key.
_BARE = [table for table in TABLES.values() if table != "mentorship"]

# For this transaction: room to make indexes and to check foreign keys, and no patience limits.
_SESSION = """
SET LOCAL statement_timeout = 0;
SET LOCAL work_mem = '128MB';
SET LOCAL maintenance_work_mem = '512MB';
SET LOCAL synchronous_commit = off;
"""


async def fill(
    connection: asyncpg.Connection[Any], size: str, now: datetime, progress: Progress | None = None
) -> SeedReport:
    """Load a network in one transaction; the same size and day give the same rows.

    Raises: AlreadySeeded when there are educators; the database is then as it was.
    """
    await _must_be_empty(connection)
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    made = SIZES[size]
    rows: Counter[str] = Counter()
    async with connection.transaction():
        await connection.execute(_SESSION)
        # Nobody signs up, and nobody else seeds, until this one is done.
        await connection.execute("LOCK TABLE educator IN SHARE ROW EXCLUSIVE MODE")
        await _must_be_empty(connection)
        async with bare_tables(connection, _BARE) if made else nullcontext():
            async for loaded in _loaded(connection, made, today):
                rows += loaded
                if progress:
                    progress(rows.total(), _expected(made, rows.total()))
    await connection.execute(f"VACUUM (ANALYZE) {', '.join(TABLES.values())}, busy_time")
    return SeedReport(size, dict(rows))


async def _loaded(
    connection: asyncpg.Connection[Any], size: Size | None, today: datetime
) -> AsyncIterator[Counter[str]]:
    """The network's rows as they come in: how many of each table."""
    demo = build_demo(today)
    async for batch in _made_ahead(network(demo, size, today)):
        yield await batch.load(connection)
    if size:
        async for counts in copied(connection, demo.batch, size.crowds):
            yield counts


async def _made_ahead(batches: Iterator[Batch]) -> AsyncIterator[Batch]:
    """The batches, each made while PostgreSQL is busy with the one before."""
    coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
    while (batch := await coming) is not None:
        coming = asyncio.create_task(asyncio.to_thread(next, batches, None))
        yield batch


async def _must_be_empty(connection: asyncpg.Connection[Any]) -> None:
    if await connection.fetchval("SELECT EXISTS (SELECT FROM educator)"):
        raise AlreadySeeded


def _expected(size: Size | None, loaded: int) -> int:
    return max(size.rows(), loaded) if size else loaded


def network(demo: Demo, size: Size | None, today: datetime) -> Iterator[Batch]:
    """The rows of the written network and of one crowd, in an order that its foreign keys allow."""
    yield demo.batch
    if size is None:
        return
    written = demo.batch.counts()
    handles = [member.handle for member in demo.members]
    crowd = Crowd(size.educators - written["educator"], demo.topic_ids, today, handles)
    yield from crowd.batches()
    yield from crowd_follows(crowd.members, demo.members, demo.topic_ids, today)
    mentoring = CrowdMentors(crowd.members, demo.topic_ids, today)
    yield mentoring.batch()
    yield _walked(demo, crowd, today)
    yield crowd_communities(crowd.members, demo.topic_ids, today)
    rooms = CrowdRooms(crowd.members, mentoring.mentors, demo.topic_ids, today)
    yield from rooms.batches(
        *(getattr(size, f"{table}s") - written[table] for table in ("mentorship", "session", "message"))
    )
    growth = Growth(crowd.members, today)
    yield from growth.batches(size.threads - written["thread"], size.posts - written["post"])


def _walked(demo: Demo, crowd: Crowd, today: datetime) -> Batch:
    """Who of the crowd is on which roadmap."""
    batch = Batch()
    batch.extend(walks(demo.ways, crowd.members, today, Dice("crowd walks")))
    return batch
