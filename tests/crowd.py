"""A crowd written by SQL in one go: every parent has the same number of children, everywhere.

Educator 1 is the viewer: follows 2–60, has walls to 61–120, mutes 121–180. Educators 1–60 write three
threads each; a thread has six posts: 1 and 2 on top, 3 and 4 below 1, 5 and 6 below 3. Topics 1–10 are
the widest, 11–60 (those of pedagogy) stand below them, each with two of 61–160 below itself.
Educators 1–60 mentor, each with two offers, and have two needs.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from app.due import DUE_LOCK, DUE_TASK
from kit.ids import encode_id
from kit.tokens import API_TOKEN_PREFIX, digest_of
from resolvers.context import Platform
from tests.api import Api
from tests.crowd_communities import COMMUNITIES
from tests.crowd_flags import FLAGS
from tests.crowd_goals import GOALS
from tests.crowd_roadmaps import ENROLLMENTS, ROADMAPS
from tests.crowd_sessions import SESSIONS

SECRET = API_TOKEN_PREFIX + "the-viewer-of-the-crowd"
KINDS = [
    "Account",
    "Educator",
    "Topic",
    "Follow",
    "Thread",
    "Post",
    "Block",
    "Mute",
    "Notification",
    "ApiToken",
    "DataExport",
    "CommunityAction",
    "CommunityInvitation",
    "MentorshipRequest",
    "Mentorship",
    "MentorProfile",
    "Need",
    "Endorsement",
    "Agreement",
    "Session",
    "SessionLog",
    "NextStep",
    "SessionFeedback",
    "Goal",
    "Evidence",
    "JournalEntry",
    "Message",
    "Community",
    "Membership",
    "Flag",
    "Roadmap",
    "RoadmapVersion",
    "RoadmapStep",
    "Enrollment",
    "Challenge",
    "ChallengeMark",
    "Pledge",
    "PledgePartner",
]
WRITERS = 60
THREADS = 3 * WRITERS
POSTS = 6 * THREADS

_IDS = """
CREATE OR REPLACE FUNCTION pg_temp.id_of(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('00000000-0000-7000-80' || lpad(array_position($1, kind)::text, 2, '0') || '-'
        || lpad(to_hex(n), 12, '0'))::uuid $$;
"""

# Emptying takes its locks table by table, as a run of what is due does in another order: one after the other.
_ROWS = """
SELECT pg_advisory_xact_lock({due_lock});
TRUNCATE account, topic, community, event, answer, rate_limit CASCADE;
INSERT INTO account (id, email, password_hash, roles, status, time_zone, locale, created_at)
SELECT id_of('Account', n), 'e' || n || '@example.org', '', '{MEMBER}', 'ACTIVE', 'UTC', 'en', '2026-01-01Z'
FROM generate_series(1, 180) n;
INSERT INTO educator (id, account_id, handle, display_name, headline, bio, role, career_stage, phases,
    organisation, region, languages, visibility, created_at, version, last_seq)
SELECT id_of('Educator', n), id_of('Account', n), 'educator_' || n, 'Educator ' || n, '', '',
    'CLASSROOM_TEACHER', 'MID_3_9', '{1}', '', '', '{en}', 'MEMBERS', '2026-01-01Z', 1, 0
FROM generate_series(1, 180) n;
INSERT INTO api_token (id, account_id, name, scopes, digest, created_at, expires_at)
SELECT id_of('ApiToken', n), id_of('Account', 1), 'Token ' || n, '{READ}',
    CASE n WHEN 1 THEN {digest} ELSE sha256(n::text::bytea) END, '2026-01-01Z', '2099-01-01Z'
FROM generate_series(1, 60) n;
INSERT INTO data_export (id, account_id, status, requested_at, ready_at, expires_at, content, size, sha256)
SELECT id_of('DataExport', n), id_of('Account', 1), 'READY', '2026-01-01Z', '2026-01-01Z', '2099-01-01Z',
    n::text::bytea, 1, 'sum'
FROM generate_series(1, 60) n;
INSERT INTO topic (id, slug, label, kind, parent_id)
SELECT id_of('Topic', n), 'topic-' || n, 'Topic ' || n,
    CASE WHEN n BETWEEN 11 AND 60 THEN 'PEDAGOGY' ELSE 'SUBJECT' END, CASE
    WHEN n > 60 THEN id_of('Topic', 11 + (n - 61) / 2) WHEN n > 10 THEN id_of('Topic', 1 + n % 10) END
FROM generate_series(1, 160) n;
INSERT INTO educator_topic (id, educator_id, topic_id, position)
SELECT gen_random_uuid(), id_of('Educator', n), id_of('Topic', 11 + (n * 3 + k) % 50), k
FROM generate_series(1, 180) n, generate_series(0, 2) k;
INSERT INTO follow (id, follower_id, educator_id, created_at)
SELECT id_of('Follow', n * 1000 + m), id_of('Educator', n), id_of('Educator', m), '2026-01-02Z'
FROM generate_series(1, 60) n, generate_series(1, 60) m
WHERE n <> m AND (n = 1 OR (m - n + 60) % 60 < 5);
INSERT INTO follow (id, follower_id, topic_id, created_at)
SELECT id_of('Follow', 100000 + n), id_of('Educator', 1), id_of('Topic', n), '2026-01-02Z'
FROM generate_series(11, 60) n;
INSERT INTO block (id, blocker_id, blocked_id, created_at)
SELECT id_of('Block', n), id_of('Educator', 1), id_of('Educator', n), '2026-01-02Z'
FROM generate_series(61, 120) n;
INSERT INTO mute (id, muter_id, muted_id, created_at)
SELECT id_of('Mute', n), id_of('Educator', 1), id_of('Educator', n), '2026-01-02Z'
FROM generate_series(121, 180) n;
INSERT INTO thread (id, author_id, title, about, visibility, status, created_at,
    post_count, version, last_seq)
SELECT id_of('Thread', n), id_of('Educator', 1 + (n - 1) / 3), 'Thread ' || n, '', 'MEMBERS', 'OPEN',
    '2026-01-03Z', 6, 1, 5
FROM generate_series(1, {threads}) n;
INSERT INTO post (id, thread_id, author_id, seq, parent_id, depth, kind, body, helpful, created_at, version)
SELECT id_of('Post', (t - 1) * 6 + s), id_of('Thread', t),
    id_of('Educator', CASE WHEN s < 3 THEN 1 + (t - 1) / 3 ELSE 1 + (t + s) % 60 END), s,
    CASE WHEN s > 4 THEN id_of('Post', (t - 1) * 6 + 3) WHEN s > 2 THEN id_of('Post', (t - 1) * 6 + 1) END,
    (s - 1) / 2, CASE WHEN s > 2 THEN 'REPLY' ELSE 'PROGRESS' END, 'Post ' || s || ' of ' || t, false,
    '2026-01-04Z', 3
FROM generate_series(1, {threads}) t, generate_series(1, 6) s;
INSERT INTO post_revision (id, post_id, number, body, written_at)
SELECT gen_random_uuid(), id_of('Post', n), k, 'Draft ' || k, '2026-01-04Z'
FROM generate_series(3, {posts}, 6) n, generate_series(1, 2) k;
INSERT INTO reaction (id, post_id, educator_id, kind, created_at)
SELECT gen_random_uuid(), id_of('Post', n), id_of('Educator', 1 + (n + k) % 60),
    CASE k WHEN 1 THEN 'CELEBRATE' ELSE 'SUPPORT' END, '2026-01-04Z'
FROM generate_series(1, {posts}) n, generate_series(1, 3) k;
INSERT INTO thread_subscription (id, thread_id, educator_id, level, last_read_seq)
SELECT gen_random_uuid(), id_of('Thread', n), id_of('Educator', 1), 'TRACKING', 2
FROM generate_series(1, {threads}) n;
INSERT INTO mentorship_request (id, kind, mentor_id, mentee_id, initiator_id, message, questions, functions,
    proposed_slots, status, created_at, expires_at, viewed_at, first_response_at, answered_at, version)
SELECT id_of('MentorshipRequest', n), 'MENTORSHIP', id_of('Educator', mentor), id_of('Educator', mentee),
    id_of('Educator', CASE n % 3 WHEN 0 THEN mentor ELSE mentee END),
    repeat('Would you guide me? ', 3), '{Why?}', '{ROLE_MODEL}', '{2026-01-06Z}',
    'ACCEPTED', '2026-01-04Z', '2026-01-18Z', '2026-01-05Z', '2026-01-05Z', '2026-01-05Z', 2
FROM ({pairs}) AS pair(n, mentor, mentee);
INSERT INTO request_topic (id, request_id, topic_id)
SELECT gen_random_uuid(), id_of('MentorshipRequest', n), id_of('Topic', 11 + (n + k) % 50)
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 2) k;
INSERT INTO request_referral (id, request_id, educator_id)
SELECT gen_random_uuid(), id_of('MentorshipRequest', n), id_of('Educator', 1 + (n + k) % 60)
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 2) k;
INSERT INTO mentorship (id, request_id, kind, mentor_id, mentee_id, status, awaiting, awaiting_since,
    opened_at, activated_at, closing_at, closed_at, close_reason, last_activity_at, shown_by_mentor,
    shown_by_mentee, message_count, version, last_seq)
