"""Mentors and requests, made through the API as anybody makes them."""

from typing import Any

import asyncpg

from tests.behind import row_id
from tests.network import Person

MESSAGE = "I would like to learn from how you begin your lessons."
REQUEST = "... on MentorshipRequest { id status kind mentorship { id kind status } }"
_WERE_ASKED = """
    INSERT INTO mentorship_request (id, kind, mentor_id, mentee_id, initiator_id, message, questions,
        functions, proposed_slots, status, created_at, expires_at, first_response_at, answered_at,
        decline_reason, expired_at, version)
    SELECT gen_random_uuid(), 'MENTORSHIP', $1::uuid, $2::uuid, CASE WHEN offered THEN $1 ELSE $2 END,
        repeat('m', 50), '{}', '{}', '{}', status, at, at + interval '14 days', answered,
        CASE status WHEN 'DECLINED' THEN answered END, CASE status WHEN 'DECLINED' THEN 'NO_TIME' END,
        CASE status WHEN 'EXPIRED' THEN at END, 1
    FROM (SELECT status, offered, at, at + hours * interval '1 hour' AS answered
          FROM unnest($4::int[], $5::float[], $6::text[], $7::boolean[]) AS r(days, hours, status, offered),
              LATERAL (SELECT $3::timestamptz - days * interval '1 day') AS asked(at)) AS requests"""
_ARE_IN = """
    WITH asked AS (
        INSERT INTO mentorship_request (id, kind, mentor_id, mentee_id, initiator_id, message, questions,
            functions, proposed_slots, status, created_at, expires_at, answered_at, version)
        VALUES (gen_random_uuid(), 'MENTORSHIP', $1::uuid, $2::uuid, $2, repeat('m', 50), '{}', '{}',
            '{}', 'ACCEPTED', $3::timestamptz, $3, $3, 1) RETURNING id)
    INSERT INTO mentorship (id, request_id, kind, mentor_id, mentee_id, status, awaiting, opened_at,
        last_activity_at, shown_by_mentor, shown_by_mentee, message_count, version, last_seq, paused_until,
        closed_at, close_reason)
    SELECT gen_random_uuid(), id, $4, $1, $2, $5::text, 'NONE', $3, $3, false, false, 0, 1, 0,
        CASE $5 WHEN 'PAUSED' THEN $3 + interval '1 day' END, CASE $5 WHEN 'CLOSED' THEN $3 END,
        CASE WHEN $5 LIKE 'CLOS%' THEN 'NO_FAULT' END
    FROM asked"""


async def add_topics(connection: asyncpg.Connection, *slugs: str) -> None:
    """Topics with these slugs."""
    sql = """INSERT INTO topic (id, slug, label, kind)
        SELECT gen_random_uuid(), slug, initcap(slug), 'PEDAGOGY' FROM unnest($1::text[]) AS slug"""
    await connection.execute(sql, list(slugs))


async def mentors(person: Person, *offers: tuple[str, str], **profile: Any) -> Any:
    """Somebody's mentor profile, with offers of (topic, function)."""
    shape = "... on MentorProfile { id status version capacity }"
    given = [{"topic": topic, "function": function} for topic, function in offers]
    made = await person.api.perform("updateMentorProfile", shape, offers=given, **profile)
    assert made["__typename"] == "MentorProfile", made
    return made


async def were_asked(
    connection: asyncpg.Connection, mentee: Person, mentor: Person, now: Any, *rows: Any
) -> None:
    """Earlier requests, as (days ago, hours until answered, status, whether the mentor offered)."""
    pair = (row_id(mentor.id), row_id(mentee.id))
    await connection.execute(_WERE_ASKED, *pair, now, *zip(*rows, strict=True))


async def are_in(
    connection: asyncpg.Connection, mentor: Person, mentee: Person, now: Any, state: tuple[str, str]
) -> None:
    """A mentorship between two, of this kind and status."""
    await connection.execute(_ARE_IN, row_id(mentor.id), row_id(mentee.id), now, *state)


async def asks(person: Person, other: Person, kind: str = "requestMentorship", **more: Any) -> Any:
    """What asking somebody to be one's mentor answers."""
    about: dict[str, Any] = {"topics": [], "functions": []} if kind == "requestMentorship" else {}
    whom = {} if "menteeId" in more else {"mentorId": other.id}
    return await person.api.perform(kind, REQUEST, **{"message": MESSAGE, **about, **whom, **more})


async def responds(person: Person, request: Any, response: str, **more: Any) -> Any:
    """What answering a request answers."""
    given = {"requestId": request["id"], "response": response, **more}
    return await person.api.perform("respondToRequest", REQUEST, **given)
