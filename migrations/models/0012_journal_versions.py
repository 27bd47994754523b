"""Journal entries count their changes, and a shared one that changes is announced as such."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops

EVENT_KINDS = """
ALTER TABLE event DROP CONSTRAINT event_kind_known;
ALTER TABLE event ADD CONSTRAINT event_kind_known CHECK (kind IN (
    'POST_ADDED', 'POST_EDITED', 'POST_DELETED', 'REACTIONS_CHANGED', 'THREAD_CHANGED',
    'MENTORSHIP_CHANGED', 'AGREEMENT_CHANGED', 'GOAL_CHANGED', 'EVIDENCE_CHANGED', 'SESSION_CHANGED',
    'SESSION_LOG_CHANGED', 'NEXT_STEP_CHANGED', 'FEEDBACK_REVEALED', 'JOURNAL_ENTRY_SHARED',
    'JOURNAL_ENTRY_CHANGED', 'MESSAGE_SENT', 'MESSAGE_EDITED', 'MESSAGE_DELETED', 'NOTIFICATION_ADDED',
    'NOTIFICATIONS_READ'));
"""


class Migration(migration.Migration):
    """What was written before has not been changed, as far as anybody knows."""

    dependencies = [("models", "0011_session_asked_at")]

    operations = [
        ops.RunSQL(EVENT_KINDS, reverse_sql=ops.RunSQL.noop),
        ops.AddField(
            model_name="JournalEntry",
            name="edited_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(model_name="JournalEntry", name="version", field=fields.IntField(null=True)),
        ops.RunSQL("UPDATE journal_entry SET version = 1", reverse_sql=ops.RunSQL.noop),
        ops.AlterField(model_name="JournalEntry", name="version", field=fields.IntField()),
    ]
