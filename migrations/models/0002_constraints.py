"""The constraints that the models declare; creating a table leaves them out.

As one statement for each table: Tortoise's own operation copies the state of all models for each constraint.
"""

from kit import migration
from tortoise.migrations import operations as ops

CONSTRAINTS = """
ALTER TABLE account
    ADD CONSTRAINT account_status_known CHECK (status IN ('ACTIVE', 'SUSPENDED', 'DEACTIVATED', 'ERASED')),
    ADD CONSTRAINT account_email_length CHECK (char_length(email) BETWEEN 3 AND 254),
    ADD CONSTRAINT account_time_zone_length CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    ADD CONSTRAINT account_locale_length CHECK (char_length(locale) BETWEEN 2 AND 35),
    ADD CONSTRAINT account_email_lower CHECK (email = lower(email)),
    ADD CONSTRAINT account_roles_known CHECK (roles <@
        ARRAY['MEMBER','MODERATOR','ANALYST','ADMIN']::text[]),
    ADD CONSTRAINT account_email_unique UNIQUE (email);
ALTER TABLE answer
    ADD CONSTRAINT answer_key_length CHECK (char_length(key) BETWEEN 1 AND 128),
    ADD CONSTRAINT answer_once UNIQUE (scope, key);
ALTER TABLE api_token
    ADD CONSTRAINT api_token_name_length CHECK (char_length(name) BETWEEN 1 AND 80),
    ADD CONSTRAINT api_token_scopes_known CHECK (scopes <@ ARRAY['READ','WRITE','REPORTS']::text[] AND
        scopes <> '{}'),
    ADD CONSTRAINT api_token_digest_unique UNIQUE (digest);
ALTER TABLE block
    ADD CONSTRAINT block_another CHECK (blocker_id <> blocked_id),
    ADD CONSTRAINT block_once UNIQUE (blocker_id, blocked_id);
ALTER TABLE educator
    ADD CONSTRAINT educator_role_known CHECK (role IN ('CLASSROOM_TEACHER', 'INSTRUCTIONAL_COACH',
        'SCHOOL_LEADER', 'TEACHER_EDUCATOR', 'FACULTY', 'SPECIALIST', 'OTHER')),
    ADD CONSTRAINT educator_career_stage_known CHECK (career_stage IN ('PRE_SERVICE', 'EARLY_0_2',
        'MID_3_9', 'EXPERIENCED_10_19', 'VETERAN_20_PLUS')),
    ADD CONSTRAINT educator_visibility_known CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'CONNECTIONS')),
    ADD CONSTRAINT educator_handle_length CHECK (char_length(handle) BETWEEN 3 AND 30),
    ADD CONSTRAINT educator_display_name_length CHECK (char_length(display_name) BETWEEN 1 AND 80),
    ADD CONSTRAINT educator_headline_length CHECK (char_length(headline) BETWEEN 0 AND 120),
    ADD CONSTRAINT educator_bio_length CHECK (char_length(bio) BETWEEN 0 AND 2000),
    ADD CONSTRAINT educator_organisation_length CHECK (char_length(organisation) BETWEEN 0 AND 120),
    ADD CONSTRAINT educator_region_length CHECK (char_length(region) BETWEEN 0 AND 80),
    ADD CONSTRAINT educator_handle_form CHECK (handle ~ '^[a-z0-9_]{3,30}$'),
    ADD CONSTRAINT educator_country_form CHECK (country ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT educator_phases_isced CHECK (phases <@ ARRAY[0,1,2,3,4,5,6,7,8]::smallint[]),
    ADD CONSTRAINT educator_languages_few CHECK (cardinality(languages) <= 10),
    ADD CONSTRAINT educator_handle_unique UNIQUE (handle);
ALTER TABLE educator_topic
    ADD CONSTRAINT educator_topic_once UNIQUE (educator_id, topic_id);
ALTER TABLE follow
    ADD CONSTRAINT follow_one_target CHECK (num_nonnulls(educator_id, topic_id) = 1),
    ADD CONSTRAINT follow_another CHECK (follower_id <> educator_id),
    ADD CONSTRAINT follow_educator_once UNIQUE (follower_id, educator_id),
    ADD CONSTRAINT follow_topic_once UNIQUE (follower_id, topic_id);
ALTER TABLE mention
    ADD CONSTRAINT mention_once UNIQUE (post_id, educator_id);
ALTER TABLE mute
    ADD CONSTRAINT mute_another CHECK (muter_id <> muted_id),
    ADD CONSTRAINT mute_once UNIQUE (muter_id, muted_id);
ALTER TABLE notification
    ADD CONSTRAINT notification_kind_known CHECK (kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY',
        'THREAD_POST')),
    ADD CONSTRAINT notification_count_positive CHECK (count >= 1),
    ADD CONSTRAINT notification_subject CHECK ((kind = 'NEW_FOLLOWER') = (thread_id IS NULL) AND
        (thread_id IS NULL) = (post_id IS NULL));
ALTER TABLE post
    ADD CONSTRAINT post_kind_known CHECK (kind IN ('PROGRESS', 'INSIGHT', 'QUESTION', 'MILESTONE',
        'SETBACK', 'EVIDENCE', 'REPLY')),
    ADD CONSTRAINT post_body_length CHECK (char_length(body) BETWEEN 1 AND 20000),
    ADD CONSTRAINT post_tombstone CHECK ((body IS NULL) = (deleted_at IS NOT NULL)),
    ADD CONSTRAINT post_depth CHECK ((kind = 'REPLY') = (parent_id IS NOT NULL) AND (depth = 0) =
        (parent_id IS NULL) AND depth BETWEEN 0 AND 3),
    ADD CONSTRAINT post_seq_positive CHECK (seq >= 1),
    ADD CONSTRAINT post_seq_once UNIQUE (thread_id, seq);
ALTER TABLE post_revision
    ADD CONSTRAINT post_revision_once UNIQUE (post_id, number);
ALTER TABLE reaction
    ADD CONSTRAINT reaction_kind_known CHECK (kind IN ('INSIGHTFUL', 'CELEBRATE', 'SUPPORT',
        'SAME_HERE', 'QUESTION')),
    ADD CONSTRAINT reaction_once UNIQUE (post_id, educator_id, kind);
ALTER TABLE thread
    ADD CONSTRAINT thread_visibility_known CHECK (visibility IN ('PUBLIC', 'MEMBERS', 'FOLLOWERS')),
    ADD CONSTRAINT thread_status_known CHECK (status IN ('OPEN', 'CONCLUDED', 'LOCKED')),
    ADD CONSTRAINT thread_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT thread_about_length CHECK (char_length(about) BETWEEN 0 AND 2000),
    ADD CONSTRAINT thread_counters_positive CHECK (post_count >= 0 AND last_seq >= 0),
    ADD CONSTRAINT thread_concluded_when CHECK ((status = 'CONCLUDED') <= (concluded_at IS NOT NULL));
ALTER TABLE thread_subscription
    ADD CONSTRAINT thread_subscription_level_known CHECK (level IN ('MUTED', 'NORMAL', 'TRACKING',
        'WATCHING')),
    ADD CONSTRAINT thread_subscription_read_positive CHECK (last_read_seq >= 0),
    ADD CONSTRAINT thread_subscription_once UNIQUE (thread_id, educator_id);
ALTER TABLE topic
    ADD CONSTRAINT topic_kind_known CHECK (kind IN ('SUBJECT', 'PEDAGOGY', 'LEADERSHIP', 'WELLBEING',
        'CAREER')),
    ADD CONSTRAINT topic_slug_length CHECK (char_length(slug) BETWEEN 2 AND 60),
    ADD CONSTRAINT topic_label_length CHECK (char_length(label) BETWEEN 2 AND 80),
    ADD CONSTRAINT topic_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ADD CONSTRAINT topic_parent_other CHECK (parent_id <> id),
    ADD CONSTRAINT topic_slug_unique UNIQUE (slug);
"""


class Migration(migration.Migration):
    """Every declared constraint, by name."""

    dependencies = [("models", "0001_initial")]

    operations = [ops.RunSQL(CONSTRAINTS, reverse_sql=ops.RunSQL.noop)]
