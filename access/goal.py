"""Who may see goals and their evidence, and who may work on them."""

from access.educator import educator_visible
from access.enrollment import is_shared
from access.mentorship import in_room
from access.viewer import Viewer
from models import Enrollment, Evidence, Goal, GoalVisibility


def may_see_goal(viewer: Viewer, goal: Goal, *, is_in_room: bool, sees_owner: bool) -> bool:
    """This goal is not visible to you."""
    if goal.owner_id == viewer.reader_id:
        return True
    if goal.visibility == GoalVisibility.PRIVATE:
        return False
    return is_in_room or (goal.visibility == GoalVisibility.PUBLIC and sees_owner)


def goal_visible(goal: str, mentorship: str, owner: str) -> str:
    """`may_see_goal` as an SQL condition on a goal, its mentorship, if any, its owner, and a `viewer`."""
    return f"""(
        {goal}.owner_id = viewer.id
        OR ({goal}.visibility <> 'PRIVATE' AND {in_room(mentorship)})
        OR ({goal}.visibility = 'PUBLIC' AND {educator_visible(owner)}))"""


def may_see_evidence(viewer: Viewer, evidence: Evidence, goal: Goal, *, is_in_room: bool) -> bool:
    """This evidence is for the goal's owner and the other in its mentorship."""
    if evidence.author_id in viewer.blocked:
        return False
    is_shared = goal.visibility != GoalVisibility.PRIVATE
    return goal.owner_id == viewer.reader_id or (is_shared and is_in_room)


def may_see_step_evidence(
    viewer: Viewer, evidence: Evidence, enrollment: Enrollment, *, is_shown: bool
) -> bool:
    """This evidence is for who walks along the roadmap and the mentorships it is shared with."""
    if evidence.author_id in viewer.blocked:
        return False
    return enrollment.educator_id == viewer.reader_id or is_shown


def evidence_visible(evidence: str, goal: str, mentorship: str) -> str:
    """Both rules of evidence as an SQL condition on it, its goal and its mentorship, if any."""
    return f"""({evidence}.author_id <> ALL (viewer.blocked) AND (
        {goal}.owner_id = viewer.id
        OR ({goal}.visibility <> 'PRIVATE' AND {in_room(mentorship)})
        OR ({evidence}.enrollment_id IS NOT NULL AND EXISTS (
            SELECT FROM enrollment way WHERE way.id = {evidence}.enrollment_id
            AND (way.educator_id = viewer.id OR {is_shared("way")}) OFFSET 0))))"""
