"""What reports say of mentorships, sessions and goals, by exact figures."""

import asyncpg
import pytest

from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.reporting import becomes, figures, write_world

JANUARY, FEBRUARY, MARCH = ("2026-01-01",), ("2026-02-01",), ("2026-03-01",)
QUARTER = {"from": "2026-01-01", "to": "2026-03-31"}
# Of the sixty mentorships fifteen are of mentees 1–20 and meet until April, fifteen of mentees 21–40 and meet
# in January alone, fifteen of mentees 41–60 and were closed after 26 days, fifteen of mentees 61–80. To the
# one session of those from 41 on somebody did not come. They agreed to meet every 28 days from the 10th of
# January to the 7th of March. Mentees 1–40 had a chat with their mentor on the 2nd of January, before they
# asked them.
_MENTORING = """
CREATE TEMPORARY TABLE room AS SELECT m.id, m.mentor_id, m.mentee_id, substring(e.handle FROM 7)::int AS n
    FROM mentorship m JOIN educator e ON e.id = m.mentee_id;
UPDATE mentorship SET status = 'CLOSED', close_reason = 'NO_FAULT', closed_at = '2026-02-05Z'
    FROM room WHERE room.id = mentorship.id AND n BETWEEN 41 AND 60;
INSERT INTO agreement (id, mentorship_id, number, proposer_id, status, cadence_days, session_minutes,
    start_on, end_on, purpose, mentor_learning_goal, confidentiality, reply_within_days, off_limits,
    non_evaluative, content_hash, created_at, in_force_at, version)
SELECT gen_random_uuid(), id, 1, mentor_id, 'IN_FORCE', 28, 45, '2026-01-10', '2026-03-07',
    'To learn from it', 'To learn as well', 'ROOM_ONLY', 3, '', true, repeat('0', 64),
    '2026-01-09Z', '2026-01-10Z', 1 FROM room;
INSERT INTO session (id, mentorship_id, proposer_id, starts_at, ends_at, minutes, agenda, status, created_at,
    changed_at, confirmed_at, held_by_mentor_at, held_by_mentee_at, reported_by_id, ended_at,
    feedback_revealed_at, version)
SELECT gen_random_uuid(), id, mentor_id, at, at + interval '45 min', 45, '', status, '2026-01-05Z', at,
    '2026-01-06Z', held, held, CASE status WHEN 'NO_SHOW' THEN mentor_id END, at + interval '1 hour',
    CASE WHEN at = '2026-01-12Z' THEN '2026-01-20Z'::timestamptz END, 4
FROM room, unnest('{2026-01-12Z,2026-01-19Z,2026-01-26Z,2026-02-12Z,2026-04-09Z}'::timestamptz[]) AS day(at),
    LATERAL (SELECT CASE WHEN n <= 40 THEN 'HELD' ELSE 'NO_SHOW' END AS status,
        CASE WHEN n <= 40 THEN at + interval '1 hour' END AS held) AS outcome
WHERE n <= 20 OR n <= 40 AND at < '2026-02-01Z' OR at = '2026-01-12Z';
INSERT INTO session_feedback (id, session_id, educator_id, useful, goal_progress, learned, takeaway,
    submitted_at)
SELECT gen_random_uuid(), s.id, party, 4, 3, n <= 20 OR party = mentor_id, 'Bells work', '2026-01-13Z'
FROM room JOIN session s ON s.mentorship_id = room.id AND s.feedback_revealed_at IS NOT NULL AND n <= 40,
    unnest(ARRAY[mentor_id, mentee_id]) AS party;
INSERT INTO goal (id, mentorship_id, owner_id, title, why, focus, measure, unit, due_on, status, visibility,
    created_at, activated_at, ended_at, version)
SELECT gen_random_uuid(), id, mentee_id, 'Calm starts', '', 'CAREER', '', '', '2026-02-01',
    CASE WHEN n <= 20 THEN 'MET' ELSE 'NOT_MET' END, 'ROOM', '2026-01-11Z', '2026-01-11Z', '2026-01-25Z', 3
FROM room WHERE n <= 60;
INSERT INTO evidence (id, goal_id, author_id, kind, text, captured_on, no_pupil_data, created_at)
SELECT gen_random_uuid(), g.id, g.owner_id, 'ARTEFACT', 'A plan', '2026-01-20', true, '2026-01-21Z'
FROM goal g WHERE g.status = 'MET';
INSERT INTO mentorship_request (id, kind, mentor_id, mentee_id, initiator_id, message, questions, functions,
    proposed_slots, status, created_at, expires_at, first_response_at, answered_at, version)
SELECT gen_random_uuid(), 'INFORMAL_CHAT', mentor.id, mentee.id, mentee.id, repeat('m', 50), '{}', '{}', '{}',
    'ACCEPTED', '2026-01-01Z', '2026-01-15Z', '2026-01-02Z', '2026-01-02Z', 1
FROM generate_series(1, 40) AS n JOIN educator mentee ON mentee.handle = 'mentee' || n
JOIN educator mentor ON mentor.handle = 'mentor' || 1 + n % 30;
INSERT INTO mentor_profile (id, educator_id, status, capacity, intro_chats_per_week, statement, created_at,
    version)
SELECT gen_random_uuid(), id, 'OPEN', 3, 2, '', '2025-12-01Z', 1 FROM educator WHERE handle LIKE 'mentor%';
DROP TABLE room;
"""


@pytest.fixture
async def ana(network: Network, connection: asyncpg.Connection, clock: DrivenClock) -> Person:
    """An analyst, on the 1st of May, of a network in which people meet."""
    clock.advance(days=60)
    ana = await network.educator("ana")
    await becomes(connection, ana)
    await write_world(connection)
    await connection.execute(_MENTORING)
    return ana


async def test_sessions_are_held_missed_and_learned_from(ana: Person) -> None:
    found = await figures(ana, "sessionsHeld", "noShowRate", "mutualLearningRate", period=QUARTER)
    # Both said that they learned after fifteen of the thirty of which both said anything.
    assert found == {JANUARY: [90, 0.25, 0.5], FEBRUARY: [15, 0, None], MARCH: [0, None, None]}


async def test_cadence_is_kept_by_windows_that_were_over_before_the_end(ana: Person) -> None:
    # The closed ones were over before their first window was.
    found = await figures(ana, "cadenceAdherence", period=QUARTER)
    assert found == {JANUARY: [None], FEBRUARY: [pytest.approx(30 / 45)], MARCH: [pytest.approx(15 / 45)]}


async def test_mentorships_last_and_are_sustained(ana: Person) -> None:
    lasting = ("survival30", "survival90", "survival180", "sustainedShare")
    assert (await figures(ana, *lasting))[JANUARY] == [0.75, 0.75, None, 0.25]


async def test_both_give_and_goals_are_met(ana: Person) -> None:
    # Half gave one thing each, half two and one; those who gave nothing have no balance.
    found = await figures(ana, "goalsMetRate", "contributionBalanceMedian")
    assert found[JANUARY] == [pytest.approx(1 / 3), pytest.approx((1 + 2 / 3) / 2)]


async def test_ten_mentors_each_have_one_two_and_three(ana: Person) -> None:
    # Σ |x − y| over all pairs is 800: 800 ÷ (2 · 30² · 2).
    assert (await figures(ana, "loadGini"))[JANUARY] == [pytest.approx(2 / 9)]


async def test_of_four_chats_three_lead_to_a_mentorship(ana: Person) -> None:
    found = await figures(ana, "chatToSustainedRate")
    assert found == {JANUARY: [0.75], FEBRUARY: [None]}
