"""Who may report things, and who sees and decides what was reported."""

from collections.abc import Collection

from access.viewer import OVERSEERS, Viewer, may_write
from models import AccountRole, Flag


def may_flag(viewer: Viewer) -> bool:
    """Sign in to report something (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_see_flag(viewer: Viewer, flag: Flag) -> bool:
    """This flag is for who raised it and for moderators whom it does not concern."""
    is_judge = viewer.oversees and flag.subject_id != viewer.reader_id
    return flag.reporter_id == viewer.reader_id or is_judge


def flag_visible(flag: str) -> str:
    """`may_see_flag` as an SQL condition on an alias of a joined `viewer`."""
    return f"""({flag}.reporter_id = viewer.id
        OR (viewer.oversees AND {flag}.subject_id IS DISTINCT FROM viewer.id))"""


def may_judge(viewer: Viewer, flag: Flag) -> bool:
    """Only platform moderators decide on flags, and never on their own case (a token needs WRITE)."""
    return may_write(viewer) and viewer.moderates and flag.subject_id != viewer.educator_id


def may_act_on(viewer: Viewer, roles: Collection[str]) -> bool:
    """Only administrators act on what moderators and administrators do."""
    return AccountRole.ADMIN in viewer.roles or OVERSEERS.isdisjoint(roles)