SELECT id_of('Mentorship', n), id_of('MentorshipRequest', n), 'SUSTAINED', id_of('Educator', mentor),
    id_of('Educator', mentee), 'CLOSED', 'MENTOR', '2026-01-20Z', '2026-01-05Z', '2026-01-06Z',
    '2026-02-20Z', '2026-02-24Z', 'GOALS_MET', '2026-02-24Z', true, true, 0, 4, 0
FROM ({pairs}) AS pair(n, mentor, mentee);
INSERT INTO closure_reflection (id, mentorship_id, educator_id, body, submitted_at)
SELECT gen_random_uuid(), id_of('Mentorship', n), id_of('Educator', party), 'Well', '2026-02-22Z'
FROM ({pairs}) AS pair(n, mentor, mentee), unnest(ARRAY[mentor, mentee]) AS party;
INSERT INTO agreement (id, mentorship_id, number, proposer_id, status, cadence_days, session_minutes,
    start_on, end_on, purpose, mentor_learning_goal, confidentiality, reply_within_days, off_limits,
    non_evaluative, safeguard, content_hash, created_at, in_force_at, ended_at, version)
SELECT id_of('Agreement', k * 1000 + n), id_of('Mentorship', n), k, id_of('Educator', mentor),
    (ARRAY['SUPERSEDED', 'IN_FORCE', 'PROPOSED'])[k], 14, 60, '2026-01-05', '2026-03-30', 'To learn from it',
    'To learn as well', 'ROOM_ONLY', 3, 'Nothing', true, 'Nobody judges', repeat('0', 64), '2026-01-05Z',
    CASE WHEN k < 3 THEN timestamptz '2026-01-06Z' END, CASE k WHEN 1 THEN timestamptz '2026-01-07Z' END, 1
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 3) k;
INSERT INTO agreement_signature (id, agreement_id, educator_id, content_hash, signed_at)
SELECT gen_random_uuid(), id_of('Agreement', k * 1000 + n), id_of('Educator', party), repeat('0', 64),
    '2026-01-06Z'
