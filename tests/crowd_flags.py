"""The crowd's flags: sixty threads that the viewer reported."""

FLAGS = """
INSERT INTO flag (id, reporter_id, target, target_id, subject_id, reason, note, snapshot, status, created_at,
    version)
SELECT id_of('Flag', n), id_of('Educator', 1), 'THREAD', id_of('Thread', 3 * n), id_of('Educator', n), 'SPAM',
    'Again', '{"title": "Thread"}', 'OPEN', '2026-01-05Z', 1
FROM generate_series(2, 60) n;
INSERT INTO audit_entry (id, actor_id, kind, subject_id, at)
SELECT gen_random_uuid(), id_of('Educator', 2 + n % 50), 'EMAIL', id_of('Educator', n), '2026-01-05Z'
FROM generate_series(1, 60) n;
"""
