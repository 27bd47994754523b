"""The viewer's own notifications."""

from collections.abc import Sequence
from uuid import UUID

from access.notification import notification_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Order, Page, PageArguments, pages
from loaders.reader import Reader, columns
from models import Notification

_BY_ID = f"""SELECT {columns(Notification, "n")} FROM {VIEWER_ROW}, notification n
    WHERE n.id = ANY ($4::uuid[]) AND {notification_visible("n")}"""
_LATEST = Order(
    "latest", (("n.updated_at", "timestamptz", "updated_at"), ("n.id", "uuid", "id")), descending=True
)


_UNWANTED = """SELECT p.kind FROM notification_preference p WHERE p.educator_id = $1::uuid"""


async def unwanted_kinds(reader: Reader) -> set[str]:
    """The kinds of notifications that the viewer does not want. One statement."""
    rows = await reader.plain_rows(_UNWANTED, reader.viewer.reader_id)
    return {row["kind"] for row in rows}


async def notifications_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Notification | None]:
    """n ids → n of the viewer's notifications; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Notification)}
    return [found.get(key) for key in ids]


async def own_notifications(reader: Reader, arguments: PageArguments, *, unread_only: bool) -> Page:
    """A page of the viewer's notifications, latest first. One statement."""
    condition = notification_visible("n") + (" AND n.read_at IS NULL" if unread_only else "")
    listing = Listing(Notification, "n", "notification n", condition)
    return (await pages(reader, listing, [ROOT], _LATEST, arguments))[0]