FROM ({pairs}) AS pair(n, mentor, mentee), unnest(ARRAY[mentor, mentee]) AS party, generate_series(1, 3) k;
INSERT INTO endorsement (id, mentorship_id, author_id, receiver_id, body, status, created_at, answered_at,
    version)
SELECT id_of('Endorsement', n), id_of('Mentorship', n), id_of('Educator', mentor), id_of('Educator', mentee),
    'Kind', 'ACCEPTED', '2026-02-25Z', '2026-02-26Z', 2
FROM ({pairs}) AS pair(n, mentor, mentee);
{sessions}
{goals}
{communities}
{flags}
{roadmaps}
INSERT INTO notification (id, educator_id, kind, actor_id, thread_id, post_id, count, created_at,
    updated_at)
SELECT id_of('Notification', n), id_of('Educator', 1), 'MENTION', id_of('Educator', 1 + n % 59 + 1),
    id_of('Thread', n), id_of('Post', n * 6), 1, '2026-01-05Z',
    timestamptz '2026-01-05Z' + n / 4 * interval '1s'
FROM generate_series(1, 120) n;
INSERT INTO mentor_profile (id, educator_id, status, capacity, intro_chats_per_week, statement, created_at,
    version)
SELECT id_of('MentorProfile', n), id_of('Educator', n), 'OPEN', 2, 2, '', '2026-01-01Z', 1
FROM generate_series(1, 60) n;
INSERT INTO availability_rule (id, educator_id, weekday, start_minute, end_minute)
SELECT gen_random_uuid(), id_of('Educator', n), day, 540, 600
FROM generate_series(1, 60) n, generate_series(0, 6) day;
INSERT INTO mentor_offer (id, educator_id, topic_id, function)
SELECT gen_random_uuid(), id_of('Educator', n), id_of('Topic', 11 + (n + k) % 50),
    CASE k WHEN 0 THEN 'ROLE_MODEL' ELSE 'SPONSORSHIP' END
