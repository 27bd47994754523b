"""Who may read what somebody thought of a session."""

from access.mentorship import in_room
from access.viewer import Viewer
from models import Session, SessionFeedback


def may_see_feedback(
    viewer: Viewer, feedback: SessionFeedback, session: Session, *, is_in_room: bool
) -> bool:
    """This feedback is not visible to you."""
    is_own = feedback.educator_id == viewer.reader_id
    return is_in_room and (is_own or session.feedback_revealed_at is not None)


def feedback_visible(feedback: str, session: str, mentorship: str) -> str:
    """`may_see_feedback` as an SQL condition on three aliases of a joined `viewer`."""
    return f"""({in_room(mentorship)} AND (
        {feedback}.educator_id = viewer.id OR {session}.feedback_revealed_at IS NOT NULL))"""
