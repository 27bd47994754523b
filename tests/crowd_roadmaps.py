"""The crowd's roadmaps: sixty of the viewer's, each with two editions of two steps, in the communities.

The second step of an edition waits for the first; each step has two resources.
"""

ROADMAPS = """
INSERT INTO roadmap (id, slug, title, summary, curator_id, community_id, status, latest_number, created_at,
    published_at, retired_at, version)
SELECT id_of('Roadmap', n), 'roadmap-' || n, 'Roadmap ' || n, 'From here to somewhere else',
    id_of('Educator', 2 + n % 58), id_of('Community', 1 + (n - 1) / 2), 'RETIRED', 2, '2026-01-02Z',
    '2026-01-03Z', '2026-01-05Z', 3
FROM generate_series(1, 120) n;
UPDATE roadmap SET status = 'PUBLISHED', retired_at = NULL;
INSERT INTO roadmap_topic (id, roadmap_id, topic_id, position)
SELECT gen_random_uuid(), id_of('Roadmap', n), id_of('Topic', 11 + (n + k) % 50), k
FROM generate_series(1, 120) n, generate_series(0, 1) k;
INSERT INTO roadmap_version (id, roadmap_id, number, created_at, published_at)
SELECT id_of('RoadmapVersion', n * 10 + k), id_of('Roadmap', n), k, '2026-01-02Z', '2026-01-03Z'
FROM generate_series(1, 120) n, generate_series(1, 2) k;
INSERT INTO roadmap_step (id, version_id, key, position, title, kind, optional, weight, est_minutes,
    expected_outcome)
SELECT id_of('RoadmapStep', n * 100 + k * 10 + p), id_of('RoadmapVersion', n * 10 + k), 'step-' || p, p,
    'Step ' || p, 'SKILL', false, 2, 30, 'You can do what it says.'
FROM generate_series(1, 120) n, generate_series(1, 2) k, generate_series(1, 2) p;
INSERT INTO step_prerequisite (id, step_id, prerequisite_id)
SELECT gen_random_uuid(), id_of('RoadmapStep', n * 100 + k * 10 + 2),
    id_of('RoadmapStep', n * 100 + k * 10 + 1)
FROM generate_series(1, 120) n, generate_series(1, 2) k;
INSERT INTO step_resource (id, step_id, position, title, url, kind, cost)
SELECT gen_random_uuid(), id_of('RoadmapStep', n * 100 + k * 10 + p), r, 'Resource ' || r,
    'https://example.org/' || r, 'ARTICLE', 'FREE'
FROM generate_series(1, 120) n, generate_series(1, 2) k, generate_series(1, 2) p, generate_series(1, 2) r;
"""

ENROLLMENTS = """
INSERT INTO enrollment (id, roadmap_id, roadmap_version_id, educator_id, status, visibility, started_on,
    target_on, created_at, completed_at, version)
SELECT id_of('Enrollment', n * 200 + e), id_of('Roadmap', n), id_of('RoadmapVersion', n * 10 + 2),
    id_of('Educator', e), 'ACTIVE', 'MEMBERS', '2026-01-02', '2026-06-02', '2026-01-02Z', NULL, 2
FROM generate_series(1, 120) n, generate_series(1, 180) e
WHERE e <= 60 AND (n = 3 OR (e + n) % 30 = 0 OR e = 1 + (n - 1) / 2) OR e > 60 AND n = 1 + e % 120;
INSERT INTO step_progress (id, enrollment_id, step_id, status, note, done_at, attested_by_id, attested_at,
    updated_at)
SELECT gen_random_uuid(), x.id, s.id, CASE s.position WHEN 1 THEN 'DONE' ELSE 'IN_PROGRESS' END, 'Mine',
    CASE s.position WHEN 1 THEN timestamptz '2026-01-04Z' END,
    CASE s.position WHEN 1 THEN id_of('Educator', 60) END,
    CASE s.position WHEN 1 THEN timestamptz '2026-01-05Z' END, '2026-01-05Z'
FROM enrollment x JOIN roadmap_step s ON s.version_id = x.roadmap_version_id;
INSERT INTO evidence (id, enrollment_id, step_id, author_id, kind, text, captured_on, no_pupil_data,
    created_at)
SELECT gen_random_uuid(), x.id, s.id, x.educator_id, 'OBSERVATION', 'Calm', '2026-01-04', true, '2026-01-05Z'
FROM enrollment x JOIN roadmap_step s ON s.version_id = x.roadmap_version_id;
INSERT INTO enrollment_share (id, enrollment_id, mentorship_id, created_at)
SELECT gen_random_uuid(), x.id, m.id, '2026-01-06Z' FROM enrollment x
    JOIN mentorship m ON m.mentor_id = x.educator_id OR m.mentee_id = x.educator_id;
UPDATE thread SET community_id = c.id, enrollment_id = w.id, goal_id = g.id
FROM generate_series(1, 180) n, community c, enrollment w, LATERAL (
    SELECT goal.id FROM goal WHERE goal.visibility = 'PUBLIC' ORDER BY goal.id OFFSET n % 40 LIMIT 1) g
WHERE thread.id = id_of('Thread', n) AND c.id = id_of('Community', 1 + (n - 1) / 3)
    AND w.id = id_of('Enrollment', 600 + 1 + n % 60);
UPDATE journal_entry SET enrollment_id = w.id, step_id = s.id
FROM enrollment w JOIN roadmap_step s ON s.version_id = w.roadmap_version_id AND s.position = 1
WHERE w.educator_id = journal_entry.author_id AND w.roadmap_id = id_of('Roadmap', 3);
INSERT INTO pledge (id, thread_id, educator_id, every_days, rest_weeks, started_on, window_ends_on,
    created_at, version)
SELECT id_of('Pledge', n), t.id, t.author_id, 7, '{2026-01-12}', '2026-01-01', '2026-03-08', '2026-01-05Z', 1
FROM generate_series(1, 180) n JOIN thread t ON t.id = id_of('Thread', n);
INSERT INTO pledge_partner (id, pledge_id, educator_id, status, created_at, accepted_at, version)
SELECT id_of('PledgePartner', n * 10 + k), id_of('Pledge', n), e.id, 'ACCEPTED', '2026-01-05Z',
    '2026-01-06Z', 2
FROM generate_series(1, 180) n, generate_series(0, 1) k JOIN educator e ON e.id = id_of('Educator',
    CASE k WHEN 0 THEN 1 ELSE 60 END);
"""
