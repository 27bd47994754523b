"""Who may see what an educator looks for in a mentor."""

from access.educator import educator_visible
from access.mentor import takes_requests
from access.viewer import Viewer, may_write
from models import Need, NeedVisibility


def may_see_need(viewer: Viewer, need: Need, *, sees_educator: bool, offers_it: bool) -> bool:
    """This need is not visible to you."""
    if need.educator_id == viewer.reader_id:
        return True
    return (
        sees_educator
        and need.closed_at is None
        and (
            need.visibility == NeedVisibility.PUBLIC
            or (need.visibility == NeedVisibility.MATCHING and offers_it)
        )
    )


def need_visible(need: str, now: str) -> str:
    """`may_see_need` as an SQL condition on the alias `need` of a joined `viewer`, at the instant `now`."""
    # OFFSET 0: each is found by its key; without it, PostgreSQL may hash the whole table.
    return f"""(
        {need}.educator_id = viewer.id
        OR ({need}.closed_at IS NULL
            AND ({need}.visibility = 'PUBLIC' OR ({need}.visibility = 'MATCHING' AND {_offered(need, now)}))
            AND EXISTS (SELECT FROM educator ne
                        WHERE ne.id = {need}.educator_id AND {educator_visible("ne")} OFFSET 0)))"""


def _offered(need: str, now: str) -> str:
    """An SQL condition: the viewer takes requests, and offers what the need asks for."""
    return f"""EXISTS (
        SELECT FROM mentor_offer no JOIN mentor_profile np ON np.educator_id = no.educator_id
        WHERE no.educator_id = viewer.id AND no.topic_id = {need}.topic_id
        AND no.function = {need}.function AND {takes_requests("np", now)} OFFSET 0)"""


def may_change_need(viewer: Viewer, need: Need) -> bool:
    """Only you can change your needs (an API token needs the scope WRITE)."""
    return may_write(viewer) and need.educator_id == viewer.educator_id
