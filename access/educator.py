"""Who may see and change a profile."""

from access.viewer import Viewer, may_write
from models import Educator, ProfileVisibility


def may_see_educator(viewer: Viewer, educator: Educator, *, is_connected: bool) -> bool:
    """This profile is not visible to you."""
    if educator.id == viewer.reader_id:
        return True
    if educator.id in viewer.blocked:
        return False
    return (
        viewer.oversees
        or educator.visibility == ProfileVisibility.PUBLIC
        or (educator.visibility == ProfileVisibility.MEMBERS and viewer.reader_id is not None)
        or (educator.visibility == ProfileVisibility.CONNECTIONS and is_connected)
    )


def educator_visible(educator: str) -> str:
    """`may_see_educator` as an SQL condition on the alias `educator` of a joined `viewer`."""
    return f"""(
        {educator}.id = viewer.id
        OR ({educator}.id <> ALL (viewer.blocked) AND (
            viewer.oversees
            OR {educator}.visibility = 'PUBLIC'
            OR ({educator}.visibility = 'MEMBERS' AND viewer.id IS NOT NULL)
            OR ({educator}.visibility = 'CONNECTIONS' AND {mutual_follow(educator)}))))"""


def mutual_follow(educator: str) -> str:
    """An SQL condition: the educator and the viewer follow each other."""
    return f"""(
        EXISTS (SELECT FROM follow there
                WHERE there.follower_id = viewer.id AND there.educator_id = {educator}.id)
        AND EXISTS (SELECT FROM follow back
                    WHERE back.follower_id = {educator}.id AND back.educator_id = viewer.id))"""


def may_follow(viewer: Viewer) -> bool:
    """Sign in to follow (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_update_profile(viewer: Viewer, educator: Educator) -> bool:
    """Only you can change your profile (an API token needs the scope WRITE)."""
    return may_write(viewer) and educator.id == viewer.educator_id
