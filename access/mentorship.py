"""Who may know of a mentorship, who is in its room, and who may act there."""

from access.viewer import Viewer, may_write
from models import Mentorship, MentorshipRequest


def is_party(viewer: Viewer, pair: Mentorship | MentorshipRequest) -> bool:
    """You are not one of the two."""
    # Also with a token that only writes: it finds the two by the part that its owner plays.
    parties = {pair.mentor_id, pair.mentee_id}
    return viewer.educator_id in parties and parties.isdisjoint(viewer.blocked)


def is_in_room(viewer: Viewer, pair: Mentorship | MentorshipRequest) -> bool:
    """You are not in this room."""
    return viewer.reader_id is not None and is_party(viewer, pair)


def in_room(pair: str) -> str:
    """`is_in_room` as an SQL condition on an alias with `mentor_id` and `mentee_id`, of a joined `viewer`."""
    return f"(viewer.id IN ({pair}.mentor_id, {pair}.mentee_id) AND {without_wall(pair)})"


def without_wall(pair: str) -> str:
    """An SQL condition: no wall stands between the viewer and either of the two."""
    return f"({pair}.mentor_id <> ALL (viewer.blocked) AND {pair}.mentee_id <> ALL (viewer.blocked))"


def may_see_mentorship(viewer: Viewer, mentorship: Mentorship) -> bool:
    """This mentorship is not visible to you."""
    parties = {mentorship.mentor_id, mentorship.mentee_id}
    is_shown = mentorship.shown_by_mentor and mentorship.shown_by_mentee
    return parties.isdisjoint(viewer.blocked) and (viewer.reader_id in parties or viewer.oversees or is_shown)


def mentorship_visible(mentorship: str) -> str:
    """`may_see_mentorship` as an SQL condition on an alias of a joined `viewer`."""
    return f"""({without_wall(mentorship)} AND (
        viewer.id IN ({mentorship}.mentor_id, {mentorship}.mentee_id) OR viewer.oversees
        OR ({mentorship}.shown_by_mentor AND {mentorship}.shown_by_mentee)))"""


def may_take_part(viewer: Viewer, mentorship: Mentorship) -> bool:
    """Only the two in this mentorship can do this (an API token needs the scope WRITE)."""
    return may_write(viewer) and is_party(viewer, mentorship)
