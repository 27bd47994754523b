"""Who may see a pledge and how it is kept, and who may change it. It is never ranked."""

from access.viewer import Viewer
from models import PartnerStatus, Pledge, PledgePartner


def may_see_pledge(viewer: Viewer, pledge: Pledge, *, own: PledgePartner | None) -> bool:
    """This pledge is for who made it and those asked to watch over it."""
    if pledge.educator_id == viewer.reader_id:
        return True
    is_asked = own is not None and own.status in (PartnerStatus.INVITED, PartnerStatus.ACCEPTED)
    return is_asked and pledge.educator_id not in viewer.blocked


def pledge_visible(pledge: str) -> str:
    """`may_see_pledge` as an SQL condition on an alias of a joined `viewer`."""
    return f"({pledge}.educator_id = viewer.id OR {_partner(pledge, 'INVITED', 'ACCEPTED')})"


def adherence_readable(pledge: str) -> str:
    """An SQL condition: the viewer made the pledge, or agreed to watch over it."""
    return f"({pledge}.educator_id = viewer.id OR {_partner(pledge, 'ACCEPTED')})"


def _partner(pledge: str, *statuses: str) -> str:
    listed = ", ".join(f"'{status}'" for status in statuses)
    return f"""({pledge}.educator_id <> ALL (viewer.blocked) AND EXISTS (
        SELECT FROM pledge_partner pp WHERE pp.pledge_id = {pledge}.id AND pp.educator_id = viewer.id
        AND pp.status IN ({listed}) OFFSET 0))"""
