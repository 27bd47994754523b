"""The constraints that the models of Mentorship Rooms declare; creating a table leaves them out."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint


class Migration(migrations.Migration):
    """Every declared constraint, by name."""

    dependencies = [("models", "0006_mentorship_rooms")]

    operations = [
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="status IN ('PROPOSED', 'IN_FORCE', 'SUPERSEDED', 'WITHDRAWN')",
                name="agreement_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="confidentiality IN ('ROOM_ONLY', 'CONSENT_TO_SHARE')",
                name="agreement_confidentiality_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="char_length(purpose) BETWEEN 10 AND 1000", name="agreement_purpose_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="char_length(mentor_learning_goal) BETWEEN 10 AND 1000",
                name="agreement_mentor_learning_goal_length",
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="char_length(off_limits) BETWEEN 0 AND 1000", name="agreement_off_limits_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="char_length(safeguard) BETWEEN 10 AND 1000", name="agreement_safeguard_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(check="number >= 1", name="agreement_number_positive"),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="cadence_days BETWEEN 7 AND 60", name="agreement_cadence_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="session_minutes BETWEEN 15 AND 120", name="agreement_minutes_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="reply_within_days BETWEEN 1 AND 14", name="agreement_reply_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="end_on - start_on BETWEEN 28 AND 365", name="agreement_term_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="non_evaluative OR safeguard IS NOT NULL", name="agreement_evaluative_safeguard"
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(check="content_hash ~ '^[0-9a-f]{64}$'", name="agreement_hash_form"),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="(status IN ('IN_FORCE', 'SUPERSEDED')) = (in_force_at IS NOT NULL)",
                name="agreement_in_force_when",
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=CheckConstraint(
                check="(status IN ('SUPERSEDED', 'WITHDRAWN')) = (ended_at IS NOT NULL)",
                name="agreement_ended_when",
            ),
        ),
        ops.AddConstraint(
            model_name="Agreement",
            constraint=UniqueConstraint(fields=("mentorship_id", "number"), name="agreement_number_once"),
        ),
        ops.AddConstraint(
            model_name="AgreementSignature",
            constraint=UniqueConstraint(
                fields=("agreement_id", "educator_id"), name="agreement_signature_once"
            ),
        ),
        ops.AddConstraint(
            model_name="AvailabilityOverride",
            constraint=CheckConstraint(
                check="start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
                name="availability_override_hours",
            ),
        ),
        ops.AddConstraint(
            model_name="AvailabilityOverride",
            constraint=CheckConstraint(
                check="(start_minute IS NULL) = (end_minute IS NULL)", name="availability_override_closed"
            ),
        ),
        ops.AddConstraint(
            model_name="AvailabilityOverride",
            constraint=UniqueConstraint(
                fields=("educator_id", "on_date", "start_minute"), name="availability_override_once"
            ),
        ),
        ops.AddConstraint(
            model_name="AvailabilityRule",
            constraint=CheckConstraint(check="weekday BETWEEN 0 AND 6", name="availability_rule_weekday"),
        ),
        ops.AddConstraint(
            model_name="AvailabilityRule",
            constraint=CheckConstraint(
                check="start_minute >= 0 AND end_minute <= 1440 AND start_minute < end_minute",
                name="availability_rule_hours",
            ),
        ),
        ops.AddConstraint(
            model_name="AvailabilityRule",
            constraint=CheckConstraint(check="valid_from <= valid_to", name="availability_rule_valid"),
        ),
        ops.AddConstraint(
            model_name="BusyTime",
            constraint=CheckConstraint(check="starts_at < ends_at", name="busy_time_lasts"),
        ),
        ops.AddConstraint(
            model_name="ClosureReflection",
            constraint=CheckConstraint(
                check="char_length(body) BETWEEN 1 AND 4000", name="closure_reflection_body_length"
            ),
        ),
        ops.AddConstraint(
            model_name="ClosureReflection",
            constraint=UniqueConstraint(
                fields=("mentorship_id", "educator_id"), name="closure_reflection_once"
            ),
        ),
        ops.AddConstraint(
            model_name="Endorsement",
            constraint=CheckConstraint(
                check="status IN ('PENDING', 'ACCEPTED', 'DECLINED')", name="endorsement_status_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Endorsement",
            constraint=CheckConstraint(
                check="char_length(body) BETWEEN 1 AND 600", name="endorsement_body_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Endorsement",
            constraint=CheckConstraint(check="author_id <> receiver_id", name="endorsement_another"),
        ),
        ops.AddConstraint(
            model_name="Endorsement",
            constraint=CheckConstraint(
                check="(status = 'PENDING') = (answered_at IS NULL)", name="endorsement_answered_when"
            ),
        ),
        ops.AddConstraint(
            model_name="Endorsement",
            constraint=UniqueConstraint(fields=("mentorship_id", "author_id"), name="endorsement_once"),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(
                check="kind IN ('ARTEFACT', 'OBSERVATION', 'AGGREGATE_DATA', 'VIDEO_LINK', 'REFLECTION')",
                name="evidence_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(
                check="char_length(url) BETWEEN 8 AND 2000", name="evidence_url_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(
                check="char_length(text) BETWEEN 1 AND 5000", name="evidence_text_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(check="num_nonnulls(url, text) >= 1", name="evidence_shows_something"),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(check="no_pupil_data", name="evidence_no_pupil_data"),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(
                check="(attested_by_id IS NULL) = (attested_at IS NULL)", name="evidence_attested_when"
            ),
        ),
        ops.AddConstraint(
            model_name="Evidence",
            constraint=CheckConstraint(
                check="attested_by_id <> author_id", name="evidence_attested_by_another"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="focus IN ('STUDENT_ACHIEVEMENT', 'ENGAGEMENT', 'TEACHING_PRACTICE', 'CAREER', 'WELLBEING')",
                name="goal_focus_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="status IN ('DRAFT', 'ACTIVE', 'MET', 'NOT_MET', 'DROPPED')", name="goal_status_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="visibility IN ('PRIVATE', 'ROOM', 'PUBLIC')", name="goal_visibility_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="char_length(title) BETWEEN 1 AND 140", name="goal_title_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(check="char_length(why) BETWEEN 0 AND 2000", name="goal_why_length"),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="char_length(measure) BETWEEN 0 AND 200", name="goal_measure_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(check="char_length(unit) BETWEEN 0 AND 40", name="goal_unit_length"),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="mentorship_id IS NOT NULL OR visibility <> 'ROOM'", name="goal_room_has_mentorship"
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="status NOT IN ('ACTIVE', 'MET', 'NOT_MET') OR activated_at IS NOT NULL",
                name="goal_active_when",
            ),
        ),
        ops.AddConstraint(
            model_name="Goal",
            constraint=CheckConstraint(
                check="(status IN ('MET', 'NOT_MET', 'DROPPED')) = (ended_at IS NOT NULL)",
                name="goal_ended_when",
            ),
        ),
        ops.AddConstraint(
            model_name="JournalEntry",
            constraint=CheckConstraint(
                check="kind IN ('TAKEAWAY', 'REFLECTION', 'ACTION', 'QUESTION')",
                name="journal_entry_kind_known",
            ),
        ),
        ops.AddConstraint(
            model_name="JournalEntry",
            constraint=CheckConstraint(
                check="visibility IN ('PRIVATE', 'ROOM')", name="journal_entry_visibility_known"
            ),
        ),
        ops.AddConstraint(
            model_name="JournalEntry",
            constraint=CheckConstraint(
                check="char_length(body) BETWEEN 1 AND 10000", name="journal_entry_body_length"
            ),
        ),
        ops.AddConstraint(
            model_name="JournalEntry",
            constraint=CheckConstraint(
                check="visibility = 'PRIVATE' OR mentorship_id IS NOT NULL",
                name="journal_entry_room_has_mentorship",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorOffer",
            constraint=CheckConstraint(
                check="function IN ('SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')",
                name="mentor_offer_function_known",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorOffer",
            constraint=UniqueConstraint(
                fields=("educator_id", "topic_id", "function"), name="mentor_offer_once"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorProfile",
            constraint=CheckConstraint(
                check="status IN ('OPEN', 'WAITLIST', 'PAUSED', 'AWAY', 'CLOSED')",
                name="mentor_profile_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorProfile",
            constraint=CheckConstraint(
                check="char_length(statement) BETWEEN 0 AND 2000", name="mentor_profile_statement_length"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorProfile",
            constraint=CheckConstraint(
                check="capacity BETWEEN 0 AND 10", name="mentor_profile_capacity_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorProfile",
            constraint=CheckConstraint(
                check="intro_chats_per_week BETWEEN 0 AND 10", name="mentor_profile_intro_chats_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorProfile",
            constraint=CheckConstraint(
                check="(status = 'AWAY') = (away_until IS NOT NULL)", name="mentor_profile_away_until"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="kind IN ('INFORMAL', 'SUSTAINED')", name="mentorship_kind_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="status IN ('FORMING', 'ACTIVE', 'PAUSED', 'CLOSING', 'CLOSED')",
                name="mentorship_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="awaiting IN ('MENTOR', 'MENTEE', 'NONE')", name="mentorship_awaiting_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="close_reason IN ('GOALS_MET', 'TERM_ENDED', 'NO_FAULT', 'INACTIVE', 'UNSIGNED', 'SAFETY', 'ACCOUNT_CLOSED')",
                name="mentorship_close_reason_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_another"),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="(awaiting = 'NONE') = (awaiting_since IS NULL)", name="mentorship_awaiting_since"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="(status = 'PAUSED') = (paused_until IS NOT NULL)", name="mentorship_paused_until"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="(status = 'CLOSED') = (closed_at IS NOT NULL)", name="mentorship_closed_when"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="(status IN ('CLOSING', 'CLOSED')) = (close_reason IS NOT NULL)",
                name="mentorship_closed_why",
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="status <> 'FORMING' OR kind = 'SUSTAINED'", name="mentorship_forming_sustained"
            ),
        ),
        ops.AddConstraint(
            model_name="Mentorship",
            constraint=CheckConstraint(
                check="message_count >= 0 AND last_seq >= 0", name="mentorship_counters_positive"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="kind IN ('INFORMAL_CHAT', 'MENTORSHIP')", name="mentorship_request_kind_known"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="status IN ('PENDING', 'INFO_REQUESTED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED')",
                name="mentorship_request_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="decline_reason IN ('NO_TIME', 'NOT_MY_EXPERTISE', 'BETTER_MATCH', 'UNAVAILABLE', 'OTHER')",
                name="mentorship_request_decline_reason_known",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="char_length(message) BETWEEN 50 AND 2000", name="mentorship_request_message_length"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="char_length(info_question) BETWEEN 1 AND 2000",
                name="mentorship_request_info_question_length",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="char_length(info_answer) BETWEEN 1 AND 2000",
                name="mentorship_request_info_answer_length",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="char_length(decline_note) BETWEEN 0 AND 1000",
                name="mentorship_request_decline_note_length",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(check="mentor_id <> mentee_id", name="mentorship_request_another"),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="initiator_id IN (mentor_id, mentee_id)", name="mentorship_request_initiator"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="cardinality(questions) <= 5", name="mentorship_request_questions_few"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="cardinality(proposed_slots) <= 5", name="mentorship_request_slots_few"
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="functions <@ ARRAY['SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP']::text[]",
                name="mentorship_request_functions_known",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="(status IN ('ACCEPTED', 'DECLINED')) = (answered_at IS NOT NULL)",
                name="mentorship_request_answered_when",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="(status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)",
                name="mentorship_request_withdrawn_when",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="(status = 'EXPIRED') = (expired_at IS NOT NULL)",
                name="mentorship_request_expired_when",
            ),
        ),
        ops.AddConstraint(
            model_name="MentorshipRequest",
            constraint=CheckConstraint(
                check="(decline_reason IS NOT NULL) = (status = 'DECLINED')",
                name="mentorship_request_declined_why",
            ),
        ),
        ops.AddConstraint(
            model_name="Message",
            constraint=CheckConstraint(
                check="char_length(body) BETWEEN 1 AND 8000", name="message_body_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Message", constraint=CheckConstraint(check="seq >= 1", name="message_seq_positive")
        ),
        ops.AddConstraint(
            model_name="Message",
            constraint=CheckConstraint(
                check="(body IS NULL) = (deleted_at IS NOT NULL)", name="message_tombstone"
            ),
        ),
        ops.AddConstraint(
            model_name="Message",
            constraint=UniqueConstraint(fields=("mentorship_id", "seq"), name="message_seq_once"),
        ),
        ops.AddConstraint(
            model_name="Need",
            constraint=CheckConstraint(
                check="function IN ('SUBSTANTIVE_FEEDBACK', 'PROFESSIONAL_DEVELOPMENT', 'ACCESS_TO_OPPORTUNITIES', 'EMOTIONAL_SUPPORT', 'INTELLECTUAL_COMMUNITY', 'ROLE_MODEL', 'SAFE_SPACE', 'ACCOUNTABILITY', 'SPONSORSHIP')",
                name="need_function_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Need",
            constraint=CheckConstraint(
                check="visibility IN ('PRIVATE', 'MATCHING', 'PUBLIC')", name="need_visibility_known"
            ),
        ),
        ops.AddConstraint(
            model_name="Need",
            constraint=CheckConstraint(check="char_length(note) BETWEEN 0 AND 500", name="need_note_length"),
        ),
        ops.AddConstraint(
            model_name="Need",
            constraint=CheckConstraint(check="closed_at >= opened_at", name="need_closed_later"),
        ),
        ops.AddConstraint(
            model_name="NextStep",
            constraint=CheckConstraint(
                check="char_length(text) BETWEEN 1 AND 500", name="next_step_text_length"
            ),
        ),
        ops.AddConstraint(
            model_name="NextStep",
            constraint=CheckConstraint(check="done_at >= created_at", name="next_step_done_later"),
        ),
        ops.AddConstraint(
            model_name="RequestReferral",
            constraint=UniqueConstraint(fields=("request_id", "educator_id"), name="request_referral_once"),
        ),
        ops.AddConstraint(
            model_name="RequestTopic",
            constraint=UniqueConstraint(fields=("request_id", "topic_id"), name="request_topic_once"),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="status IN ('PROPOSED', 'CONFIRMED', 'HELD', 'NO_SHOW', 'CANCELLED', 'DISPUTED')",
                name="session_status_known",
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="char_length(agenda) BETWEEN 0 AND 2000", name="session_agenda_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="char_length(dispute_note) BETWEEN 1 AND 1000", name="session_dispute_note_length"
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(check="minutes BETWEEN 15 AND 120", name="session_minutes_bounds"),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="ends_at = starts_at + minutes * interval '1 minute'", name="session_ends_after"
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="(status IN ('PROPOSED', 'CONFIRMED')) = (ended_at IS NULL)", name="session_ended_when"
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="status IN ('PROPOSED', 'CANCELLED') OR confirmed_at IS NOT NULL",
                name="session_confirmed_when",
            ),
        ),
        ops.AddConstraint(
            model_name="Session",
            constraint=CheckConstraint(
                check="status NOT IN ('NO_SHOW', 'DISPUTED') OR reported_by_id IS NOT NULL",
                name="session_reported_by_whom",
            ),
        ),
        ops.AddConstraint(
            model_name="SessionFeedback",
            constraint=CheckConstraint(
                check="char_length(takeaway) BETWEEN 0 AND 1000", name="session_feedback_takeaway_length"
            ),
        ),
        ops.AddConstraint(
            model_name="SessionFeedback",
            constraint=CheckConstraint(check="useful BETWEEN 1 AND 5", name="session_feedback_useful_bounds"),
        ),
        ops.AddConstraint(
            model_name="SessionFeedback",
            constraint=CheckConstraint(
                check="goal_progress BETWEEN 1 AND 5", name="session_feedback_progress_bounds"
            ),
        ),
        ops.AddConstraint(
            model_name="SessionFeedback",
            constraint=UniqueConstraint(fields=("session_id", "educator_id"), name="session_feedback_once"),
        ),
        ops.AddConstraint(
            model_name="SessionLog",
            constraint=CheckConstraint(
                check="char_length(whats_working) BETWEEN 0 AND 4000", name="session_log_whats_working_length"
            ),
        ),
        ops.AddConstraint(
            model_name="SessionLog",
            constraint=CheckConstraint(
                check="char_length(focus_and_challenges) BETWEEN 0 AND 4000",
                name="session_log_focus_and_challenges_length",
            ),
        ),
        ops.AddConstraint(
            model_name="SessionLog",
            constraint=CheckConstraint(
                check="char_length(next_focus) BETWEEN 0 AND 4000", name="session_log_next_focus_length"
            ),
        ),
    ]
