"""What somebody with privileges looked at, written down where it is read."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from loaders.reader import Reader
from models import AuditEntry, AuditKind

_LOOKED_AT = """INSERT INTO audit_entry (id, actor_id, kind, subject_id, at)
    SELECT look.id, $1::uuid, $2, look.subject_id, $3::timestamptz
    FROM unnest($4::uuid[], $5::uuid[]) AS look(id, subject_id)"""
# Members look at what is theirs.
_AS_A_STRANGER = """
    WHERE NOT EXISTS (SELECT FROM membership cm
        WHERE cm.community_id = look.subject_id AND cm.educator_id = $1 AND cm.status = 'ACTIVE')"""
_HIDDEN = "SELECT id FROM community WHERE id = ANY ($1::uuid[]) AND visibility = 'HIDDEN'"


async def look_into_communities(reader: Reader, ids: Sequence[UUID], now: datetime) -> None:
    """Write down that the viewer, a platform moderator, reads communities hidden from others.

    Once in an operation for each. One statement; none for no communities.
    """
    await _write_down(reader, _LOOKED_AT + _AS_A_STRANGER, AuditKind.HIDDEN_COMMUNITY, ids, now)


async def look_into_hidden(reader: Reader, ids: Sequence[UUID], now: datetime) -> None:
    """The same for communities of which it is not known whether they are hidden. At most two statements."""
    if ids:
        rows = await reader.plain_rows(_HIDDEN, list(set(ids)))
        await look_into_communities(reader, [row["id"] for row in rows], now)


async def look_at(reader: Reader, kind: AuditKind, ids: Sequence[UUID], now: datetime) -> None:
    """Write down that the viewer, a platform moderator, reads what others may not.

    Once in an operation for each. One statement; none for nothing.
    """
    await _write_down(reader, _LOOKED_AT, kind, ids, now)


async def _write_down(reader: Reader, sql: str, kind: AuditKind, ids: Sequence[UUID], now: datetime) -> None:
    fresh = [key for key in dict.fromkeys(ids) if (kind, key) not in reader.looked_at]
    reader.looked_at.update((kind, key) for key in fresh)
    if fresh:
        entries = [AuditEntry.new_id(now) for _ in fresh]
        await reader.plain_rows(sql, reader.viewer.reader_id, kind.value, now, entries, fresh)
