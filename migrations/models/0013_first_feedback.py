"""Sessions know that somebody gave feedback on them: of those alone anything is to be revealed."""

from kit import migration
from tortoise import fields
from tortoise.migrations import operations as ops

# The clock looked through every session without feedback, each time: they stayed in the index for good.
FIRST_FEEDBACK = """
UPDATE session SET first_feedback_at = given.at
    FROM (SELECT session_id, min(submitted_at) AS at FROM session_feedback GROUP BY 1) AS given
    WHERE session.id = given.session_id;
DROP INDEX session_unrevealed;
CREATE INDEX session_unrevealed ON session (ends_at)
    WHERE feedback_revealed_at IS NULL AND first_feedback_at IS NOT NULL;

CREATE FUNCTION note_first_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE session SET first_feedback_at = given.at
        FROM (SELECT session_id, min(submitted_at) AS at FROM submitted GROUP BY 1) AS given
        WHERE session.id = given.session_id AND session.first_feedback_at IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER feedback_is_noted AFTER INSERT ON session_feedback REFERENCING NEW TABLE AS submitted
    FOR EACH STATEMENT EXECUTE FUNCTION note_first_feedback();
"""


class Migration(migration.Migration):
    """One more moment of a session, kept by the database."""

    dependencies = [("models", "0012_journal_versions")]

    operations = [
        ops.AddField(
            model_name="Session",
            name="first_feedback_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.RunSQL(FIRST_FEEDBACK, reverse_sql=ops.RunSQL.noop),
    ]
