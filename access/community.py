"""Who may see a community, read what is in it, join it, and look after it."""

from access.viewer import Viewer, may_write
from models import Community, CommunityVisibility, Membership, PostingPolicy


def may_see_community(
    viewer: Viewer, community: Community, *, own: Membership | None, is_invited: bool
) -> bool:
    """This community is not visible to you."""
    if viewer.oversees:
        return True
    if community.hidden_at is not None:
        return own is not None and own.looks_after()
    return (
        community.visibility != CommunityVisibility.HIDDEN
        or is_invited
        or (own is not None and own.is_active())
    )


def community_visible(community: str) -> str:
    """`may_see_community` as an SQL condition on an alias of a joined `viewer`."""
    return f"""(viewer.oversees
        OR ({community}.hidden_at IS NULL AND (
            {community}.visibility <> 'HIDDEN' OR {is_member(community)} OR {is_invited(community)}))
        OR ({community}.hidden_at IS NOT NULL AND {looks_after(community)}))"""


def may_read_community(viewer: Viewer, community: Community, *, own: Membership | None) -> bool:
    """What is in this community is for its members."""
    if viewer.oversees:
        return True
    if community.hidden_at is not None:
        return own is not None and own.looks_after()
    return community.visibility == CommunityVisibility.PUBLIC or (own is not None and own.is_active())


def community_readable(community: str) -> str:
    """`may_read_community` as an SQL condition on an alias of a joined `viewer`."""
    return f"""(viewer.oversees
        OR ({community}.hidden_at IS NULL AND ({community}.visibility = 'PUBLIC' OR {is_member(community)}))
        OR ({community}.hidden_at IS NOT NULL AND {looks_after(community)}))"""


def may_read_log(viewer: Viewer, community: Community, *, own: Membership | None) -> bool:
    """What those who look after a community did is for its members."""
    is_inside = viewer.oversees or (own is not None and own.is_active())
    return is_inside and may_read_community(viewer, community, own=own)


def log_readable(community: str) -> str:
    """`may_read_log` as an SQL condition on an alias of a joined `viewer`."""
    return f"({community_readable(community)} AND (viewer.oversees OR {is_member(community)}))"


def is_member(community: str) -> str:
    """An SQL condition: the viewer is a member now."""
    return _standing(community, "AND cm.status = 'ACTIVE'")


def looks_after(community: str) -> str:
    """An SQL condition: the viewer moderates the community, as its owner or a moderator."""
    return _standing(community, "AND cm.status = 'ACTIVE' AND cm.role <> 'MEMBER'")


def is_invited(community: str) -> str:
    """An SQL condition: an invitation in the viewer's name, neither used nor revoked, leads there.

    An invitation that has expired still shows what it led into, but lets nobody in.
    """
    return f"""EXISTS (SELECT FROM community_invitation ci
        WHERE ci.community_id = {community}.id AND ci.invitee_id = viewer.id
        AND ci.used_at IS NULL AND ci.revoked_at IS NULL OFFSET 0)"""


def _standing(community: str, condition: str) -> str:
    # OFFSET 0: each membership is found by its index, never by a hash of the whole table.
    return f"""EXISTS (SELECT FROM membership cm
        WHERE cm.community_id = {community}.id AND cm.educator_id = viewer.id {condition} OFFSET 0)"""


def may_start_community(viewer: Viewer) -> bool:
    """Sign in to start or join a community (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_look_after(viewer: Viewer, own: Membership | None) -> bool:
    """Only those who look after this community can do this (an API token needs the scope WRITE)."""
    return may_write(viewer) and own is not None and own.looks_after()


def may_own(viewer: Viewer, own: Membership | None) -> bool:
    """Only an owner of this community can do this (an API token needs the scope WRITE)."""
    return may_write(viewer) and own is not None and own.is_active() and own.role == "OWNER"


def may_take_part_in_community(viewer: Viewer, own: Membership | None) -> bool:
    """Only members of this community can do this (an API token needs the scope WRITE)."""
    return may_write(viewer) and own is not None and own.is_active()


def may_start_in_community(viewer: Viewer, community: Community, own: Membership | None) -> bool:
    """In this community only those who look after it start something (an API token needs WRITE)."""
    if own is None or not own.is_active() or not may_write(viewer):
        return False
    return community.posting_policy == PostingPolicy.MEMBERS or own.looks_after()
