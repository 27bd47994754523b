"""Who may run reports, and over whom."""

from access.viewer import Viewer, may_write
from models import AccountRole, TokenScope

_ANALYSTS = frozenset({AccountRole.ANALYST, AccountRole.ADMIN})


def may_report_own(viewer: Viewer) -> bool:
    """Sign in to run reports (an API token needs the scope REPORTS)."""
    return viewer.is_member and TokenScope.REPORTS in viewer.scopes


def may_report_network(viewer: Viewer) -> bool:
    """Only analysts report over everybody (an API token needs the scope REPORTS); ask over your own."""
    return may_report_own(viewer) and not viewer.roles.isdisjoint(_ANALYSTS)


def may_save_report(viewer: Viewer) -> bool:
    """Sign in to save reports (an API token needs the scopes REPORTS and WRITE)."""
    return may_report_own(viewer) and may_write(viewer)
