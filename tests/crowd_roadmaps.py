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
