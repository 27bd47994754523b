"""The crowd's communities: sixty that the viewer owns, each with two topics and two more members."""

COMMUNITIES = """
INSERT INTO community (id, slug, name, purpose, visibility, join_policy, posting_policy, member_count,
    created_at, version, last_seq)
SELECT id_of('Community', n), 'community-' || n, 'Community ' || n, 'To learn together', 'LISTED', 'OPEN',
    'MEMBERS', 3, '2026-01-02Z', 1, 0
FROM generate_series(1, 60) n;
INSERT INTO community_topic (id, community_id, topic_id, position)
SELECT gen_random_uuid(), id_of('Community', n), id_of('Topic', 11 + (n + k) % 50), k
FROM generate_series(1, 60) n, generate_series(0, 1) k;
INSERT INTO membership (id, community_id, educator_id, role, status, reason, created_at, joined_at, version)
SELECT id_of('Membership', n * 10 + k), id_of('Community', n),
    id_of('Educator', CASE k WHEN 0 THEN 1 ELSE 2 + (n + k) % 59 END),
    CASE k WHEN 0 THEN 'OWNER' ELSE 'MEMBER' END, 'ACTIVE', 'To learn', '2026-01-02Z', '2026-01-02Z', 1
FROM generate_series(1, 60) n, generate_series(0, 2) k;
INSERT INTO community_invitation (id, community_id, inviter_id, invitee_id, digest, created_at, expires_at,
    used_at, used_by_id, revoked_at)
SELECT id_of('CommunityInvitation', n * 10 + k), id_of('Community', n), id_of('Educator', 1),
    id_of('Educator', 2 + (n + k) % 59), sha256((n * 10 + k)::text::bytea), '2026-01-02Z', '2099-01-02Z',
    '2026-01-03Z', id_of('Educator', 2 + (n + k) % 59), '2026-01-04Z'
FROM generate_series(1, 60) n, generate_series(0, 2) k;
INSERT INTO community_action (id, community_id, actor_id, kind, educator_id, detail, reason, at)
SELECT id_of('CommunityAction', n * 10 + k), id_of('Community', n), id_of('Educator', 1), 'ROLE_CHANGED',
    id_of('Educator', 2 + (n + k) % 59), 'MODERATOR', 'Kind', '2026-01-03Z'
FROM generate_series(1, 60) n, generate_series(0, 2) k;
INSERT INTO challenge (id, community_id, author_id, topic_id, title, description, created_at, version)
SELECT id_of('Challenge', n * 10 + k), id_of('Community', n), id_of('Educator', 2 + (n + k) % 59),
    id_of('Topic', 11 + (n + k) % 50), 'Challenge ' || k, 'It is hard', '2026-01-03Z', 1
FROM generate_series(1, 60) n, generate_series(0, 2) k;
INSERT INTO challenge_mark (id, challenge_id, educator_id, stance, note, created_at, solved_at)
SELECT id_of('ChallengeMark', n * 100 + k * 10 + m), id_of('Challenge', n * 10 + k),
    id_of('Educator', CASE m WHEN 0 THEN 1 ELSE 2 + (n + k + m) % 59 END), 'SOLVED', 'A bell', '2026-01-04Z',
    '2026-01-04Z'
FROM generate_series(1, 60) n, generate_series(0, 2) k, generate_series(0, 2) m;
"""