FROM generate_series(1, 60) n, generate_series(0, 1) k;
INSERT INTO need (id, educator_id, topic_id, function, note, visibility, opened_at)
SELECT id_of('Need', n), id_of('Educator', 1 + (n - 1) % 60), id_of('Topic', 11 + n % 50), 'SAFE_SPACE', '',
    'PUBLIC', '2026-01-01Z'
FROM generate_series(1, 120) n;
INSERT INTO need (id, educator_id, topic_id, function, note, visibility, opened_at)
SELECT id_of('Need', 120 + n), id_of('Educator', 1), id_of('Topic', 100 + n), 'SAFE_SPACE', '',
    'PRIVATE', '2026-01-01Z'
FROM generate_series(1, 50) n;
INSERT INTO event (stream_id, seq, kind, subject_id, actor_id, at)
SELECT id_of('Thread', t), s,
    (ARRAY['POST_ADDED', 'POST_EDITED', 'POST_DELETED', 'REACTIONS_CHANGED', 'THREAD_CHANGED'])[s],
    CASE s WHEN 5 THEN id_of('Thread', t) ELSE id_of('Post', (t - 1) * 6 + s) END, NULL, now()
FROM generate_series(1, {threads}) t, generate_series(1, 5) s;
ANALYZE;
"""

# Number, mentor and mentee of every mentorship.
PAIRS = """SELECT n, n, 1 FROM generate_series(2, 60) n
    UNION ALL SELECT 100 + n, n, 2 + (n - 1) % 59 FROM generate_series(2, 60) n
    UNION ALL SELECT 200 + n, n, 2 + n % 59 FROM generate_series(2, 60) n"""


def row_id(kind: str, number: int) -> UUID:
    """The id of a row of the crowd."""
    return UUID(f"00000000-0000-7000-80{KINDS.index(kind) + 1:02}-{number:012x}")


def global_id(kind: str, number: int) -> str:
    """The global id of a row of the crowd."""
    return encode_id(kind, row_id(kind, number))


async def _fill(connection: asyncpg.Connection) -> None:
    kinds = "ARRAY[" + ", ".join(f"'{kind}'" for kind in KINDS) + "]"
    await connection.execute(_IDS.replace("$1", kinds))
    digest = f"'\\x{digest_of(SECRET).hex()}'::bytea"
    rows = _ROWS.replace("{digest}", digest).replace("{threads}", str(THREADS)).replace("{posts}", str(POSTS))
    rows = (
        rows.replace("{due_lock}", str(DUE_LOCK))
        .replace("{sessions}", SESSIONS)
        .replace("{goals}", GOALS)
        .replace("{pairs}", PAIRS)
    )
    rows = rows.replace("{communities}", COMMUNITIES).replace("{flags}", FLAGS)
    rows = rows.replace("{roadmaps}", ROADMAPS + ENROLLMENTS)
    await connection.execute(rows.replace("id_of(", "pg_temp.id_of("))


@dataclass(frozen=True)
class Crowd:
    """The viewer's client, and an ear at the database."""

    api: Api
    platform: Platform

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The statements that are sent meanwhile."""
        heard: list[str] = []

        def hear(statement: str) -> None:
            # What time brings about is nobody's question.
            task = asyncio.current_task()
            if task is None or task.get_name() != DUE_TASK:
                heard.append(statement)

        self.platform.database.on_statement = hear
        try:
            yield heard
        finally:
            self.platform.database.on_statement = None


@asynccontextmanager
async def gathered_crowd(
    connection: asyncpg.Connection, platform: Platform, address: str
) -> AsyncIterator[Crowd]:
    """The crowd, and nothing else, in the database."""
    await _fill(connection)
    async with Api(address, SECRET) as api:
        yield Crowd(api, platform)
