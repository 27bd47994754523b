"""Which ties of the network may be walked and counted."""

from access.mentorship import without_wall
from access.viewer import Viewer
from models import CloseReason, Mentorship


def is_tie(viewer: Viewer, mentorship: Mentorship, *, is_walled: bool) -> bool:
    """This tie is not visible to you.

    A mentorship ties its two once it has begun, unless it ended for safety or a wall stands between
    them. Moderators see no more ties than others do.
    """
    parties = {mentorship.mentor_id, mentorship.mentee_id}
    is_shown = mentorship.shown_by_mentor and mentorship.shown_by_mentee
    return (
        mentorship.activated_at is not None
        and mentorship.close_reason != CloseReason.SAFETY
        and not is_walled
        and parties.isdisjoint(viewer.blocked)
        and (viewer.reader_id in parties or is_shown)
    )


def tie_visible(mentorship: str) -> str:
    """`is_tie` as an SQL condition on an alias of a joined `viewer`."""
    ends = f"{mentorship}.mentor_id, {mentorship}.mentee_id"
    return f"""({mentorship}.activated_at IS NOT NULL AND {mentorship}.close_reason IS DISTINCT FROM 'SAFETY'
        AND (viewer.id IN ({ends}) OR ({mentorship}.shown_by_mentor AND {mentorship}.shown_by_mentee))
        AND {without_wall(mentorship)} AND NOT EXISTS (
            SELECT FROM block wall WHERE (wall.blocker_id = {mentorship}.mentor_id
                AND wall.blocked_id = {mentorship}.mentee_id)
            OR (wall.blocker_id = {mentorship}.mentee_id AND wall.blocked_id = {mentorship}.mentor_id)))"""
