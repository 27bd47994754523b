"""The constraints that the models declare; creating a table leaves them out."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migrations.Migration):
    """Every declared constraint, by name."""

    dependencies = [("models", "0001_initial")]

    operations = [
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(
                check="status IN ('ACTIVE', 'SUSPENDED', 'DEACTIVATED', 'ERASED')",
                name="account_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(
                check="char_length(email) BETWEEN 3 AND 254", name="account_email_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(
                check="char_length(time_zone) BETWEEN 1 AND 64", name="account_time_zone_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(
                check="char_length(locale) BETWEEN 2 AND 35", name="account_locale_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(check="email = lower(email)", name="account_email_lower"),
        ),
        ops.AddConstraint(
            model_name="Account",
            constraint=CheckConstraint(
                check="roles <@ ARRAY['MEMBER','MODERATOR','ANALYST','ADMIN']::text[]",
                name="account_roles_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Account", constraint=UniqueConstraint(fields=("email",), name="account_email_unique")
        ),
        ops.AddConstraint(
            model_name="Answer",
            constraint=CheckConstraint(check="char_length(key) BETWEEN 1 AND 128", name="answer_key_length"),
        ),
        ops.AddConstraint(
            model_name="Answer", constraint=UniqueConstraint(fields=("scope", "key"), name="answer_once")
        ),
        ops.AddConstraint(
            model_name="ApiToken",
            constraint=CheckConstraint(
                check="char_length(name) BETWEEN 1 AND 80", name="api_token_name_length"
            ),
        ),
        ops.AddConstraint(
            model_name="ApiToken",
            constraint=CheckConstraint(
                check="scopes <@ ARRAY['READ','WRITE','REPORTS']::text[] AND scopes <> '{}'",
                name="api_token_scopes_known",
            ),
        ),
        ops.AddConstraint(
            model_name="ApiToken",
            constraint=UniqueConstraint(fields=("digest",), name="api_token_digest_unique"),
        ),
        ops.AddConstraint(
            model_name="Block",
            constraint=CheckConstraint(check="blocker_id <> blocked_id", name="block_another"),
        ),
        ops.AddConstraint(
            model_name="Block",
            constraint=UniqueConstraint(fields=("blocker_id", "blocked_id"), name="block_once"),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="role IN ('CLASSROOM_TEACHER', 'INSTRUCTIONAL_COACH', 'SCHOOL_LEADER', 'TEACHER_EDUCATOR', 'FACULTY', 'SPECIALIST', 'OTHER')",
                name="educator_role_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="career_stage IN ('PRE_SERVICE', 'EARLY_0_2', 'MID_3_9', 'EXPERIENCED_10_19', 'VETERAN_20_PLUS')",
                name="educator_career_stage_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="visibility IN ('PUBLIC', 'MEMBERS', 'CONNECTIONS')", name="educator_visibility_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(handle) BETWEEN 3 AND 30", name="educator_handle_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(display_name) BETWEEN 1 AND 80", name="educator_display_name_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(headline) BETWEEN 0 AND 120", name="educator_headline_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(bio) BETWEEN 0 AND 2000", name="educator_bio_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(organisation) BETWEEN 0 AND 120", name="educator_organisation_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="char_length(region) BETWEEN 0 AND 80", name="educator_region_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(check="handle ~ '^[a-z0-9_]{3,30}$'", name="educator_handle_form"),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(check="country ~ '^[A-Z]{2}$'", name="educator_country_form"),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(
                check="phases <@ ARRAY[0,1,2,3,4,5,6,7,8]::smallint[]", name="educator_phases_isced"
            ),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=CheckConstraint(check="cardinality(languages) <= 10", name="educator_languages_few"),
        ),
        ops.AddConstraint(
            model_name="Educator",
            constraint=UniqueConstraint(fields=("handle",), name="educator_handle_unique"),
        ),
        ops.AddConstraint(
            model_name="EducatorTopic",
            constraint=UniqueConstraint(fields=("educator_id", "topic_id"), name="educator_topic_once"),
        ),
        ops.AddConstraint(
            model_name="Follow",
            constraint=CheckConstraint(
                check="num_nonnulls(educator_id, topic_id) = 1", name="follow_one_target"
            ),
        ),
        ops.AddConstraint(
            model_name="Follow",
            constraint=CheckConstraint(check="follower_id <> educator_id", name="follow_another"),
        ),
        ops.AddConstraint(
            model_name="Follow",
            constraint=UniqueConstraint(fields=("follower_id", "educator_id"), name="follow_educator_once"),
        ),
        ops.AddConstraint(
            model_name="Follow",
            constraint=UniqueConstraint(fields=("follower_id", "topic_id"), name="follow_topic_once"),
        ),
        ops.AddConstraint(
            model_name="Mention",
            constraint=UniqueConstraint(fields=("post_id", "educator_id"), name="mention_once"),
        ),
        ops.AddConstraint(
            model_name="Mute", constraint=CheckConstraint(check="muter_id <> muted_id", name="mute_another")
        ),
        ops.AddConstraint(
            model_name="Mute", constraint=UniqueConstraint(fields=("muter_id", "muted_id"), name="mute_once")
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="kind IN ('NEW_FOLLOWER', 'MENTION', 'REPLY', 'THREAD_POST')",
                name="notification_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(check="count >= 1", name="notification_count_positive"),
        ),
        ops.AddConstraint(
            model_name="Notification",
            constraint=CheckConstraint(
                check="(kind = 'NEW_FOLLOWER') = (thread_id IS NULL) AND (thread_id IS NULL) = (post_id IS NULL)",
                name="notification_subject",
            ),
        ),
        ops.AddConstraint(
            model_name="Post",
            constraint=CheckConstraint(
                check="kind IN ('PROGRESS', 'INSIGHT', 'QUESTION', 'MILESTONE', 'SETBACK', 'EVIDENCE', 'REPLY')",
                name="post_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Post",
            constraint=CheckConstraint(
                check="char_length(body) BETWEEN 1 AND 20000", name="post_body_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Post",
            constraint=CheckConstraint(
                check="(body IS NULL) = (deleted_at IS NOT NULL)", name="post_tombstone"
            ),
        ),
        ops.AddConstraint(
            model_name="Post",
            constraint=CheckConstraint(
                check="(kind = 'REPLY') = (parent_id IS NOT NULL) AND (depth = 0) = (parent_id IS NULL) AND depth BETWEEN 0 AND 3",
                name="post_depth",
            ),
        ),
        ops.AddConstraint(
            model_name="Post", constraint=CheckConstraint(check="seq >= 1", name="post_seq_positive")
        ),
        ops.AddConstraint(
            model_name="Post", constraint=UniqueConstraint(fields=("thread_id", "seq"), name="post_seq_once")
        ),
        ops.AddConstraint(
            model_name="PostRevision",
            constraint=UniqueConstraint(fields=("post_id", "number"), name="post_revision_once"),
        ),
        ops.AddConstraint(
            model_name="Reaction",
            constraint=CheckConstraint(
                check="kind IN ('INSIGHTFUL', 'CELEBRATE', 'SUPPORT', 'SAME_HERE', 'QUESTION')",
                name="reaction_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Reaction",
            constraint=UniqueConstraint(fields=("post_id", "educator_id", "kind"), name="reaction_once"),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="visibility IN ('PUBLIC', 'MEMBERS', 'FOLLOWERS')", name="thread_visibility_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="status IN ('OPEN', 'CONCLUDED', 'LOCKED')", name="thread_status_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="char_length(title) BETWEEN 1 AND 140", name="thread_title_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="char_length(about) BETWEEN 0 AND 2000", name="thread_about_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="post_count >= 0 AND last_seq >= 0", name="thread_counters_positive"
            ),
        ),
        ops.AddConstraint(
            model_name="Thread",
            constraint=CheckConstraint(
                check="(status = 'CONCLUDED') <= (concluded_at IS NOT NULL)", name="thread_concluded_when"
            ),
        ),
        ops.AddConstraint(
            model_name="ThreadSubscription",
            constraint=CheckConstraint(
                check="level IN ('MUTED', 'NORMAL', 'TRACKING', 'WATCHING')",
                name="thread_subscription_level_known",
            ),
        ),
        ops.AddConstraint(
            model_name="ThreadSubscription",
            constraint=CheckConstraint(check="last_read_seq >= 0", name="thread_subscription_read_positive"),
        ),
        ops.AddConstraint(
            model_name="ThreadSubscription",
            constraint=UniqueConstraint(fields=("thread_id", "educator_id"), name="thread_subscription_once"),
        ),
        ops.AddConstraint(
            model_name="Topic",
            constraint=CheckConstraint(
                check="kind IN ('SUBJECT', 'PEDAGOGY', 'LEADERSHIP', 'WELLBEING', 'CAREER')",
                name="topic_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Topic",
            constraint=CheckConstraint(check="char_length(slug) BETWEEN 2 AND 60", name="topic_slug_length"),
        ),
        ops.AddConstraint(
            model_name="Topic",
            constraint=CheckConstraint(
                check="char_length(label) BETWEEN 2 AND 80", name="topic_label_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Topic",
            constraint=CheckConstraint(check="slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'", name="topic_slug_form"),
        ),
        ops.AddConstraint(
            model_name="Topic", constraint=CheckConstraint(check="parent_id <> id", name="topic_parent_other")
        ),
        ops.AddConstraint(
            model_name="Topic", constraint=UniqueConstraint(fields=("slug",), name="topic_slug_unique")
        ),
    ]
