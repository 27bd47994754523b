"""What no constraint says of mentorships: each statement finds the rows that break a rule."""

from datetime import UTC, datetime

TODAY = datetime(2026, 3, 14, tzinfo=UTC)

# Who did something when: every deed of an educator in mentoring.
DEEDS = """
SELECT educator_id, created_at AS at FROM mentor_profile UNION ALL SELECT educator_id, opened_at FROM need
UNION ALL SELECT initiator_id, created_at FROM mentorship_request
UNION ALL SELECT mentor_id, opened_at FROM mentorship UNION ALL SELECT mentee_id, opened_at FROM mentorship
UNION ALL SELECT proposer_id, created_at FROM agreement
UNION ALL SELECT educator_id, signed_at FROM agreement_signature
UNION ALL SELECT owner_id, created_at FROM goal UNION ALL SELECT author_id, created_at FROM evidence
UNION ALL SELECT proposer_id, created_at FROM session
UNION ALL SELECT educator_id, submitted_at FROM session_feedback
UNION ALL SELECT author_id, created_at FROM journal_entry UNION ALL SELECT author_id, sent_at FROM message
UNION ALL SELECT educator_id, submitted_at FROM closure_reflection
UNION ALL SELECT author_id, created_at FROM endorsement
"""

ROOM_RULES = {
    "nobody acts in mentoring before joining or in the future": f"""
        SELECT at FROM ({DEEDS}) deed JOIN educator ON educator.id = educator_id
        WHERE at < created_at OR at >= '{TODAY}'""",
    "messages are numbered from 1 without a gap, in the order of time, and counted": """
        SELECT m.id FROM mentorship m LEFT JOIN message ON mentorship_id = m.id GROUP BY m.id
        HAVING count(message.id) <> message_count OR coalesce(max(seq), 0) <> message_count OR min(seq) <> 1
        UNION ALL SELECT message.id FROM message JOIN message earlier USING (mentorship_id)
        WHERE earlier.seq = message.seq - 1 AND earlier.sent_at > message.sent_at""",
    "who is awaited is who did not write last, since the first message in a row": """
        SELECT m.id FROM mentorship m LEFT JOIN LATERAL (
            SELECT author_id FROM message WHERE mentorship_id = m.id ORDER BY seq DESC LIMIT 1) last ON true
        LEFT JOIN LATERAL (
            SELECT min(sent_at) AS at FROM message WHERE mentorship_id = m.id AND seq > coalesce((
                SELECT max(seq) FROM message other
                WHERE other.mentorship_id = m.id AND other.author_id <> last.author_id), 0)) run ON true
        WHERE awaiting <> CASE WHEN status = 'CLOSED' OR author_id IS NULL THEN 'NONE'
            WHEN author_id = mentor_id THEN 'MENTEE' ELSE 'MENTOR' END
            OR (awaiting <> 'NONE' AND awaiting_since <> run.at)""",
    "no mentor is over their capacity": """
        SELECT mentor_id FROM mentorship LEFT JOIN mentor_profile ON educator_id = mentor_id
        WHERE kind = 'SUSTAINED' AND mentorship.status IN ('FORMING', 'ACTIVE', 'PAUSED')
        GROUP BY mentor_id, capacity HAVING count(*) > coalesce(capacity, 0)""",
    "a mentorship comes from an accepted request of the same two": """
        SELECT m.id FROM mentorship m JOIN mentorship_request r ON r.id = request_id
        WHERE r.status <> 'ACCEPTED' OR answered_at <> opened_at
            OR (r.mentor_id, r.mentee_id) <> (m.mentor_id, m.mentee_id)""",
    "an accepted request opened a mentorship": """
        SELECT id FROM mentorship_request r WHERE status = 'ACCEPTED'
            AND NOT EXISTS (SELECT FROM mentorship WHERE request_id = r.id)""",
    "requests are answered by their fourteenth day": """
        SELECT id FROM mentorship_request WHERE coalesce(answered_at, withdrawn_at) > expires_at
            OR first_response_at < created_at OR viewed_at > coalesce(answered_at, viewed_at)""",
    "what is to come is planned, and what is over is not": f"""
        SELECT id FROM session WHERE (status = 'HELD' AND ends_at >= '{TODAY}')
            OR ended_at >= '{TODAY}' OR (status = 'PROPOSED' AND starts_at < '{TODAY}')
            OR confirmed_at > starts_at OR created_at > starts_at""",
    "sessions lie in their mentorship's time": """
        SELECT session.id FROM session JOIN mentorship m ON m.id = mentorship_id
        WHERE session.created_at < opened_at OR (session.status = 'HELD' AND starts_at > closed_at)
            OR (session.status IN ('PROPOSED', 'CONFIRMED') AND m.status <> 'ACTIVE')""",
    "planned sessions take the time of both": """
        SELECT session.id FROM session LEFT JOIN busy_time ON session_id = session.id GROUP BY session.id
        HAVING count(busy_time.id) <> CASE WHEN status IN ('PROPOSED', 'CONFIRMED') THEN 2 ELSE 0 END""",
    "nobody met two at once": """
        SELECT one.id FROM session one JOIN mentorship m ON m.id = one.mentorship_id
        JOIN mentorship n ON n.mentor_id IN (m.mentor_id, m.mentee_id)
            OR n.mentee_id IN (m.mentor_id, m.mentee_id)
        JOIN session other ON other.mentorship_id = n.id AND other.id <> one.id
        WHERE one.status = 'HELD' AND other.status = 'HELD'
            AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at""",
    "feedback, logs and next steps are of held sessions": """
        SELECT session.id FROM session JOIN session_feedback f ON f.session_id = session.id
        WHERE session.status <> 'HELD' OR submitted_at < ends_at
        UNION ALL SELECT session.id FROM session JOIN session_log l ON l.session_id = session.id
        WHERE session.status <> 'HELD' OR updated_at < ends_at OR updated_at > ends_at + interval '7 days'
        UNION ALL SELECT session.id FROM session JOIN next_step s ON s.session_id = session.id
        WHERE session.status <> 'HELD'""",
    "feedback is revealed when both have spoken, or after a week": f"""
        SELECT session.id FROM session LEFT JOIN session_feedback ON session_id = session.id
        GROUP BY session.id HAVING feedback_revealed_at IS DISTINCT FROM CASE
            WHEN count(session_feedback.id) = 2 THEN max(submitted_at)
            WHEN count(session_feedback.id) = 1 AND ends_at + interval '7 days' < '{TODAY}'
                THEN ends_at + interval '7 days' END""",
    "what happens in a room is done by one of the two": """
        SELECT m.id FROM mentorship m JOIN (
            SELECT mentorship_id, author_id AS who FROM message
            UNION ALL SELECT mentorship_id, proposer_id FROM session
            UNION ALL SELECT mentorship_id, proposer_id FROM agreement
            UNION ALL SELECT mentorship_id, owner_id FROM goal
            UNION ALL SELECT mentorship_id, author_id FROM journal_entry
            UNION ALL SELECT mentorship_id, educator_id FROM closure_reflection
            UNION ALL SELECT mentorship_id, author_id FROM endorsement
            UNION ALL SELECT mentorship_id, receiver_id FROM endorsement) deed ON mentorship_id = m.id
        WHERE who NOT IN (mentor_id, mentee_id)""",
    "an agreement in force was signed by both, a proposed one by one, each under its hash": """
        SELECT a.id FROM agreement a LEFT JOIN agreement_signature s ON s.agreement_id = a.id GROUP BY a.id
        HAVING count(s.id) <> CASE WHEN in_force_at IS NULL THEN 1 ELSE 2 END
            OR bool_or(s.content_hash <> a.content_hash)""",
    "a sustained mentorship is active under an agreement whose term is not over": f"""
        SELECT m.id FROM mentorship m WHERE kind = 'SUSTAINED' AND status IN ('ACTIVE', 'PAUSED')
            AND NOT EXISTS (SELECT FROM agreement WHERE mentorship_id = m.id AND status = 'IN_FORCE'
                AND end_on > '{TODAY:%Y-%m-%d}')""",
    "a goal that was met has evidence, and a reflection since it became active": """
        SELECT id FROM goal WHERE status = 'MET' AND NOT (
            EXISTS (SELECT FROM evidence WHERE goal_id = goal.id AND created_at <= ended_at)
            AND EXISTS (SELECT FROM journal_entry WHERE goal_id = goal.id AND kind = 'REFLECTION'
                AND author_id = owner_id AND created_at BETWEEN activated_at AND ended_at))""",
    "nothing is endorsed but a mentorship that ends and met": """
        SELECT e.id FROM endorsement e JOIN mentorship m ON m.id = mentorship_id
        WHERE m.status NOT IN ('CLOSING', 'CLOSED') OR created_at < coalesce(closing_at, closed_at)
            OR NOT EXISTS (SELECT FROM session WHERE mentorship_id = m.id AND status = 'HELD')""",
    "time alone has nothing to do": f"""
        SELECT id FROM mentorship WHERE (status = 'FORMING' AND coalesce(upgraded_at, opened_at)
                < '{TODAY}'::timestamptz - interval '21 days')
            OR (status = 'CLOSING' AND closing_at < '{TODAY}'::timestamptz - interval '14 days')
            OR (status = 'ACTIVE' AND last_activity_at < '{TODAY}'::timestamptz - interval '60 days')
            OR paused_until < '{TODAY}' OR paused_until > paused_at + interval '120 days'
        UNION ALL SELECT id FROM mentorship_request
        WHERE status IN ('PENDING', 'INFO_REQUESTED') AND expires_at < '{TODAY}'""",
    "a room's stream counts no events": "SELECT id FROM mentorship WHERE last_seq <> 0",
}
