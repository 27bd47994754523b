"""The newest top-level posts of each author, which the feed is made of."""

from kit import migration
from tortoise.migrations import operations as ops

FEED = "CREATE INDEX post_author_top ON post (author_id, id) WHERE parent_id IS NULL AND deleted_at IS NULL;"


class Migration(migration.Migration):
    """Without it, the feed walks over all replies of those one follows."""

    dependencies = [("models", "0003_log_search_indexes")]

    operations = [ops.RunSQL(FEED, reverse_sql="DROP INDEX post_author_top;")]
