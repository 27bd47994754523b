"""Who may see and change a profile."""

from access.viewer import Viewer, may_write
from models import Educator, ProfileVisibility


def may_see_educator(viewer: Viewer, educator: Educator, *, is_connected: bool) -> bool:
    """This profile is not visible to you."""
    if educator.id == viewer.reader_id:
        return True
    if educator.id in viewer.blocked:
        return False
    if educator.hidden_at is not None:
        return viewer.oversees
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
            OR ({educator}.hidden_at IS NULL AND (
                {educator}.visibility = 'PUBLIC'
                OR ({educator}.visibility = 'MEMBERS' AND viewer.id IS NOT NULL)
                OR ({educator}.visibility = 'CONNECTIONS'
                    AND {connected("viewer.id", f"{educator}.id")}))))))"""


def connected(one: str, other: str) -> str:
    """An SQL condition on two ids: the other shows themselves to the one.

    They follow each other, are in a mentorship, or the other has asked the one for it.
    """
    return f"""(
        (EXISTS (SELECT FROM follow there
                 WHERE there.follower_id = {one} AND there.educator_id = {other})
         AND EXISTS (SELECT FROM follow back
                     WHERE back.follower_id = {other} AND back.educator_id = {one}))
        OR EXISTS (SELECT FROM mentorship pair
                   WHERE (pair.mentor_id, pair.mentee_id) IN (({one}, {other}), ({other}, {one})))
        OR EXISTS (SELECT FROM mentorship_request asked
                   WHERE asked.initiator_id = {other} AND {one} IN (asked.mentor_id, asked.mentee_id)))"""


def may_follow(viewer: Viewer) -> bool:
    """Sign in to follow (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_update_profile(viewer: Viewer, educator: Educator) -> bool:
    """Only you can change your profile (an API token needs the scope WRITE)."""
    return may_write(viewer) and educator.id == viewer.educator_id
