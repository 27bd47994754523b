"""Who may see a community's challenges and how members stand to them, and who may change them."""

from access.community import community_readable, is_member
from access.educator import educator_visible
from access.viewer import Viewer, may_write
from models import Challenge, ChallengeMark, Membership


def may_see_challenge(viewer: Viewer, challenge: Challenge, *, reads_community: bool) -> bool:
    """This challenge is not visible to you."""
    if not reads_community or challenge.author_id in viewer.blocked:
        return False
    is_shown = challenge.hidden_at is None or challenge.author_id == viewer.reader_id
    return is_shown or viewer.oversees


def challenge_visible(challenge: str, community: str) -> str:
    """`may_see_challenge` as an SQL condition on a challenge, its community and a joined `viewer`."""
    return f"""({community_readable(community)} AND {challenge}.author_id <> ALL (viewer.blocked) AND (
        {challenge}.hidden_at IS NULL OR {challenge}.author_id = viewer.id OR viewer.oversees))"""


def may_see_mark(
    viewer: Viewer, mark: ChallengeMark, *, sees_challenge: bool, is_fellow: bool, sees_educator: bool
) -> bool:
    """How they stand to this challenge is not visible to you."""
    if not sees_challenge or mark.educator_id in viewer.blocked:
        return False
    # Fellow members see that somebody is there, even when they may not see who.
    return mark.educator_id == viewer.reader_id or is_fellow or sees_educator


def mark_visible(mark: str, challenge: str, community: str, educator: str) -> str:
    """`may_see_mark` as an SQL condition on a mark, what it is on, and whose it is."""
    return f"""({challenge_visible(challenge, community)} AND {mark}.educator_id <> ALL (viewer.blocked)
        AND ({mark}.educator_id = viewer.id OR {is_member(community)} OR {educator_visible(educator)}))"""


def may_reword_challenge(viewer: Viewer, challenge: Challenge, own: Membership | None) -> bool:
    """Only who described a challenge, as a member, can change it (an API token needs the scope WRITE)."""
    is_inside = own is not None and own.is_active()
    return may_write(viewer) and is_inside and challenge.author_id == viewer.educator_id


def may_close_challenge(viewer: Viewer, challenge: Challenge, own: Membership | None) -> bool:
    """Only who described a challenge, or looks after its community, can close it (API tokens: WRITE)."""
    if own is None or not own.is_active() or not may_write(viewer):
        return False
    return challenge.author_id == viewer.educator_id or own.looks_after()
