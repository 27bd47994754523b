"""What the two of each of the crowd's mentorships work towards, write down and write to each other.

Of mentorship n are the goals 10n + 1 … 10n + 3, the first the mentee's, the others the mentor's, and the
messages 10n + 1 … 10n + 3. Of goal g are the evidence and the journal entries 10g + 1 and 10g + 2, one by
the mentee, one by the mentor.
"""

GOALS = """
INSERT INTO goal (id, mentorship_id, owner_id, title, why, focus, measure, unit, baseline, target, reached,
    due_on, status, visibility, created_at, activated_at, ended_at, version)
SELECT id_of('Goal', n * 10 + k), id_of('Mentorship', n),
    id_of('Educator', CASE k WHEN 1 THEN mentee ELSE mentor END), 'Goal ' || k || ' of ' || n, 'Why',
    'CAREER', 'Measure', 'Unit', 1, 2, 2, '2026-02-01', CASE k WHEN 3 THEN 'NOT_MET' ELSE 'MET' END, 'PUBLIC',
    '2026-01-07Z', '2026-01-08Z', '2026-02-01Z', 3
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 3) k;
INSERT INTO evidence (id, goal_id, author_id, kind, url, text, captured_on, no_pupil_data, created_at,
    attested_by_id, attested_at)
SELECT id_of('Evidence', (n * 10 + k) * 10 + j), id_of('Goal', n * 10 + k),
    id_of('Educator', CASE j WHEN 1 THEN mentee ELSE mentor END), 'ARTEFACT', 'https://example.org/', 'Text',
    '2026-01-20', true, '2026-01-21Z', id_of('Educator', CASE j WHEN 1 THEN mentor ELSE mentee END),
    '2026-01-22Z'
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 3) k, generate_series(1, 2) j;
INSERT INTO journal_entry (id, author_id, kind, body, mentorship_id, session_id, goal_id, post_id,
    visibility, created_at, edited_at, version)
SELECT id_of('JournalEntry', (n * 10 + k) * 10 + j),
    id_of('Educator', CASE j WHEN 1 THEN mentee ELSE mentor END),
    CASE k WHEN 3 THEN 'TAKEAWAY' ELSE 'REFLECTION' END, 'Entry', id_of('Mentorship', n),
    id_of('Session', n * 10 + 2), id_of('Goal', n * 10 + k), id_of('Post', n % 60 * 6 + 3), 'ROOM',
    '2026-01-23Z', '2026-01-24Z', 2
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 3) k, generate_series(1, 2) j;
INSERT INTO message (id, mentorship_id, author_id, seq, body, sent_at, edited_at)
SELECT id_of('Message', n * 10 + k), id_of('Mentorship', n),
    id_of('Educator', CASE k WHEN 2 THEN mentee ELSE mentor END), k, 'Message', '2026-01-20Z', '2026-01-21Z'
FROM ({pairs}) AS pair(n, mentor, mentee), generate_series(1, 3) k;
"""
