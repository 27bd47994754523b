"""Who may see that somebody is on a roadmap, and who may work on it."""

from access.educator import educator_visible
from access.mentorship import in_room
from access.roadmap import roadmap_visible
from access.viewer import Viewer, may_write
from models import Enrollment, EnrollmentStatus, EnrollmentVisibility


def may_see_enrollment(
    viewer: Viewer, enrollment: Enrollment, *, is_shared: bool, sees_owner: bool, sees_roadmap: bool
) -> bool:
    """This way along a roadmap is not visible to you."""
    if enrollment.educator_id == viewer.reader_id:
        return True
    if not sees_roadmap:
        return False
    is_shown = enrollment.visibility == EnrollmentVisibility.PUBLIC or (
        enrollment.visibility == EnrollmentVisibility.MEMBERS and viewer.reader_id is not None
    )
    return is_shared or (is_shown and enrollment.status != EnrollmentStatus.LEFT and sees_owner)


def enrollment_visible(enrollment: str, owner: str, roadmap: str, community: str) -> str:
    """`may_see_enrollment` as an SQL condition on an enrollment, who it is, its roadmap and a `viewer`."""
    return f"""({enrollment}.educator_id = viewer.id OR (
        ({is_shared(enrollment)} OR ({enrollment}.status <> 'LEFT' AND {educator_visible(owner)} AND (
            {enrollment}.visibility = 'PUBLIC'
            OR ({enrollment}.visibility = 'MEMBERS' AND viewer.id IS NOT NULL))))
        AND {roadmap_visible(roadmap, community)}))"""


def is_shared(enrollment: str) -> str:
    """An SQL condition: the viewer is in a mentorship that it is shared with."""
    return f"""EXISTS (SELECT FROM enrollment_share es JOIN mentorship em ON em.id = es.mentorship_id
        WHERE es.enrollment_id = {enrollment}.id AND {in_room("em")} OFFSET 0)"""


def may_enroll(viewer: Viewer) -> bool:
    """Sign in to take up a roadmap (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_walk(viewer: Viewer, enrollment: Enrollment) -> bool:
    """Only you walk your way along a roadmap (an API token needs the scope WRITE)."""
    return may_write(viewer) and enrollment.educator_id == viewer.educator_id
