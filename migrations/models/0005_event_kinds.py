"""The kinds of events that there are; the log is no model, so its constraint is written here."""

from kit import migration
from tortoise.migrations import operations as ops

KNOWN = """
ALTER TABLE event ADD CONSTRAINT event_kind_known CHECK (kind IN (
    'POST_ADDED', 'POST_EDITED', 'POST_DELETED', 'REACTIONS_CHANGED', 'THREAD_CHANGED',
    'NOTIFICATION_ADDED', 'NOTIFICATIONS_READ'));
"""


class Migration(migration.Migration):
    """What an event can tell."""

    dependencies = [("models", "0004_feed_index")]

    operations = [ops.RunSQL(KNOWN, reverse_sql="ALTER TABLE event DROP CONSTRAINT event_kind_known")]
