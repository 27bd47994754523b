"""Who may see where somebody stands with a community."""

from access.community import community_readable, is_member, looks_after
from access.educator import educator_visible
from access.viewer import Viewer
from models import Membership


def may_see_membership(
    viewer: Viewer, row: Membership, *, own: Membership | None, reads_community: bool, sees_educator: bool
) -> bool:
    """This membership is not visible to you."""
    if row.educator_id == viewer.reader_id:
        return True
    if own is not None and own.looks_after():
        return True
    if viewer.oversees and row.educator_id not in viewer.blocked:
        return True
    # Fellow members see that somebody is there, even when they may not see who.
    is_fellow = own is not None and own.is_active()
    return row.is_active() and reads_community and (is_fellow or sees_educator)


def membership_visible(membership: str, community: str, educator: str) -> str:
    """`may_see_membership` as an SQL condition on aliases of a membership, its community and educator."""
    return f"""({membership}.educator_id = viewer.id
        OR {looks_after(community)}
        OR (viewer.oversees AND {membership}.educator_id <> ALL (viewer.blocked))
        OR ({membership}.status = 'ACTIVE' AND {community_readable(community)}
            AND ({is_member(community)} OR {educator_visible(educator)})))"""


def may_read_reason(viewer: Viewer, row: Membership, own: Membership | None) -> bool:
    """Why somebody joined or was banned is for them and those who look after the community."""
    is_own = row.educator_id == viewer.reader_id
    return is_own or viewer.oversees or (own is not None and own.looks_after())
