"""Seeding fills an empty database, and only an empty one, with rows that keep every rule."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from app.seed import DEMO_EMAIL, DEMO_PASSWORD, SIZES, AlreadySeeded, fill, seed
from app.seed.batch import Batch
from app.seed.crowd_ties import circle
from app.seed.demo import build_demo
from app.seed.dice import Dice
from app.seed.growth import thread_lengths
from app.seed.rows import TABLES
from app.seed.seeding import Size, network
from kit.passwords import needs_rehash, password_matches
from models import Agreement
from resolvers.mention import handles_in
from tests.seed.room_rules import ROOM_RULES, TODAY

NOW = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)
# A generated network around the written one, small enough for every test.
SMALL = Size(educators=285, threads=346, posts=3_460, mentorships=120, sessions=1_200, messages=1_800)
TWO = replace(SMALL, crowds=2)
MENTORING = (
    "mentor_profile",
    "mentorship_request",
    "agreement",
    "goal",
    "evidence",
    "session",
    "endorsement",
)
COUNTED = ("educator", "thread", "post", "mentorship", "session", "message")

# What no constraint says: each statement finds the rows that break a rule.
BROKEN = {
    "posts are numbered from 1 without a gap, and counted": """
        SELECT thread.id FROM thread LEFT JOIN post ON post.thread_id = thread.id GROUP BY thread.id
        HAVING count(post.id) <> thread.post_count OR coalesce(max(post.seq), 0) <> thread.post_count
            OR min(post.seq) <> 1""",
    "a reply is one deeper than what it answers, later, in the same thread": """
        SELECT post.id FROM post JOIN post parent ON parent.id = post.parent_id
        WHERE post.depth <> parent.depth + 1 OR post.thread_id <> parent.thread_id
            OR post.seq <= parent.seq OR post.created_at < parent.created_at""",
    "a later post is not older": """
        SELECT post.id FROM post JOIN post earlier USING (thread_id)
        WHERE earlier.seq = post.seq - 1 AND earlier.created_at > post.created_at""",
    "only the author begins something new": """
        SELECT post.id FROM post JOIN thread ON thread.id = post.thread_id
        WHERE post.kind <> 'REPLY' AND post.author_id <> thread.author_id""",
    "a community counts its members, and one of them owns it": """
        SELECT c.id FROM community c LEFT JOIN membership m ON m.community_id = c.id AND m.status = 'ACTIVE'
        GROUP BY c.id HAVING count(m.id) <> c.member_count
            OR count(*) FILTER (WHERE m.role = 'OWNER') <> 1 OR min(m.joined_at) < c.created_at""",
    "whoever shares or marks a challenge was in its community by then": """
        SELECT h.id FROM challenge h LEFT JOIN membership m
            ON m.community_id = h.community_id AND m.educator_id = h.author_id AND m.status = 'ACTIVE'
        WHERE m.id IS NULL OR m.joined_at > h.created_at
        UNION ALL SELECT k.id FROM challenge_mark k
        JOIN challenge h ON h.id = k.challenge_id LEFT JOIN membership m
            ON m.community_id = h.community_id AND m.educator_id = k.educator_id AND m.status = 'ACTIVE'
        WHERE m.id IS NULL OR k.created_at < greatest(m.joined_at, h.created_at)
            OR coalesce(k.solved_at, k.created_at) > coalesce(h.closed_at, now())
            OR k.solved_at < k.created_at""",
    "the author of a challenge faces it": """
        SELECT h.id FROM challenge h WHERE NOT EXISTS (SELECT FROM challenge_mark k
            WHERE k.challenge_id = h.id AND k.educator_id = h.author_id)""",
    "the two meet by day where the mentor lives": """
        SELECT s.id FROM session s JOIN mentorship m ON m.id = s.mentorship_id
        JOIN educator e ON e.id = m.mentor_id JOIN account a ON a.id = e.account_id
        WHERE extract(hour FROM s.starts_at AT TIME ZONE a.time_zone) NOT BETWEEN 6 AND 21""",
    "who is told of a room is in it": """
        SELECT n.id FROM notification n JOIN mentorship m ON m.id = n.mentorship_id
        WHERE n.educator_id NOT IN (m.mentor_id, m.mentee_id) OR n.actor_id = n.educator_id""",
    "nobody is in a community before they are in the network": """
        SELECT m.id FROM membership m JOIN educator e ON e.id = m.educator_id
        WHERE m.created_at < e.created_at""",
    "who is banned was sent out by somebody": """
        SELECT m.id FROM membership m WHERE m.status = 'BANNED' AND NOT EXISTS (
            SELECT FROM community_action a WHERE a.community_id = m.community_id
            AND a.educator_id = m.educator_id AND a.kind = 'MEMBER_BANNED' AND a.at = m.banned_at)""",
    "who has completed a roadmap, and nobody else, has done all that counts": """
        SELECT e.id FROM enrollment e JOIN roadmap_step s ON s.version_id = e.roadmap_version_id
        LEFT JOIN step_progress p ON p.enrollment_id = e.id AND p.step_id = s.id
        GROUP BY e.id HAVING (e.status = 'COMPLETED') <> bool_and(
            s.optional OR coalesce(p.status, '') IN ('DONE', 'SKIPPED')) OR count(p.id) <> e.version - 1""",
    "a step is done after what comes before it, once one is on the way": """
        SELECT p.id FROM step_progress p JOIN enrollment e ON e.id = p.enrollment_id
        LEFT JOIN step_prerequisite q ON q.step_id = p.step_id
        LEFT JOIN step_progress b ON b.enrollment_id = e.id AND b.step_id = q.prerequisite_id
        WHERE p.updated_at < date_trunc('second', e.created_at) OR (p.status <> 'SKIPPED'
            AND q.id IS NOT NULL AND (b.id IS NULL OR b.updated_at > p.updated_at))""",
    "nobody is on a roadmap before it is out and they are in the network": """
        SELECT x.id FROM enrollment x JOIN roadmap r ON r.id = x.roadmap_id
        JOIN educator e ON e.id = x.educator_id
        WHERE x.created_at < r.published_at OR x.created_at < e.created_at""",
    "nobody reads what was not written": """
        SELECT s.id FROM thread_subscription s JOIN thread ON thread.id = s.thread_id
        WHERE s.last_read_seq > thread.post_count""",
    "nobody's own post is unread": """
        SELECT s.id FROM thread_subscription s
        JOIN post ON post.thread_id = s.thread_id AND post.author_id = s.educator_id
        WHERE s.last_read_seq < post.seq""",
    "guests write only where they may read": """
        SELECT post.id FROM post JOIN thread ON thread.id = post.thread_id AND visibility = 'FOLLOWERS'
        WHERE post.author_id <> thread.author_id AND NOT EXISTS (
            SELECT FROM follow WHERE follower_id = post.author_id AND educator_id = thread.author_id)""",
    "nobody acts before joining": """
        SELECT post.id FROM post JOIN educator ON educator.id = post.author_id
        WHERE post.created_at < educator.created_at""",
    "a notification concerns somebody else's act": "SELECT id FROM notification WHERE actor_id = educator_id",
    "an educator has a subject": """
        SELECT id FROM educator WHERE NOT EXISTS (
            SELECT FROM educator_topic WHERE educator_topic.educator_id = educator.id)""",
    "a stream without events counts none": """
        SELECT id FROM thread WHERE last_seq <> 0 UNION ALL SELECT id FROM educator WHERE last_seq <> 0
        UNION ALL SELECT stream_id FROM event""",
}


async def row_ids(connection: asyncpg.Connection, table: str) -> set[object]:
    return {row["id"] for row in await connection.fetch(f"SELECT id FROM {table}")}


@pytest.fixture(params=["demo", "small", "two"])
async def seeded(
    request: pytest.FixtureRequest,
    empty: None,
    connection: asyncpg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    monkeypatch.setitem(SIZES, "small", SMALL)
    monkeypatch.setitem(SIZES, "two", TWO)
    size: str = request.param
    await fill(connection, size, NOW)
    return size


async def test_seeded_rows_keep_every_rule(seeded: str, connection: asyncpg.Connection) -> None:
    broken = {rule: len(await connection.fetch(sql)) for rule, sql in (BROKEN | ROOM_RULES).items()}
    assert {rule: count for rule, count in broken.items() if count} == {}


async def test_ids_sort_by_time_and_nothing_is_from_the_future(
    seeded: str, connection: asyncpg.Connection
) -> None:
    for table in (
        "account",
        "educator",
        "follow",
        "thread",
        "post",
        "reaction",
        "notification",
        "enrollment",
        *MENTORING,
    ):
        rows = await connection.fetch(f"SELECT id, created_at FROM {table}")
        assert rows
        for row in rows:
            assert row["id"].int >> 80 == int(row["created_at"].timestamp() * 1000)
            assert row["created_at"] < TODAY


async def test_agreements_carry_the_hash_of_what_they_say(
    seeded: str, connection: asyncpg.Connection
) -> None:
    rows = await connection.fetch("SELECT * FROM agreement")
    assert rows
    for row in rows:
        assert row["content_hash"] == Agreement.light(dict(row)).hash_of_content()


async def test_who_is_mentioned_is_who_a_post_names(seeded: str, connection: asyncpg.Connection) -> None:
    sql = """SELECT body, array_remove(array_agg(handle), NULL) AS mentioned FROM post
        LEFT JOIN mention ON mention.post_id = post.id
        LEFT JOIN educator ON educator.id = mention.educator_id GROUP BY post.id"""
    for row in await connection.fetch(sql):
        assert sorted(handles_in(row["body"])) == sorted(row["mentioned"])


async def test_the_report_counts_what_is_there(empty: None, connection: asyncpg.Connection) -> None:
    report = await fill(connection, "demo", NOW)
    assert set(report.rows) == set(TABLES.values())
    for table, count in report.rows.items():
        assert len(await row_ids(connection, table)) == count


async def test_progress_ends_at_what_was_expected(
    empty: None, connection: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SIZES, "small", SMALL)
    told: list[tuple[int, int]] = []
    report = await fill(connection, "small", NOW, lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == sum(report.rows.values())
    assert all(done <= total for done, total in told)


async def test_a_database_with_educators_is_refused_and_left_alone(
    empty: None, connection: asyncpg.Connection
) -> None:
    await fill(connection, "demo", NOW)
    before = await row_ids(connection, "post")
    with pytest.raises(AlreadySeeded, match="already holds educators"):
        await fill(connection, "demo", NOW)
    assert await row_ids(connection, "post") == before


async def test_seeding_by_url_serves_the_command_line(
    empty: None, database_url: str, connection: asyncpg.Connection
) -> None:
    report = await seed(database_url, "demo", lambda: NOW)
    assert await row_ids(connection, "educator")
    assert report.size == "demo"


@pytest.mark.usefixtures("real_hashes")
async def test_the_demo_sign_in_opens_with_the_demo_password(
    empty: None, connection: asyncpg.Connection
) -> None:
    await fill(connection, "demo", NOW)
    stored = await connection.fetch("SELECT DISTINCT password_hash FROM account")
    assert len(stored) == 1
    assert await password_matches(stored[0]["password_hash"], DEMO_PASSWORD)
    assert not needs_rehash(stored[0]["password_hash"])
    handle = "SELECT handle FROM educator JOIN account ON account.id = account_id WHERE email = $1"
    assert await connection.fetchval(handle, DEMO_EMAIL) == "amara_okafor"


async def test_the_demo_has_news_for_who_signs_in(empty: None, connection: asyncpg.Connection) -> None:
    await fill(connection, "demo", NOW)
    news = """SELECT notification.kind FROM notification JOIN educator ON educator.id = educator_id
        WHERE handle = 'amara_okafor' AND read_at IS NULL"""
    kinds = {row["kind"] for row in await connection.fetch(news)}
    assert {"MENTION", "REPLY", "NEW_FOLLOWER"} <= kinds


async def test_columns_are_the_tables_columns(database_url: str, connection: asyncpg.Connection) -> None:
    for row, table in TABLES.items():
        sql = "SELECT column_name FROM information_schema.columns WHERE table_name = $1"
        columns = {found["column_name"] for found in await connection.fetch(sql, table)}
        assert set(row._fields) <= columns


def rows_of(size: Size | None, today: datetime) -> list[tuple[object, ...]]:
    return [
        row
        for batch in network(build_demo(today), size, today)
        for kind in TABLES
        for row in batch.rows(kind)
    ]


@pytest.mark.parametrize("size", [None, SMALL], ids=["demo", "small"])
def test_two_runs_give_the_same_rows(size: Size | None) -> None:
    first = rows_of(size, TODAY)
    assert rows_of(size, TODAY) == first
    assert rows_of(size, TODAY + timedelta(days=1)) != first


def test_a_generated_network_has_exactly_its_size() -> None:
    counts = Batch().counts()
    for batch in network(build_demo(TODAY), SMALL, TODAY):
        counts += batch.counts()
    assert {f"{table}s": counts[table] for table in COUNTED} == {
        f"{table}s": getattr(SMALL, f"{table}s") for table in COUNTED
    }


def test_the_written_network_is_part_of_a_generated_one() -> None:
    assert set(rows_of(None, TODAY)) <= set(rows_of(SMALL, TODAY))


def test_generated_posts_do_not_all_look_the_same() -> None:
    bodies = [row[7] for row in rows_of(SMALL, TODAY) if type(row).__name__ == "PostRow"]
    assert len(set(bodies)) > 0.99 * len(bodies)


@pytest.mark.parametrize(("threads", "posts"), [(20, 200), (20, 212), (7, 75), (354, 3_600)])
def test_thread_lengths_add_up(threads: int, posts: int) -> None:
    lengths = list(thread_lengths(threads, posts, Dice("test")))
    assert len(lengths) == threads
    assert sum(lengths) == posts
    assert min(lengths) >= 2


def test_neighbours_follow_each_other() -> None:
    for number in range(100):
        for other in circle(number, 100):
            assert other != number
            assert number in circle(other, 100)
    sizes = [len(circle(number, 10_000)) for number in range(3_000, 4_000)]
    assert 6 < sum(sizes) / len(sizes) < 12
