"""Who may report things, and who sees and decides what was reported."""

from access.viewer import Viewer, may_write
from models import Flag


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
