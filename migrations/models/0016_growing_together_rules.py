"""The constraints of roadmaps, communities and what keeps people safe, and their indexes.

As one statement for each table: Tortoise's own operation copies the state of all models for each constraint.
"""

from kit import migration
from tortoise.migrations import operations as ops

CONSTRAINTS = """
ALTER TABLE audit_entry
    ADD CONSTRAINT audit_entry_kind_known CHECK (kind IN ('EMAIL', 'FLAG_SNAPSHOT', 'HIDDEN_COMMUNITY'));
ALTER TABLE challenge
    ADD CONSTRAINT challenge_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT challenge_description_length CHECK (char_length(description) BETWEEN 0 AND 2000);
ALTER TABLE challenge_mark
    ADD CONSTRAINT challenge_mark_stance_known CHECK (stance IN ('FACING', 'SOLVED')),
    ADD CONSTRAINT challenge_mark_note_length CHECK (char_length(note) BETWEEN 1 AND 500),
    ADD CONSTRAINT challenge_mark_solved_when CHECK ((stance = 'SOLVED') = (solved_at IS NOT NULL)),
    ADD CONSTRAINT challenge_mark_once UNIQUE (challenge_id, educator_id);
ALTER TABLE community
    ADD CONSTRAINT community_visibility_known CHECK (visibility IN ('PUBLIC', 'LISTED', 'HIDDEN')),
    ADD CONSTRAINT community_join_policy_known CHECK (join_policy IN ('OPEN', 'REQUEST', 'INVITE')),
    ADD CONSTRAINT community_posting_policy_known CHECK (posting_policy IN ('MEMBERS', 'MODERATORS')),
    ADD CONSTRAINT community_slug_length CHECK (char_length(slug) BETWEEN 3 AND 60),
    ADD CONSTRAINT community_name_length CHECK (char_length(name) BETWEEN 1 AND 80),
    ADD CONSTRAINT community_purpose_length CHECK (char_length(purpose) BETWEEN 10 AND 2000),
    ADD CONSTRAINT community_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ADD CONSTRAINT community_counters_positive CHECK (member_count >= 0 AND last_seq >= 0),
    ADD CONSTRAINT community_slug_unique UNIQUE (slug);
ALTER TABLE community_action
    ADD CONSTRAINT community_action_kind_known CHECK (kind IN ('CHANGED', 'MEMBER_APPROVED',
        'MEMBER_DECLINED', 'MEMBER_INVITED', 'INVITATION_REVOKED', 'ROLE_CHANGED', 'MEMBER_BANNED',
        'BAN_LIFTED', 'THREAD_LOCKED', 'THREAD_UNLOCKED', 'POST_DELETED', 'CHALLENGE_CLOSED')),
    ADD CONSTRAINT community_action_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500);
ALTER TABLE community_invitation
    ADD CONSTRAINT community_invitation_lasts CHECK (expires_at > created_at),
    ADD CONSTRAINT community_invitation_used_when CHECK ((used_at IS NULL) = (used_by_id IS NULL)),
    ADD CONSTRAINT community_invitation_digest_unique UNIQUE (digest);
ALTER TABLE community_topic
    ADD CONSTRAINT community_topic_once UNIQUE (community_id, topic_id);
ALTER TABLE data_export
    ADD CONSTRAINT data_export_status_known CHECK (status IN ('REQUESTED', 'READY', 'EXPIRED')),
    ADD CONSTRAINT data_export_ready CHECK ((status = 'READY') = (content IS NOT NULL) AND (status <>
        'READY' OR (ready_at IS NOT NULL AND expires_at IS NOT NULL AND size IS NOT NULL AND sha256 IS
        NOT NULL)));
ALTER TABLE enrollment
    ADD CONSTRAINT enrollment_status_known CHECK (status IN ('ACTIVE', 'COMPLETED', 'LEFT')),
    ADD CONSTRAINT enrollment_visibility_known CHECK (visibility IN ('PRIVATE', 'MEMBERS', 'PUBLIC')),
    ADD CONSTRAINT enrollment_completed_when CHECK ((status = 'COMPLETED') = (completed_at IS NOT NULL)),
    ADD CONSTRAINT enrollment_left_when CHECK (status <> 'LEFT' OR left_at IS NOT NULL),
    ADD CONSTRAINT enrollment_target_after_start CHECK (target_on >= started_on);
ALTER TABLE enrollment_share
    ADD CONSTRAINT enrollment_share_once UNIQUE (enrollment_id, mentorship_id);
ALTER TABLE erasure
    ADD CONSTRAINT erasure_posts_known CHECK (posts IN ('ANONYMISE', 'DELETE')),
    ADD CONSTRAINT erasure_after_grace CHECK (due_at > requested_at),
    ADD CONSTRAINT erasure_one_end CHECK (num_nonnulls(cancelled_at, done_at) <= 1);
ALTER TABLE flag
    ADD CONSTRAINT flag_target_known CHECK (target IN ('EDUCATOR', 'THREAD', 'POST', 'MESSAGE',
        'REQUEST', 'COMMUNITY', 'CHALLENGE', 'ROADMAP')),
    ADD CONSTRAINT flag_reason_known CHECK (reason IN ('HARASSMENT', 'SPAM', 'PUPIL_DATA',
        'IMPERSONATION', 'BOUNDARY_VIOLATION', 'OTHER')),
    ADD CONSTRAINT flag_status_known CHECK (status IN ('OPEN', 'IN_REVIEW', 'ACTIONED', 'DISMISSED')),
    ADD CONSTRAINT flag_note_length CHECK (char_length(note) BETWEEN 1 AND 2000),
    ADD CONSTRAINT flag_decision_note_length CHECK (char_length(decision_note) BETWEEN 1 AND 2000),
    ADD CONSTRAINT flag_another CHECK (reporter_id <> subject_id),
    ADD CONSTRAINT flag_decided_when CHECK ((status IN ('ACTIONED', 'DISMISSED')) = (decided_at IS NOT
        NULL)),
    ADD CONSTRAINT flag_reviewed_by_whom CHECK (status = 'OPEN' OR reviewer_id IS NOT NULL);
ALTER TABLE membership
    ADD CONSTRAINT membership_role_known CHECK (role IN ('OWNER', 'MODERATOR', 'MEMBER')),
    ADD CONSTRAINT membership_status_known CHECK (status IN ('PENDING', 'ACTIVE', 'LEFT', 'BANNED')),
    ADD CONSTRAINT membership_reason_length CHECK (char_length(reason) BETWEEN 1 AND 500),
    ADD CONSTRAINT membership_role_active CHECK (status = 'ACTIVE' OR role = 'MEMBER'),
    ADD CONSTRAINT membership_joined_when CHECK (status <> 'ACTIVE' OR joined_at IS NOT NULL),
    ADD CONSTRAINT membership_banned_when CHECK ((status = 'BANNED') = (banned_at IS NOT NULL) AND
        (banned_until IS NULL OR status = 'BANNED')),
    ADD CONSTRAINT membership_once UNIQUE (community_id, educator_id);
ALTER TABLE moderation_action
    ADD CONSTRAINT moderation_action_kind_known CHECK (kind IN ('HIDE', 'RESTORE', 'LOCK', 'WARN',
        'BAN', 'SUSPEND')),
    ADD CONSTRAINT moderation_action_target_known CHECK (target IN ('EDUCATOR', 'THREAD', 'POST',
        'MESSAGE', 'REQUEST', 'COMMUNITY', 'CHALLENGE', 'ROADMAP')),
    ADD CONSTRAINT moderation_action_reason_length CHECK (char_length(reason) BETWEEN 1 AND 2000),
    ADD CONSTRAINT moderation_action_until CHECK (until IS NULL OR kind = 'SUSPEND');
ALTER TABLE notification_preference
    ADD CONSTRAINT notification_preference_kind_known CHECK (kind IN ('NEW_FOLLOWER', 'MENTION',
        'REPLY', 'THREAD_POST', 'REQUEST_RECEIVED', 'REQUEST_ANSWERED', 'REQUEST_CLOSED',
        'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'SESSION_CHANGED',
        'NEXT_STEP_ASSIGNED', 'FEEDBACK_REVEALED', 'MESSAGE', 'ENDORSEMENT', 'ENROLLMENT_SHARED',
        'STEP_ATTESTED', 'PLEDGE_INVITED', 'PLEDGE_ANSWERED', 'PLEDGE_MISSED', 'JOIN_REQUESTED',
        'JOIN_ANSWERED', 'COMMUNITY_INVITED', 'COMMUNITY_ROLE', 'COMMUNITY_THREAD', 'CHALLENGE_SOLVED',
        'MODERATION', 'FLAG_DECIDED', 'EXPORT_READY')),
    ADD CONSTRAINT notification_preference_once UNIQUE (educator_id, kind);
ALTER TABLE retired_handle ADD CONSTRAINT retired_handle_once UNIQUE (digest);
ALTER TABLE pledge
    ADD CONSTRAINT pledge_every_range CHECK (every_days BETWEEN 3 AND 30),
    ADD CONSTRAINT pledge_rest_weeks_few CHECK (cardinality(rest_weeks) <= 26),
    ADD CONSTRAINT pledge_ended_after_start CHECK (ended_on >= started_on);
ALTER TABLE pledge_partner
    ADD CONSTRAINT pledge_partner_status_known CHECK (status IN ('INVITED', 'ACCEPTED', 'DECLINED', 'LEFT')),
    ADD CONSTRAINT pledge_partner_once UNIQUE (pledge_id, educator_id);
ALTER TABLE roadmap
    ADD CONSTRAINT roadmap_status_known CHECK (status IN ('DRAFT', 'PUBLISHED', 'RETIRED')),
    ADD CONSTRAINT roadmap_slug_length CHECK (char_length(slug) BETWEEN 3 AND 60),
    ADD CONSTRAINT roadmap_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT roadmap_summary_length CHECK (char_length(summary) BETWEEN 20 AND 2000),
    ADD CONSTRAINT roadmap_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ADD CONSTRAINT roadmap_published_when CHECK ((status = 'DRAFT') = (published_at IS NULL) AND (status
        = 'DRAFT') = (latest_number = 0) AND latest_number >= 0),
    ADD CONSTRAINT roadmap_retired_when CHECK ((status = 'RETIRED') = (retired_at IS NOT NULL)),
    ADD CONSTRAINT roadmap_slug_unique UNIQUE (slug);
ALTER TABLE roadmap_step
    ADD CONSTRAINT roadmap_step_kind_known CHECK (kind IN ('MILESTONE', 'SKILL', 'RESOURCE', 'CHECKPOINT')),
    ADD CONSTRAINT roadmap_step_key_length CHECK (char_length(key) BETWEEN 1 AND 60),
    ADD CONSTRAINT roadmap_step_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT roadmap_step_expected_outcome_length CHECK (char_length(expected_outcome) BETWEEN 10
        AND 1000),
    ADD CONSTRAINT roadmap_step_key_form CHECK (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    ADD CONSTRAINT roadmap_step_weight_range CHECK (weight BETWEEN 1 AND 5),
    ADD CONSTRAINT roadmap_step_minutes_range CHECK (est_minutes BETWEEN 1 AND 10000),
    ADD CONSTRAINT roadmap_step_position_positive CHECK (position >= 1),
    ADD CONSTRAINT roadmap_step_key_once UNIQUE (version_id, key),
    ADD CONSTRAINT roadmap_step_position_once UNIQUE (version_id, position);
ALTER TABLE roadmap_topic
    ADD CONSTRAINT roadmap_topic_once UNIQUE (roadmap_id, topic_id);
ALTER TABLE roadmap_version
    ADD CONSTRAINT roadmap_version_number_positive CHECK (number >= 1),
    ADD CONSTRAINT roadmap_version_once UNIQUE (roadmap_id, number);
ALTER TABLE step_prerequisite
    ADD CONSTRAINT step_prerequisite_another CHECK (step_id <> prerequisite_id),
    ADD CONSTRAINT step_prerequisite_once UNIQUE (step_id, prerequisite_id);
ALTER TABLE step_progress
    ADD CONSTRAINT step_progress_status_known CHECK (status IN ('NOT_STARTED', 'IN_PROGRESS', 'DONE',
        'SKIPPED')),
    ADD CONSTRAINT step_progress_note_length CHECK (char_length(note) BETWEEN 1 AND 2000),
    ADD CONSTRAINT step_progress_done_when CHECK ((status = 'DONE') = (done_at IS NOT NULL)),
    ADD CONSTRAINT step_progress_attested_when CHECK ((attested_by_id IS NULL) = (attested_at IS NULL)
        AND (attested_at IS NULL OR status = 'DONE')),
    ADD CONSTRAINT step_progress_once UNIQUE (enrollment_id, step_id);
ALTER TABLE step_resource
    ADD CONSTRAINT step_resource_kind_known CHECK (kind IN ('ARTICLE', 'BOOK', 'VIDEO', 'COURSE',
        'TEMPLATE', 'TOOL', 'RESEARCH')),
    ADD CONSTRAINT step_resource_cost_known CHECK (cost IN ('FREE', 'PAID', 'LIBRARY')),
    ADD CONSTRAINT step_resource_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT step_resource_url_length CHECK (char_length(url) BETWEEN 8 AND 500),
    ADD CONSTRAINT step_resource_url_web CHECK (url ~ '^https?://'),
    ADD CONSTRAINT step_resource_position_once UNIQUE (step_id, position);
ALTER TABLE follow
    DROP CONSTRAINT follow_one_target,
    ADD CONSTRAINT follow_one_target CHECK (num_nonnulls(educator_id, topic_id, community_id) = 1),
    ADD CONSTRAINT follow_community_once UNIQUE (follower_id, community_id);
ALTER TABLE evidence
    ADD CONSTRAINT evidence_of_one_thing CHECK (num_nonnulls(goal_id, enrollment_id) = 1 AND
        (enrollment_id IS NULL) = (step_id IS NULL));
"""

