"""What reports say of roadmaps, pledges and threads, by exact figures."""

import asyncpg
import pytest

from tests.network import Network, Person
from tests.reporting import becomes, figures, write_world

JANUARY, FEBRUARY = "2026-01-01", "2026-02-01"
# Forty took up a roadmap on the 5th and did its step on the 10th; twenty have completed it. Thirty pledged on
# the 1st to post every seven days but in the second week; fifteen of them posted on the 3rd, 16th and 17th.
_GROWTH = """
CREATE TEMPORARY TABLE walker AS SELECT e.id, substring(handle FROM 7)::int AS n FROM educator e
    WHERE handle LIKE 'mentee%' AND substring(handle FROM 7)::int <= 40;
INSERT INTO community (id, slug, name, purpose, visibility, join_policy, posting_policy, member_count,
    created_at, version, last_seq)
SELECT gen_random_uuid(), slug, slug, 'To be counted', visibility, 'OPEN', 'MEMBERS', 0, '2025-12-01Z', 1, 0
FROM (VALUES ('known', 'PUBLIC'), ('secret', 'HIDDEN')) AS c(slug, visibility);
INSERT INTO roadmap (id, slug, title, summary, curator_id, community_id, status, latest_number,
    created_at, published_at, version)
SELECT gen_random_uuid(), slug, 'Way', 'From here to somewhere else, slowly.',
    (SELECT id FROM walker WHERE n = 1),
    (SELECT id FROM community WHERE slug = home), 'PUBLISHED', 1, '2025-12-01Z', '2025-12-01Z', 1
FROM (VALUES ('shown', NULL), ('inner', 'secret')) AS r(slug, home);
INSERT INTO roadmap_version (id, roadmap_id, number, created_at, published_at)
SELECT gen_random_uuid(), id, 1, '2025-12-01Z', '2025-12-01Z' FROM roadmap;
INSERT INTO roadmap_step (id, version_id, key, title, kind, optional, weight, est_minutes, expected_outcome,
    position)
SELECT gen_random_uuid(), id, 'notice', 'Notice', 'SKILL', false, 1, 30, 'You notice.', 1
FROM roadmap_version;
INSERT INTO enrollment (id, educator_id, roadmap_id, roadmap_version_id, status, visibility, started_on,
    created_at, completed_at, version)
SELECT gen_random_uuid(), w.id, r.id, v.id, CASE WHEN n <= 20 THEN 'COMPLETED' ELSE 'ACTIVE' END, 'PRIVATE',
    '2026-01-05', '2026-01-05Z', CASE WHEN n <= 20 THEN timestamptz '2026-01-20Z' END, 1
FROM walker w JOIN roadmap r ON r.slug = CASE WHEN n % 4 = 0 THEN 'inner' ELSE 'shown' END
JOIN roadmap_version v ON v.roadmap_id = r.id;
INSERT INTO step_progress (id, enrollment_id, step_id, status, done_at, updated_at)
SELECT gen_random_uuid(), w.id, s.id, 'DONE', '2026-01-10Z', '2026-01-10Z'
FROM enrollment w JOIN roadmap_step s ON s.version_id = w.roadmap_version_id;
INSERT INTO thread (id, author_id, title, about, visibility, status, created_at, post_count, version,
    last_seq, community_id)
SELECT gen_random_uuid(), id, 'Mornings', '', 'PUBLIC', 'OPEN', '2026-01-01Z', 0, 1, 0,
    (SELECT id FROM community WHERE slug = CASE n % 3 WHEN 0 THEN 'known' WHEN 1 THEN 'secret' END)
FROM walker WHERE n <= 30;
INSERT INTO pledge (id, thread_id, educator_id, every_days, rest_weeks, started_on, window_ends_on,
    created_at, version)
SELECT gen_random_uuid(), id, author_id, 7, '{2026-01-05}', '2026-01-01', '2026-01-14', '2026-01-01Z', 1
FROM thread;
INSERT INTO post (id, thread_id, author_id, seq, depth, kind, body, helpful, created_at, version)
SELECT gen_random_uuid(), t.id, t.author_id, seq, 0, 'PROGRESS', 'Quieter.', false, at, 1
FROM thread t JOIN walker w ON w.id = t.author_id AND n <= 15,
    unnest('{2026-01-03 09:00Z,2026-01-16 09:00Z,2026-01-17 09:00Z}'::timestamptz[])
    WITH ORDINALITY AS written(at, seq);
"""


@pytest.fixture
async def ana(network: Network, connection: asyncpg.Connection) -> Person:
    """An analyst of a network in which people walk, pledge and write."""
    ana = await network.educator("ana")
    await becomes(connection, ana)
    await write_world(connection)
    await connection.execute(_GROWTH)
    await connection.execute("DROP TABLE walker")
    return ana


async def test_roadmaps_are_counted_when_they_are_taken_up(ana: Person) -> None:
    metrics = ("enrollments", "stepsDone", "roadmapCompletionRate")
    assert await figures(ana, *metrics) == {(JANUARY,): [40, 40, 0.5], (FEBRUARY,): [0, 0, None]}
    then = await figures(
        ana, *metrics, asOf="2026-02-01T00:00:00Z", period={"from": JANUARY, "to": "2026-01-31"}
    )
    assert then == {(JANUARY,): [40, 40, 0.5]}
    by_roadmap = await figures(ana, "enrollments", dimensions=["roadmap"])
    assert {key[1]: values for key, values in by_roadmap.items() if key[0] == JANUARY} == {
        "shown": [30],
        None: [10],
    }


async def test_whoever_did_anything_is_active_once(ana: Person) -> None:
    # Fifteen of the forty who did a step wrote three posts each.
    assert await figures(ana, "activeMembers", "postsPublished") == {
        (JANUARY,): [40, 45],
        (FEBRUARY,): [0, 0],
    }


async def test_pledges_are_kept_by_windows_without_their_rest_weeks(ana: Person) -> None:
    # Windows end on the 14th, 21st and 28th: two of three were kept by half of the people.
    found = await figures(ana, "pledgeAdherence", minimumCell=5)
    assert found[JANUARY,] == [pytest.approx(1 / 3)]
    # In February four windows are over, the last one on the 25th.
    assert found[FEBRUARY,] == [0]


async def test_hidden_communities_are_not_named(ana: Person) -> None:
    found = await figures(ana, "postsPublished", dimensions=["community"], minimumCell=5)
    assert {key[1]: values for key, values in found.items() if key[0] == JANUARY} == {
        "known": [15],
        None: [30],
    }
