"""What reports count as windows of a pledge are the windows that its author is shown."""

import random
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg

from models.pledge import windows_of
from reports.source import WINDOWS

FIRST, NOW = date(2026, 1, 1), datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("UTC"))
# At NOW it is the 1st of July in the first two, the 2nd in the third.
ZONES = ("Europe/London", "America/Santiago", "Pacific/Kiritimati")
_TABLES = """
CREATE TEMP TABLE account (id uuid, time_zone text);
CREATE TEMP TABLE educator (id uuid, account_id uuid);
CREATE TEMP TABLE pledge (id uuid, educator_id uuid, started_on date, ended_on date, every_days int,
    rest_weeks date[]);"""
_INSERT = "INSERT INTO pledge VALUES ($1, $2, $3, $4, $5, $6)"
_COUNTED = f"SELECT g.id, turn.first, turn.last, span_of.* FROM {WINDOWS.rows} ORDER BY g.id, turn.first"

Pledged = tuple[UUID, UUID, date, date | None, int, list[date]]


def some_pledge(chance: random.Random, number: int) -> Pledged:
    """A pledge in one of the zones, that runs or has ended, with weeks of rest or without."""
    started_on = FIRST + timedelta(days=chance.randrange(185))
    ended_on = started_on + timedelta(days=chance.randrange(90)) if chance.random() < 0.4 else None
    monday = date(2025, 12, 29)
    weeks = sorted(chance.sample(range(28), chance.choice((0, 0, 1, 3, 26))))
    rests = [monday + timedelta(weeks=week) for week in weeks]
    return UUID(int=number), UUID(int=number % 3), started_on, ended_on, chance.randint(3, 30), rests


def expected(pledge: Pledged) -> list[tuple[UUID, date, date, datetime, datetime]]:
    """The windows that are over, and the instants between which they lie."""
    id_, educator_id, started_on, ended_on, every_days, rests = pledge
    zone = ZoneInfo(ZONES[educator_id.int])
    end = min(NOW.astimezone(zone).date() - timedelta(days=1), ended_on or date.max)
    over = takewhile(lambda window: window.last <= end, windows_of(started_on, every_days, rests))

    def beginning(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    return [(id_, *one, beginning(one.first), beginning(one.last + timedelta(days=1))) for one in over]


async def test_both_count_the_same_windows(connection: asyncpg.Connection) -> None:
    chance = random.Random(1)
    pledges = [some_pledge(chance, number) for number in range(300)]
    try:
        await connection.execute(_TABLES)
        zones = [(UUID(int=number), zone) for number, zone in enumerate(ZONES)]
        await connection.executemany("INSERT INTO account VALUES ($1, $2)", zones)
        await connection.executemany("INSERT INTO educator VALUES ($1, $1)", [(key,) for key, _ in zones])
        await connection.executemany(_INSERT, pledges)
        found = [tuple(row) for row in await connection.fetch(_COUNTED, NOW)]
    finally:
        await connection.execute("DROP TABLE IF EXISTS pg_temp.pledge, pg_temp.educator, pg_temp.account")
    assert found == [window for pledge in pledges for window in expected(pledge)]
    assert len(found) > 500