EVENT_KINDS = """
ALTER TABLE event DROP CONSTRAINT event_kind_known;
ALTER TABLE event ADD CONSTRAINT event_kind_known CHECK (kind IN (
    'POST_ADDED', 'POST_EDITED', 'POST_DELETED', 'REACTIONS_CHANGED', 'THREAD_CHANGED',
    'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'EVIDENCE_CHANGED',
    'SESSION_CHANGED', 'SESSION_LOG_CHANGED', 'NEXT_STEP_CHANGED', 'FEEDBACK_REVEALED',
    'JOURNAL_ENTRY_SHARED', 'JOURNAL_ENTRY_CHANGED', 'MESSAGE_SENT', 'MESSAGE_EDITED', 'MESSAGE_DELETED',
    'ENROLLMENT_CHANGED', 'COMMUNITY_CHANGED', 'MEMBERSHIP_CHANGED', 'CHALLENGE_CHANGED',
    'COMMUNITY_THREAD_CHANGED', 'COMMUNITY_ACTION_TAKEN', 'NOTIFICATION_ADDED', 'NOTIFICATIONS_READ'));
"""

ONE_OF_A_KIND = """
CREATE UNIQUE INDEX roadmap_version_draft_once ON roadmap_version (roadmap_id) WHERE published_at IS NULL;
CREATE UNIQUE INDEX enrollment_open_once ON enrollment (educator_id, roadmap_id) WHERE status <> 'COMPLETED';
CREATE UNIQUE INDEX pledge_running_once ON pledge (thread_id) WHERE ended_on IS NULL;
CREATE UNIQUE INDEX flag_open_once ON flag (reporter_id, target, target_id)
    WHERE status IN ('OPEN', 'IN_REVIEW');
CREATE UNIQUE INDEX erasure_wanted_once ON erasure (account_id)
    WHERE cancelled_at IS NULL AND done_at IS NULL;
CREATE UNIQUE INDEX data_export_wanted_once ON data_export (account_id) WHERE status = 'REQUESTED';
"""

