"""Who may report things, and who sees and decides what was reported."""

from collections.abc import Collection

from access.viewer import OVERSEERS, Viewer, may_write
from models import AccountRole, Flag, ModerationAction


def may_flag(viewer: Viewer) -> bool:
    """Sign in to report something (an API token needs the scope WRITE)."""
    return may_write(viewer)


def may_see_flag(viewer: Viewer, flag: Flag) -> bool:
    """This flag is for who raised it and for moderators whom it does not concern."""
    return flag.reporter_id == viewer.reader_id or may_read_case(viewer, flag)


def may_read_case(viewer: Viewer, flag: Flag) -> bool:
    """What was reported is read by platform moderators whom it does not concern."""
    return viewer.oversees and flag.subject_id != viewer.reader_id


def flag_visible(flag: str) -> str:
    """`may_see_flag` as an SQL condition on an alias of a joined `viewer`."""
    return f"({flag}.reporter_id = viewer.id OR {is_judge(flag)})"


def is_judge(flag: str) -> str:
    """`may_read_case` as an SQL condition on an alias of a joined `viewer`."""
    return f"(viewer.oversees AND {flag}.subject_id IS DISTINCT FROM viewer.id)"


def may_see_action(viewer: Viewer, action: ModerationAction) -> bool:
    """What moderators decided is for whom it concerns, and for moderators."""
    return viewer.oversees or (viewer.reader_id is not None and action.subject_id == viewer.reader_id)


def action_visible(action: str) -> str:
    """`may_see_action` as an SQL condition on an alias of a joined `viewer`."""
    return f"(viewer.oversees OR {action}.subject_id = viewer.id)"


def may_read_audit(viewer: Viewer) -> bool:
    """What moderators looked at is for administrators."""
    return viewer.oversees and AccountRole.ADMIN in viewer.roles


def audit_readable() -> str:
    """`may_read_audit` as an SQL condition on a joined `viewer`."""
    return """(viewer.oversees AND EXISTS (SELECT FROM educator va JOIN account ON account.id = va.account_id
        WHERE va.id = viewer.id AND 'ADMIN' = ANY (account.roles) OFFSET 0))"""


def may_judge(viewer: Viewer, flag: Flag) -> bool:
    """Only platform moderators decide on flags, and never on their own case (a token needs WRITE)."""
    return may_write(viewer) and viewer.moderates and flag.subject_id != viewer.educator_id


def may_act_on(viewer: Viewer, roles: Collection[str]) -> bool:
    """Only administrators act on what moderators and administrators do."""
    return AccountRole.ADMIN in viewer.roles or OVERSEERS.isdisjoint(roles)
