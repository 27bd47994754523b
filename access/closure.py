"""Who reads how the two look back on their mentorship."""

from access.mentorship import in_room, is_in_room
from access.viewer import Viewer
from models import ClosureReflection, Mentorship, MentorshipStatus


def may_see_reflection(
    viewer: Viewer, reflection: ClosureReflection, mentorship: Mentorship, *, has_reflected: bool
) -> bool:
    """You read it once you have looked back yourself, or the mentorship is closed."""
    is_open = mentorship.status == MentorshipStatus.CLOSED or has_reflected
    return is_in_room(viewer, mentorship) and (reflection.educator_id == viewer.reader_id or is_open)


def reflection_visible(reflection: str, mentorship: str) -> str:
    """`may_see_reflection` as an SQL condition on the aliases of a reflection and its mentorship."""
    return f"""({in_room(mentorship)} AND (
        {reflection}.educator_id = viewer.id OR {mentorship}.status = 'CLOSED'
        OR EXISTS (SELECT FROM closure_reflection own
                   WHERE own.mentorship_id = {mentorship}.id AND own.educator_id = viewer.id)))"""