INDEXES = """
CREATE INDEX roadmap_curator ON roadmap (curator_id, id);
CREATE INDEX roadmap_community ON roadmap (community_id, id);
CREATE INDEX roadmap_topic_topic ON roadmap_topic (topic_id);
CREATE INDEX step_prerequisite_prerequisite ON step_prerequisite (prerequisite_id);
CREATE INDEX enrollment_educator ON enrollment (educator_id, id);
CREATE INDEX enrollment_roadmap ON enrollment (roadmap_id, id);
CREATE INDEX enrollment_version ON enrollment (roadmap_version_id);
CREATE INDEX step_progress_step ON step_progress (step_id) WHERE status = 'IN_PROGRESS';
CREATE INDEX step_progress_any_step ON step_progress (step_id);
CREATE INDEX step_progress_attested ON step_progress (attested_by_id);
CREATE INDEX enrollment_share_mentorship ON enrollment_share (mentorship_id);
CREATE INDEX evidence_enrollment ON evidence (enrollment_id, id);
CREATE INDEX evidence_step ON evidence (step_id);
CREATE INDEX journal_entry_enrollment ON journal_entry (enrollment_id);
CREATE INDEX journal_entry_step ON journal_entry (step_id);
CREATE INDEX community_topic_topic ON community_topic (topic_id);
CREATE INDEX membership_educator ON membership (educator_id, id);
CREATE INDEX membership_standing ON membership (community_id, status, id);
CREATE INDEX membership_ban_ends ON membership (banned_until);
CREATE INDEX community_invitation_community ON community_invitation (community_id, id);
CREATE INDEX community_invitation_invitee ON community_invitation (invitee_id);
CREATE INDEX community_invitation_inviter ON community_invitation (inviter_id);
CREATE INDEX community_invitation_used_by ON community_invitation (used_by_id);
CREATE INDEX community_action_community ON community_action (community_id, id);
CREATE INDEX community_action_actor ON community_action (actor_id);
CREATE INDEX community_action_educator ON community_action (educator_id);
CREATE INDEX community_action_thread ON community_action (thread_id);
CREATE INDEX community_action_challenge ON community_action (challenge_id);
CREATE INDEX challenge_community ON challenge (community_id, id);
CREATE INDEX challenge_author ON challenge (author_id);
CREATE INDEX challenge_topic ON challenge (topic_id);
CREATE INDEX challenge_mark_stance ON challenge_mark (challenge_id, stance, id);
CREATE INDEX challenge_mark_educator ON challenge_mark (educator_id);
CREATE INDEX thread_community ON thread (community_id, id);
CREATE INDEX thread_goal ON thread (goal_id);
CREATE INDEX thread_enrollment ON thread (enrollment_id);
CREATE INDEX follow_community ON follow (community_id, follower_id);
CREATE INDEX pledge_thread ON pledge (thread_id);
CREATE INDEX pledge_educator ON pledge (educator_id);
CREATE INDEX pledge_partner_educator ON pledge_partner (educator_id);
CREATE INDEX flag_queue ON flag (status, id);
CREATE INDEX flag_reporter ON flag (reporter_id);
CREATE INDEX flag_target ON flag (target, target_id);
CREATE INDEX flag_subject ON flag (subject_id);
CREATE INDEX flag_reviewer ON flag (reviewer_id);
CREATE INDEX moderation_action_target ON moderation_action (target, target_id);
CREATE INDEX moderation_action_subject ON moderation_action (subject_id);
CREATE INDEX moderation_action_flag ON moderation_action (flag_id);
CREATE INDEX moderation_action_moderator ON moderation_action (moderator_id);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, id);
CREATE INDEX notification_enrollment ON notification (enrollment_id);
CREATE INDEX notification_community ON notification (community_id);
CREATE INDEX notification_action ON notification (action_id);
CREATE INDEX data_export_account ON data_export (account_id, id);
CREATE INDEX data_export_expires ON data_export (expires_at) WHERE status = 'READY';
CREATE INDEX erasure_account ON erasure (account_id, id);
CREATE INDEX erasure_due ON erasure (due_at) WHERE cancelled_at IS NULL AND done_at IS NULL;
"""


class Migration(migration.Migration):
    """Every declared constraint by name, what there may be one of, and indexes."""

    dependencies = [("models", "0015_growing_together")]

    operations = [
        ops.RunSQL(CONSTRAINTS, reverse_sql=ops.RunSQL.noop),
        ops.RunSQL(EVENT_KINDS, reverse_sql=ops.RunSQL.noop),
        ops.RunSQL(ONE_OF_A_KIND, reverse_sql=ops.RunSQL.noop),
        ops.RunSQL(INDEXES, reverse_sql=ops.RunSQL.noop),
    ]
