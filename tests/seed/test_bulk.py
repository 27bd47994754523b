"""Large networks: tables are filled bare, and crowds are copied inside PostgreSQL."""

from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest

from app.seed import SIZES, fill
from app.seed.demo import build_demo
from app.seed.seeding import Size

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
ONE = Size(educators=120, threads=146, posts=1_360, mentorships=40, sessions=320, messages=500)
CATALOG = """
SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
UNION ALL SELECT pg_get_indexdef(indexrelid) || indisvalid || indisready FROM pg_index
JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT tgname || tgenabled::text || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"""


async def catalog(connection: asyncpg.Connection) -> list[str]:
    return sorted(row[0] for row in await connection.fetch(CATALOG))


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "one", ONE)
    monkeypatch.setitem(SIZES, "three", replace(ONE, crowds=3))


async def test_constraints_and_indexes_are_afterwards_as_they_were(
    empty: None, sizes: None, connection: asyncpg.Connection
) -> None:
    before = await catalog(connection)
    for part in ("post_search", "busy_time_apart", "session_takes_time"):
        assert any(part in line for line in before)
    await fill(connection, "one", NOW)
    assert await catalog(connection) == before


async def test_a_load_that_fails_half_way_never_was(
    empty: None, sizes: None, connection: asyncpg.Connection
) -> None:
    class UnpluggedError(Exception):
        pass

    def unplug(done: int, _: int) -> None:
        if done > 1_000:
            raise UnpluggedError

    before = await catalog(connection)
    with pytest.raises(UnpluggedError):
        await fill(connection, "one", NOW, unplug)
    assert await catalog(connection) == before
    assert await connection.fetchval("SELECT count(*) FROM account") == 0
    await fill(connection, "one", NOW)
    assert await connection.fetchval("SELECT count(*) FROM educator") == ONE.educators


async def test_three_crowds_are_three_times_one(
    empty: None, sizes: None, connection: asyncpg.Connection
) -> None:
    written = build_demo(datetime(2026, 3, 14, tzinfo=UTC)).batch.counts()
    report = await fill(connection, "three", NOW)
    assert report.rows["topic"] == written["topic"]
    for table in ("educator", "thread", "post", "mentorship", "session", "message"):
        one = getattr(ONE, f"{table}s")
        assert report.rows[table] == 3 * one - 2 * written[table]
        assert await connection.fetchval(f"SELECT count(*) FROM {table}") == report.rows[table]


async def test_crowds_keep_to_themselves_and_follow_the_same_written_educators(
    empty: None, sizes: None, connection: asyncpg.Connection
) -> None:
    await fill(connection, "three", NOW)
    demo = [member.id for member in build_demo(datetime(2026, 3, 14, tzinfo=UTC)).members]
    sql = r"""SELECT one.crowd, count(*) AS follows, count(*) FILTER (WHERE other.id = ANY ($1)) AS written,
            count(*) FILTER (WHERE other.id <> ALL ($1) AND one.crowd <> other.crowd) AS strangers
        FROM follow JOIN people one ON one.id = follower_id JOIN people other ON other.id = educator_id
        WHERE one.id <> ALL ($1) GROUP BY 1 ORDER BY 1"""
    crowd = r"coalesce(substring(handle FROM '_([23])$'), '1')"
    followers = await connection.fetch(
        f"WITH people AS (SELECT id, {crowd} AS crowd FROM educator) {sql}", demo
    )
    first, *copies = [tuple(row)[1:] for row in followers]
    assert copies == [first, first]
    assert first[0] > first[1] > 0 == first[2]
