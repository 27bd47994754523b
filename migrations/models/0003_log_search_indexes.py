"""The event log, full-text search, rate limits, and the indexes that lists and back edges need."""

from kit import migration
from tortoise.migrations import operations as ops

EVENT_LOG = """
CREATE TABLE event (
    stream_id  uuid NOT NULL,
    seq        bigint NOT NULL,
    kind       text NOT NULL,
    subject_id uuid NOT NULL,
    actor_id   uuid,
    at         timestamptz NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (stream_id, seq),
    CONSTRAINT event_seq_positive CHECK (seq >= 1)
);
CREATE INDEX event_at ON event USING brin (at);

CREATE TABLE stream_epoch (
    epoch  uuid NOT NULL,
    single boolean NOT NULL DEFAULT true,
    CONSTRAINT stream_epoch_one UNIQUE (single),
    CONSTRAINT stream_epoch_only CHECK (single)
);
INSERT INTO stream_epoch (epoch) VALUES (gen_random_uuid());
"""

RATE_LIMIT = """
CREATE UNLOGGED TABLE rate_limit (
    name       text PRIMARY KEY,
    level      double precision NOT NULL,
    updated_at timestamptz NOT NULL
);
"""

SEARCH = """
ALTER TABLE educator ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('simple', handle || ' ' || display_name), 'A') ||
    setweight(to_tsvector('english', headline || ' ' || organisation || ' ' || region), 'B') ||
    setweight(to_tsvector('english', bio), 'C')) STORED;
ALTER TABLE thread ADD COLUMN search tsvector GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', about), 'B')) STORED;
ALTER TABLE post ADD COLUMN search tsvector GENERATED ALWAYS AS (
    to_tsvector('english', coalesce(body, ''))) STORED;
ALTER TABLE topic ADD COLUMN search tsvector GENERATED ALWAYS AS (to_tsvector('english', label)) STORED;
CREATE INDEX educator_search ON educator USING gin (search);
CREATE INDEX thread_search ON thread USING gin (search);
CREATE INDEX post_search ON post USING gin (search);
"""

INDEXES = """
CREATE INDEX sign_in_account ON sign_in (account_id);
CREATE INDEX refresh_token_sign_in ON refresh_token (sign_in_id);
CREATE INDEX api_token_account ON api_token (account_id, id);
CREATE INDEX topic_parent ON topic (parent_id);
CREATE INDEX educator_topic_topic ON educator_topic (topic_id);
CREATE INDEX follow_follower ON follow (follower_id, id);
CREATE INDEX follow_educator ON follow (educator_id, id);
CREATE INDEX follow_topic ON follow (topic_id);
CREATE INDEX block_blocked ON block (blocked_id);
CREATE INDEX mute_muted ON mute (muted_id);
CREATE INDEX thread_author ON thread (author_id, id);
CREATE INDEX post_author ON post (author_id, id);
CREATE INDEX post_parent ON post (parent_id, seq);
CREATE INDEX post_top ON post (thread_id, seq) WHERE parent_id IS NULL;
CREATE INDEX reaction_educator ON reaction (educator_id);
CREATE INDEX mention_educator ON mention (educator_id);
CREATE INDEX thread_subscription_educator ON thread_subscription (educator_id);
CREATE INDEX notification_educator ON notification (educator_id, updated_at, id);
CREATE INDEX notification_unread ON notification (educator_id) WHERE read_at IS NULL;
CREATE INDEX notification_actor ON notification (actor_id);
CREATE INDEX notification_thread ON notification (thread_id);
CREATE INDEX notification_post ON notification (post_id);
CREATE INDEX answer_created ON answer (created_at);
"""


class Migration(migration.Migration):
    """What plain SQL says best."""

    dependencies = [("models", "0002_constraints")]

    operations = [
        ops.RunSQL(sql, reverse_sql=ops.RunSQL.noop) for sql in (EVENT_LOG, RATE_LIMIT, SEARCH, INDEXES)
    ]
