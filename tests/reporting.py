"""A network to report on, written by SQL: thirty mentors, eighty mentees, January and February 2026.

Mentees 1–4 are before their service, 5–20 early, 21–50 in the middle, 51–80 experienced. Mentee n asks mentor
1 + n % 30 on the 3rd, 10th and 17th of January, and in February those from 41 on once more, on the 5th. Every
request of January is accepted a day later but those of mentees divisible by 4, which are declined; those of
February are unanswered. Each accepted one of the 3rd opens a mentorship that begins on the 10th.
"""

from typing import Any

import asyncpg

from tests.network import Person

_WORLD = """
INSERT INTO account (id, email, password_hash, roles, status, time_zone, locale, created_at)
SELECT gen_random_uuid(), kind || n || '@example.org', '', '{MEMBER}', 'ACTIVE', 'UTC', 'en', '2025-11-20Z'
FROM (SELECT 'mentor' AS kind, generate_series(1, 30) AS n
      UNION ALL SELECT 'mentee', generate_series(1, 80)) AS people;
INSERT INTO educator (id, account_id, handle, display_name, headline, bio, role, career_stage, phases,
    organisation, country, region, languages, visibility, created_at, version, last_seq)
SELECT gen_random_uuid(), id, split_part(email, '@', 1), 'Somebody', '', '', 'CLASSROOM_TEACHER',
    CASE WHEN email LIKE 'mentor%' OR n > 50 THEN 'EXPERIENCED_10_19' WHEN n > 20 THEN 'MID_3_9'
        WHEN n > 4 THEN 'EARLY_0_2' ELSE 'PRE_SERVICE' END,
    '{1}', '', CASE WHEN n % 2 = 0 THEN 'PT' ELSE 'CL' END, '', '{en}', 'MEMBERS', created_at, 1, 0
FROM (SELECT *, substring(email FROM '[0-9]+')::int AS n FROM account WHERE email ~ '^ment.*[0-9]@') AS a;
INSERT INTO mentorship_request (id, kind, mentor_id, mentee_id, initiator_id, message, questions, functions,
    proposed_slots, status, created_at, expires_at,
    first_response_at, answered_at, decline_reason, expired_at,
    version)
SELECT gen_random_uuid(), 'MENTORSHIP', mentor.id, mentee.id, mentee.id, repeat('m', 50), '{}',
    '{ROLE_MODEL}', '{}', CASE WHEN at >= '2026-02-01Z' THEN 'EXPIRED' WHEN n % 4 = 0 THEN 'DECLINED'
        ELSE 'ACCEPTED' END, at, at + interval '14 days',
    answered, answered, CASE WHEN n % 4 = 0 AND at < '2026-02-01Z' THEN 'NO_TIME' END,
    CASE WHEN at >= '2026-02-01Z' THEN at + interval '14 days' END, 1
FROM generate_series(1, 80) AS n
JOIN educator mentee ON mentee.handle = 'mentee' || n
JOIN educator mentor ON mentor.handle = 'mentor' || 1 + n % 30
JOIN unnest('{2026-01-03 09:00Z,2026-01-10 09:00Z,2026-01-17 09:00Z,2026-02-05 09:00Z}'::timestamptz[])
    AS asked(at) ON at < '2026-02-01Z' OR n > 40,
LATERAL (SELECT CASE WHEN at < '2026-02-01Z' THEN at + interval '1 day' END) AS reply(answered);
INSERT INTO mentorship (id, request_id, kind, mentor_id, mentee_id, status, awaiting, opened_at, activated_at,
    last_activity_at, shown_by_mentor, shown_by_mentee, message_count, version, last_seq)
SELECT gen_random_uuid(), id, 'SUSTAINED', mentor_id, mentee_id, 'ACTIVE', 'NONE', answered_at,
    '2026-01-10Z', '2026-01-10Z', false, false, 0, 1, 0
FROM mentorship_request WHERE status = 'ACCEPTED' AND created_at = '2026-01-03 09:00Z';
"""
REPORT = """query ($input: ReportInput!) { report(input: $input) {
    asOf timeZone columns { name kind unit } rows { dimensions values suppressed } } }"""
PERIOD = {"from": "2026-01-01", "to": "2026-02-28"}


async def write_world(connection: asyncpg.Connection) -> None:
    """All of it."""
    await connection.execute(_WORLD)


async def becomes(connection: asyncpg.Connection, person: Person, role: str = "ANALYST") -> None:
    """Give somebody's account a role."""
    await connection.execute("UPDATE account SET roles = $2 WHERE email = $1", person.email, ["MEMBER", role])


async def reported(person: Any, *metrics: str, **more: Any) -> Any:
    """The report that somebody gets."""
    given = {"metrics": list(metrics), "grain": "MONTH", "period": PERIOD, **more}
    return (await person.api.data(REPORT, input=given))["report"]


async def figures(person: Any, *metrics: str, **more: Any) -> dict[tuple[str, ...], list[float | None]]:
    """Its figures, by the window and the values of dimensions."""
    found = await reported(person, *metrics, **more)
    return {tuple(row["dimensions"]): row["values"] for row in found["rows"]}
