"""The sessions of the crowd: in each room two that were held, one that is disputed, one still to come.

Sessions 10n + 1 … 10n + 4 are of mentorship n; the first two have a log, two next steps of which the
first is done, and revealed feedback by both.
"""

SESSIONS = """
INSERT INTO session (id, mentorship_id, proposer_id, starts_at, ends_at, minutes, agenda, status, created_at,
    changed_at, confirmed_at, held_by_mentor_at, held_by_mentee_at, reported_by_id, dispute_note, ended_at,
    feedback_revealed_at, version)
SELECT id_of('Session', n * 10 + k), id_of('Mentorship', n), mentor, at, at + interval '45 min', 45, 'Agenda',
    (ARRAY['DISPUTED', 'HELD', 'CONFIRMED', 'HELD'])[k], '2026-01-04Z', '2026-01-30Z', '2026-01-05Z', past,
    past, CASE k WHEN 1 THEN mentee END, CASE k WHEN 1 THEN 'It did not.' END, past, past, 4
FROM generate_series(1, 4) k, LATERAL (
    SELECT n, id_of('Educator', mentor) AS mentor, id_of('Educator', mentee) AS mentee,
        CASE WHEN k <> 3 THEN '2026-01-30Z'::timestamptz END AS past, n * interval '1 hour' +
        (ARRAY['2026-01-10Z', '2026-01-20Z', '2030-01-01Z', '2026-01-25Z']::timestamptz[])[k] AS at
    FROM ({pairs}) AS pair(n, mentor, mentee)) AS room;
INSERT INTO session_log (id, session_id, whats_working, focus_and_challenges, next_focus, next_meeting_on,
    updated_at, version)
SELECT id_of('SessionLog', n * 10 + k), id_of('Session', n * 10 + k), 'Bells', 'Transitions', 'Silence',
    '2026-02-01', '2026-01-30Z', 2
FROM generate_series(1, 2) k, ({pairs}) AS pair(n, mentor, mentee);
INSERT INTO next_step (id, session_id, assignee_id, text, due_on, created_at, done_at)
SELECT id_of('NextStep', n * 100 + k * 10 + j), id_of('Session', n * 10 + k), id_of('Educator', mentee),
    'Try a bell', '2026-02-01', '2026-01-29Z', CASE j WHEN 1 THEN '2026-01-30Z'::timestamptz END
FROM generate_series(1, 2) k, generate_series(1, 2) j, ({pairs}) AS pair(n, mentor, mentee);
INSERT INTO session_feedback (id, session_id, educator_id, useful, goal_progress, learned, takeaway,
    submitted_at)
SELECT id_of('SessionFeedback', n * 100 + k * 10 + j), id_of('Session', n * 10 + k),
    id_of('Educator', CASE j WHEN 1 THEN mentor ELSE mentee END), 4, 3, true, 'Bells work', '2026-01-29Z'
FROM generate_series(1, 2) k, generate_series(1, 2) j, ({pairs}) AS pair(n, mentor, mentee);
"""
