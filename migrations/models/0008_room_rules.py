"""What tables of Mentorship Rooms need beyond their columns: one of a kind, nobody in two places, indexes."""

from kit import migration
from tortoise.migrations import operations as ops

EVENT_KINDS = """
ALTER TABLE event DROP CONSTRAINT event_kind_known;
ALTER TABLE event ADD CONSTRAINT event_kind_known CHECK (kind IN (
    'POST_ADDED', 'POST_EDITED', 'POST_DELETED', 'REACTIONS_CHANGED', 'THREAD_CHANGED',
    'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'EVIDENCE_CHANGED', 'SESSION_CHANGED',
    'SESSION_LOG_CHANGED', 'NEXT_STEP_CHANGED', 'FEEDBACK_REVEALED', 'JOURNAL_ENTRY_SHARED',
    'MESSAGE_SENT', 'MESSAGE_EDITED', 'MESSAGE_DELETED', 'NOTIFICATION_ADDED', 'NOTIFICATIONS_READ'));
"""

ONE_OF_A_KIND = """
CREATE UNIQUE INDEX need_open_once ON need (educator_id, topic_id, function) WHERE closed_at IS NULL;
CREATE UNIQUE INDEX mentorship_request_open_once ON mentorship_request (mentor_id, mentee_id)
    WHERE status IN ('PENDING', 'INFO_REQUESTED');
CREATE UNIQUE INDEX mentorship_open_once ON mentorship (mentor_id, mentee_id) WHERE status <> 'CLOSED';
CREATE UNIQUE INDEX agreement_proposed_once ON agreement (mentorship_id) WHERE status = 'PROPOSED';
CREATE UNIQUE INDEX agreement_in_force_once ON agreement (mentorship_id) WHERE status = 'IN_FORCE';
CREATE UNIQUE INDEX availability_override_closed_once ON availability_override (educator_id, on_date)
    WHERE start_minute IS NULL;
"""

# An exclusion constraint needs an operator class for `=` on the educator. There is none for uuid without
# the extension btree_gist; an IPv6 address has as many bits as a uuid, and its class is always there.
NOBODY_IN_TWO_PLACES = """
CREATE FUNCTION uuid_as_address(uuid) RETURNS inet LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
    rtrim(regexp_replace(replace($1::text, '-', ''), '(.{4})', '\\1:', 'g'), ':')::inet;
ALTER TABLE busy_time ADD CONSTRAINT busy_time_apart EXCLUDE USING gist (
    uuid_as_address(educator_id) inet_ops WITH =, tstzrange(starts_at, ends_at) WITH &&);

CREATE FUNCTION keep_busy_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM busy_time WHERE session_id = NEW.id;
    IF NEW.status IN ('PROPOSED', 'CONFIRMED') THEN
        INSERT INTO busy_time (id, session_id, educator_id, starts_at, ends_at)
        SELECT gen_random_uuid(), NEW.id, party, NEW.starts_at, NEW.ends_at
        FROM mentorship, unnest(ARRAY[mentor_id, mentee_id]) AS party
        WHERE mentorship.id = NEW.mentorship_id ORDER BY party;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER session_takes_time AFTER INSERT ON session FOR EACH ROW
    WHEN (NEW.status IN ('PROPOSED', 'CONFIRMED')) EXECUTE FUNCTION keep_busy_time();
CREATE TRIGGER session_moves AFTER UPDATE OF status, starts_at, ends_at ON session FOR EACH ROW
    WHEN ((OLD.status, OLD.starts_at, OLD.ends_at) IS DISTINCT FROM (NEW.status, NEW.starts_at, NEW.ends_at))
    EXECUTE FUNCTION keep_busy_time();
"""

INDEXES = """
CREATE INDEX availability_rule_educator ON availability_rule (educator_id);
CREATE INDEX mentor_offer_topic ON mentor_offer (topic_id, function);
CREATE INDEX need_educator ON need (educator_id, id);
CREATE INDEX need_topic ON need (topic_id, function);
CREATE INDEX mentorship_request_mentor ON mentorship_request (mentor_id, id);
CREATE INDEX mentorship_request_mentee ON mentorship_request (mentee_id, id);
CREATE INDEX mentorship_request_initiator ON mentorship_request (initiator_id);
CREATE INDEX mentorship_request_due ON mentorship_request (expires_at)
    WHERE status IN ('PENDING', 'INFO_REQUESTED');
CREATE INDEX request_topic_topic ON request_topic (topic_id);
CREATE INDEX request_referral_educator ON request_referral (educator_id);
CREATE INDEX mentorship_mentor ON mentorship (mentor_id, id);
CREATE INDEX mentorship_mentee ON mentorship (mentee_id, id);
CREATE INDEX mentorship_open ON mentorship (status, last_activity_at) WHERE status <> 'CLOSED';
CREATE INDEX agreement_proposer ON agreement (proposer_id);
CREATE INDEX agreement_signature_educator ON agreement_signature (educator_id);
CREATE INDEX closure_reflection_educator ON closure_reflection (educator_id);
CREATE INDEX endorsement_author ON endorsement (author_id);
CREATE INDEX endorsement_receiver ON endorsement (receiver_id, id);
CREATE INDEX goal_mentorship ON goal (mentorship_id, id);
CREATE INDEX goal_owner ON goal (owner_id, id);
CREATE INDEX evidence_goal ON evidence (goal_id, id);
CREATE INDEX evidence_author ON evidence (author_id);
CREATE INDEX evidence_attested_by ON evidence (attested_by_id);
CREATE INDEX message_author ON message (author_id);
CREATE INDEX session_mentorship ON session (mentorship_id, starts_at, id);
CREATE INDEX session_proposer ON session (proposer_id);
CREATE INDEX session_reported_by ON session (reported_by_id);
CREATE INDEX session_planned ON session (ends_at) WHERE status IN ('PROPOSED', 'CONFIRMED');
CREATE INDEX session_unrevealed ON session (ends_at) WHERE feedback_revealed_at IS NULL;
CREATE INDEX busy_time_session ON busy_time (session_id);
CREATE INDEX busy_time_educator ON busy_time (educator_id, starts_at);
CREATE INDEX journal_entry_author ON journal_entry (author_id, id);
CREATE INDEX journal_entry_mentorship ON journal_entry (mentorship_id, id);
CREATE INDEX journal_entry_session ON journal_entry (session_id);
CREATE INDEX journal_entry_goal ON journal_entry (goal_id);
CREATE INDEX journal_entry_post ON journal_entry (post_id);
CREATE INDEX next_step_session ON next_step (session_id, id);
CREATE INDEX next_step_assignee ON next_step (assignee_id);
CREATE INDEX session_feedback_educator ON session_feedback (educator_id);
CREATE INDEX notification_request ON notification (request_id);
CREATE INDEX notification_mentorship ON notification (mentorship_id);
"""


class Migration(migration.Migration):
    """What plain SQL says best."""

    dependencies = [("models", "0007_room_constraints")]

    operations = [
        ops.RunSQL(sql, reverse_sql=ops.RunSQL.noop)
        for sql in (EVENT_KINDS, ONE_OF_A_KIND, NOBODY_IN_TWO_PLACES, INDEXES)
    ]
