"""Who may see that somebody was invited into a community."""

from access.community import looks_after
from access.viewer import Viewer
from models import CommunityInvitation, Membership


def may_see_invitation(viewer: Viewer, row: CommunityInvitation, *, own: Membership | None) -> bool:
    """An invitation is for who is invited and those who look after the community."""
    is_own = viewer.reader_id is not None and row.invitee_id == viewer.reader_id
    return (is_own and row.inviter_id not in viewer.blocked) or (own is not None and own.looks_after())


def invitation_visible(invitation: str, community: str) -> str:
    """`may_see_invitation` as an SQL condition on aliases of an invitation and its community."""
    return f"""({looks_after(community)} OR (
        {invitation}.invitee_id = viewer.id AND {invitation}.inviter_id <> ALL (viewer.blocked)))"""
