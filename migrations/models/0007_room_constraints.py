"""The constraints that the models of Mentorship Rooms declare; creating a table leaves them out.

As one statement for each table: Tortoise's own operation copies the state of all models for each constraint.
"""

from kit import migration
from tortoise.migrations import operations as ops

CONSTRAINTS = """
ALTER TABLE agreement
    ADD CONSTRAINT agreement_status_known CHECK (status IN ('PROPOSED', 'IN_FORCE', 'SUPERSEDED',
        'WITHDRAWN')),
    ADD CONSTRAINT agreement_confidentiality_known CHECK (confidentiality IN ('ROOM_ONLY',
        'CONSENT_TO_SHARE')),
    ADD CONSTRAINT agreement_purpose_length CHECK (char_length(purpose) BETWEEN 10 AND 1000),
    ADD CONSTRAINT agreement_mentor_learning_goal_length CHECK (char_length(mentor_learning_goal)
        BETWEEN 10 AND 1000),
    ADD CONSTRAINT agreement_off_limits_length CHECK (char_length(off_limits) BETWEEN 0 AND 1000),
    ADD CONSTRAINT agreement_safeguard_length CHECK (char_length(safeguard) BETWEEN 10 AND 1000),
    ADD CONSTRAINT agreement_number_positive CHECK (number >= 1),
    ADD CONSTRAINT agreement_cadence_bounds CHECK (cadence_days BETWEEN 7 AND 60),
    ADD CONSTRAINT agreement_minutes_bounds CHECK (session_minutes BETWEEN 15 AND 120),
    ADD CONSTRAINT agreement_reply_bounds CHECK (reply_within_days BETWEEN 1 AND 14),
    ADD CONSTRAINT agreement_term_bounds CHECK (end_on - start_on BETWEEN 28 AND 365),
    ADD CONSTRAINT agreement_evaluative_safeguard CHECK (non_evaluative OR safeguard IS NOT NULL),
    ADD CONSTRAINT agreement_hash_form CHECK (content_hash ~ '^[0-9a-f]{64}$'),
    ADD CONSTRAINT agreement_in_force_when CHECK ((status IN ('IN_FORCE', 'SUPERSEDED')) = (in_force_at
        IS NOT NULL)),
    ADD CONSTRAINT agreement_ended_when CHECK ((status IN ('SUPERSEDED', 'WITHDRAWN')) = (ended_at IS
        NOT NULL)),
    ADD CONSTRAINT agreement_number_once UNIQUE (mentorship_id, number);
ALTER TABLE agreement_signature
    ADD CONSTRAINT agreement_signature_once UNIQUE (agreement_id, educator_id);
ALTER TABLE availability_override
    ADD CONSTRAINT availability_override_hours CHECK (start_minute >= 0 AND end_minute <= 1440 AND
        start_minute < end_minute),
    ADD CONSTRAINT availability_override_closed CHECK ((start_minute IS NULL) = (end_minute IS NULL)),
    ADD CONSTRAINT availability_override_once UNIQUE (educator_id, on_date, start_minute);
ALTER TABLE availability_rule
    ADD CONSTRAINT availability_rule_weekday CHECK (weekday BETWEEN 0 AND 6),
    ADD CONSTRAINT availability_rule_hours CHECK (start_minute >= 0 AND end_minute <= 1440 AND
        start_minute < end_minute),
    ADD CONSTRAINT availability_rule_valid CHECK (valid_from <= valid_to);
ALTER TABLE busy_time
    ADD CONSTRAINT busy_time_lasts CHECK (starts_at < ends_at);
ALTER TABLE closure_reflection
    ADD CONSTRAINT closure_reflection_body_length CHECK (char_length(body) BETWEEN 1 AND 4000),
    ADD CONSTRAINT closure_reflection_once UNIQUE (mentorship_id, educator_id);
ALTER TABLE endorsement
    ADD CONSTRAINT endorsement_status_known CHECK (status IN ('PENDING', 'ACCEPTED', 'DECLINED')),
    ADD CONSTRAINT endorsement_body_length CHECK (char_length(body) BETWEEN 1 AND 600),
    ADD CONSTRAINT endorsement_another CHECK (author_id <> receiver_id),
    ADD CONSTRAINT endorsement_answered_when CHECK ((status = 'PENDING') = (answered_at IS NULL)),
    ADD CONSTRAINT endorsement_once UNIQUE (mentorship_id, author_id);
ALTER TABLE evidence
    ADD CONSTRAINT evidence_kind_known CHECK (kind IN ('ARTEFACT', 'OBSERVATION', 'AGGREGATE_DATA',
        'VIDEO_LINK', 'REFLECTION')),
    ADD CONSTRAINT evidence_url_length CHECK (char_length(url) BETWEEN 8 AND 2000),
    ADD CONSTRAINT evidence_text_length CHECK (char_length(text) BETWEEN 1 AND 5000),
    ADD CONSTRAINT evidence_shows_something CHECK (num_nonnulls(url, text) >= 1),
    ADD CONSTRAINT evidence_no_pupil_data CHECK (no_pupil_data),
    ADD CONSTRAINT evidence_attested_when CHECK ((attested_by_id IS NULL) = (attested_at IS NULL)),
    ADD CONSTRAINT evidence_attested_by_another CHECK (attested_by_id <> author_id);
ALTER TABLE goal
    ADD CONSTRAINT goal_focus_known CHECK (focus IN ('STUDENT_ACHIEVEMENT', 'ENGAGEMENT',
        'TEACHING_PRACTICE', 'CAREER', 'WELLBEING')),
    ADD CONSTRAINT goal_status_known CHECK (status IN ('DRAFT', 'ACTIVE', 'MET', 'NOT_MET', 'DROPPED')),
    ADD CONSTRAINT goal_visibility_known CHECK (visibility IN ('PRIVATE', 'ROOM', 'PUBLIC')),
    ADD CONSTRAINT goal_title_length CHECK (char_length(title) BETWEEN 1 AND 140),
    ADD CONSTRAINT goal_why_length CHECK (char_length(why) BETWEEN 0 AND 2000),
    ADD CONSTRAINT goal_measure_length CHECK (char_length(measure) BETWEEN 0 AND 200),
    ADD CONSTRAINT goal_unit_length CHECK (char_length(unit) BETWEEN 0 AND 40),
    ADD CONSTRAINT goal_room_has_mentorship CHECK (mentorship_id IS NOT NULL OR visibility <> 'ROOM'),
    ADD CONSTRAINT goal_active_when CHECK (status NOT IN ('ACTIVE', 'MET', 'NOT_MET') OR activated_at IS
        NOT NULL),
    ADD CONSTRAINT goal_ended_when CHECK ((status IN ('MET', 'NOT_MET', 'DROPPED')) = (ended_at IS NOT
        NULL));
ALTER TABLE journal_entry
    ADD CONSTRAINT journal_entry_kind_known CHECK (kind IN ('TAKEAWAY', 'REFLECTION', 'ACTION', 'QUESTION')),
    ADD CONSTRAINT journal_entry_visibility_known CHECK (visibility IN ('PRIVATE', 'ROOM')),
    ADD CONSTRAINT journal_entry_body_length CHECK (char_length(body) BETWEEN 1 AND 10000),
    ADD CONSTRAINT journal_entry_room_has_mentorship CHECK (visibility = 'PRIVATE' OR mentorship_id IS
        NOT NULL);
ALTER TABLE mentor_offer
    ADD CONSTRAINT mentor_offer_function_known CHECK (function IN ('SUBSTANTIVE_FEEDBACK',
        'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT',
        'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')),
    ADD CONSTRAINT mentor_offer_once UNIQUE (educator_id, topic_id, function);
ALTER TABLE mentor_profile
    ADD CONSTRAINT mentor_profile_status_known CHECK (status IN ('OPEN', 'WAITLIST', 'PAUSED', 'AWAY',
        'CLOSED')),
    ADD CONSTRAINT mentor_profile_statement_length CHECK (char_length(statement) BETWEEN 0 AND 2000),
    ADD CONSTRAINT mentor_profile_capacity_bounds CHECK (capacity BETWEEN 0 AND 10),
    ADD CONSTRAINT mentor_profile_intro_chats_bounds CHECK (intro_chats_per_week BETWEEN 0 AND 10),
    ADD CONSTRAINT mentor_profile_away_until CHECK ((status = 'AWAY') = (away_until IS NOT NULL));
ALTER TABLE mentorship
    ADD CONSTRAINT mentorship_kind_known CHECK (kind IN ('INFORMAL', 'SUSTAINED')),
    ADD CONSTRAINT mentorship_status_known CHECK (status IN ('FORMING', 'ACTIVE', 'PAUSED', 'CLOSING',
        'CLOSED')),
    ADD CONSTRAINT mentorship_awaiting_known CHECK (awaiting IN ('MENTOR', 'MENTEE', 'NONE')),
    ADD CONSTRAINT mentorship_close_reason_known CHECK (close_reason IN ('GOALS_MET', 'TERM_ENDED',
        'NO_FAULT', 'INACTIVE', 'UNSIGNED', 'SAFETY', 'ACCOUNT_CLOSED')),
    ADD CONSTRAINT mentorship_another CHECK (mentor_id <> mentee_id),
    ADD CONSTRAINT mentorship_awaiting_since CHECK ((awaiting = 'NONE') = (awaiting_since IS NULL)),
    ADD CONSTRAINT mentorship_paused_until CHECK ((status = 'PAUSED') = (paused_until IS NOT NULL)),
    ADD CONSTRAINT mentorship_closed_when CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL)),
    ADD CONSTRAINT mentorship_closed_why CHECK ((status IN ('CLOSING', 'CLOSED')) = (close_reason IS NOT
        NULL)),
    ADD CONSTRAINT mentorship_forming_sustained CHECK (status <> 'FORMING' OR kind = 'SUSTAINED'),
    ADD CONSTRAINT mentorship_counters_positive CHECK (message_count >= 0 AND last_seq >= 0);
ALTER TABLE mentorship_request
    ADD CONSTRAINT mentorship_request_kind_known CHECK (kind IN ('INFORMAL_CHAT', 'MENTORSHIP')),
    ADD CONSTRAINT mentorship_request_status_known CHECK (status IN ('PENDING', 'INFO_REQUESTED',
        'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')),
    ADD CONSTRAINT mentorship_request_decline_reason_known CHECK (decline_reason IN ('NO_TIME',
        'NOT_MY_EXPERTISE', 'BETTER_MATCH', 'UNAVAILABLE', 'OTHER')),
    ADD CONSTRAINT mentorship_request_message_length CHECK (char_length(message) BETWEEN 50 AND 2000),
    ADD CONSTRAINT mentorship_request_info_question_length CHECK (char_length(info_question) BETWEEN 1
        AND 2000),
    ADD CONSTRAINT mentorship_request_info_answer_length CHECK (char_length(info_answer) BETWEEN 1 AND 2000),
    ADD CONSTRAINT mentorship_request_decline_note_length CHECK (char_length(decline_note) BETWEEN 0 AND
        1000),
    ADD CONSTRAINT mentorship_request_another CHECK (mentor_id <> mentee_id),
    ADD CONSTRAINT mentorship_request_initiator CHECK (initiator_id IN (mentor_id, mentee_id)),
    ADD CONSTRAINT mentorship_request_questions_few CHECK (cardinality(questions) <= 5),
    ADD CONSTRAINT mentorship_request_slots_few CHECK (cardinality(proposed_slots) <= 5),
    ADD CONSTRAINT mentorship_request_functions_known CHECK (functions <@ ARRAY['SUBSTANTIVE_FEEDBACK',
        'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT',
        'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP']::text[]),
    ADD CONSTRAINT mentorship_request_answered_when CHECK ((status IN ('ACCEPTED', 'DECLINED')) =
        (answered_at IS NOT NULL)),
    ADD CONSTRAINT mentorship_request_withdrawn_when CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS
        NOT NULL)),
    ADD CONSTRAINT mentorship_request_expired_when CHECK ((status = 'EXPIRED') = (expired_at IS NOT NULL)),
    ADD CONSTRAINT mentorship_request_declined_why CHECK ((decline_reason IS NOT NULL) = (status =
        'DECLINED'));
ALTER TABLE message
    ADD CONSTRAINT message_body_length CHECK (char_length(body) BETWEEN 1 AND 8000),
    ADD CONSTRAINT message_seq_positive CHECK (seq >= 1),
    ADD CONSTRAINT message_tombstone CHECK ((body IS NULL) = (deleted_at IS NOT NULL)),
    ADD CONSTRAINT message_seq_once UNIQUE (mentorship_id, seq);
ALTER TABLE need
    ADD CONSTRAINT need_function_known CHECK (function IN ('SUBSTANTIVE_FEEDBACK',
        'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT',
        'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')),
    ADD CONSTRAINT need_visibility_known CHECK (visibility IN ('PRIVATE', 'MATCHING', 'PUBLIC')),
    ADD CONSTRAINT need_note_length CHECK (char_length(note) BETWEEN 0 AND 500),
    ADD CONSTRAINT need_closed_later CHECK (closed_at >= opened_at);
ALTER TABLE next_step
    ADD CONSTRAINT next_step_text_length CHECK (char_length(text) BETWEEN 1 AND 500),
    ADD CONSTRAINT next_step_done_later CHECK (done_at >= created_at);
ALTER TABLE request_referral
    ADD CONSTRAINT request_referral_once UNIQUE (request_id, educator_id);
ALTER TABLE request_topic
    ADD CONSTRAINT request_topic_once UNIQUE (request_id, topic_id);
ALTER TABLE session
    ADD CONSTRAINT session_status_known CHECK (status IN ('PROPOSED', 'CONFIRMED', 'HELD', 'NO_SHOW',
        'CANCELLED', 'DISPUTED')),
    ADD CONSTRAINT session_agenda_length CHECK (char_length(agenda) BETWEEN 0 AND 2000),
    ADD CONSTRAINT session_dispute_note_length CHECK (char_length(dispute_note) BETWEEN 1 AND 1000),
    ADD CONSTRAINT session_minutes_bounds CHECK (minutes BETWEEN 15 AND 120),
    ADD CONSTRAINT session_ends_after CHECK (ends_at = starts_at + minutes * interval '1 minute'),
    ADD CONSTRAINT session_ended_when CHECK ((status IN ('PROPOSED', 'CONFIRMED')) = (ended_at IS NULL)),
    ADD CONSTRAINT session_confirmed_when CHECK (status IN ('PROPOSED', 'CANCELLED') OR confirmed_at IS
        NOT NULL),
    ADD CONSTRAINT session_reported_by_whom CHECK (status NOT IN ('NO_SHOW', 'DISPUTED') OR
        reported_by_id IS NOT NULL);
ALTER TABLE session_feedback
    ADD CONSTRAINT session_feedback_takeaway_length CHECK (char_length(takeaway) BETWEEN 0 AND 1000),
    ADD CONSTRAINT session_feedback_useful_bounds CHECK (useful BETWEEN 1 AND 5),
    ADD CONSTRAINT session_feedback_progress_bounds CHECK (goal_progress BETWEEN 1 AND 5),
    ADD CONSTRAINT session_feedback_once UNIQUE (session_id, educator_id);
ALTER TABLE session_log
    ADD CONSTRAINT session_log_whats_working_length CHECK (char_length(whats_working) BETWEEN 0 AND 4000),
    ADD CONSTRAINT session_log_focus_and_challenges_length CHECK (char_length(focus_and_challenges)
        BETWEEN 0 AND 4000),
    ADD CONSTRAINT session_log_next_focus_length CHECK (char_length(next_focus) BETWEEN 0 AND 4000);
"""


class Migration(migration.Migration):
    """Every declared constraint, by name."""

    dependencies = [("models", "0006_mentorship_rooms")]

    operations = [ops.RunSQL(CONSTRAINTS, reverse_sql=ops.RunSQL.noop)]
