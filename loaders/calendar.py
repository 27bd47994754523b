"""What calendars show: the viewer's own feed, and the sessions in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import CalendarFeed, Session

# How far back a feed reaches, and how long it says of a session that it is cancelled.
SHOWN_FOR = timedelta(days=90)
CANCELLED_FOR = timedelta(days=30)

_FEED = f"""SELECT {columns(CalendarFeed, "f")} FROM calendar_feed f WHERE f.educator_id = $1::uuid"""
# Each part somebody can play is found by an index of its own.
_SESSIONS = f"""SELECT {columns(Session, "s")} FROM {VIEWER_ROW}, mentorship m
    JOIN session s ON s.mentorship_id = m.id
    WHERE (m.mentor_id = viewer.id OR m.mentee_id = viewer.id) AND {in_room("m")}
        AND s.starts_at > $4 AND (s.status <> 'CANCELLED' OR s.ended_at > $5)
    ORDER BY s.starts_at, s.id"""


async def own_feeds_by_id(reader: Reader, ids: Sequence[UUID]) -> list[CalendarFeed | None]:
    """The viewer's own calendar feed among n ids; None for any other. One statement."""
    own = await own_feed(reader)
    return [own if own is not None and own.id == key else None for key in ids]


async def own_feed(reader: Reader) -> CalendarFeed | None:
    """The viewer's own calendar feed, if there is one. One statement."""
    rows = await reader.plain_rows(_FEED, reader.viewer.reader_id, of=CalendarFeed)
    return rows[0] if rows else None


async def own_sessions_since(reader: Reader, now: datetime) -> list[Session]:
    """The viewer's sessions that a calendar shows now, in time order. One statement."""
    found: list[Session] = await reader.rows(_SESSIONS, now - SHOWN_FOR, now - CANCELLED_FOR, of=Session)
    return found
