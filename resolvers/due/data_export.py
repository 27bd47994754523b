"""Exports that are to be made, and those whose time is over."""

import gzip
import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple
from uuid import UUID

from loaders.personal_sections import SECTIONS
from models import DataExport, Educator, ExportStatus, NotificationKind
from models.leaving import EXPORT_KEPT_FOR
from resolvers.due.task import Task
from resolvers.due.turn import Turn
from resolvers.notice import Notice, Subject

FORMAT = "menteo-data-export/1"
# A few at a time: each is held in memory whole.
_REQUESTED = """SELECT x.id FROM data_export x WHERE x.status = 'REQUESTED' AND x.requested_at <= $1
    ORDER BY x.id LIMIT least($2, 5) FOR NO KEY UPDATE SKIP LOCKED"""
_EXPIRED = """SELECT x.id FROM data_export x WHERE x.status = 'READY' AND x.expires_at <= $1
    ORDER BY x.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"""
_UTC = "SET LOCAL timezone TO 'UTC'"


class ExportFile(NamedTuple):
    """A compressed file, and the SHA-256 of what it holds."""

    content: bytes
    sha256: str


class _JsonFile:
    """Writes JSON into a compressed file, piece by piece."""

    def __init__(self, made_at: float) -> None:
        self._bytes, self._digest = BytesIO(), hashlib.sha256()
        self._file = gzip.GzipFile(fileobj=self._bytes, mode="wb", mtime=made_at)

    def write(self, text: str) -> None:
        """Add text."""
        data = text.encode()
        self._digest.update(data)
        self._file.write(data)

    def finish(self) -> ExportFile:
        """The file; nothing can be added any more."""
        self._file.close()
        return ExportFile(self._bytes.getvalue(), self._digest.hexdigest())


async def export_of(turn: Turn, educator: Educator) -> ExportFile:
    """All data of an educator as it stands now. One statement for each list."""
    file = _JsonFile(turn.now.timestamp())
    file.write(f'{{"format": "{FORMAT}", "madeAt": "{turn.now:%Y-%m-%dT%H:%M:%SZ}"')
    await turn.transaction.fetch(_UTC)
    for section in SECTIONS:
        rows: Sequence[Any] = await turn.transaction.fetch(
            section.statement(), educator.id, educator.account_id
        )
        file.write(f',\n"{section.name}": [')
        file.write(",\n".join(row["item"] for row in rows))
        file.write("]")
    file.write("}\n")
    return file.finish()


async def _make(turn: Turn, ids: Sequence[UUID]) -> None:
    for export in await DataExport.filter(id__in=ids).order_by("id"):
        educator = await Educator.get(account_id=export.account_id)
        file = await export_of(turn, educator)
        export.status, export.ready_at = ExportStatus.READY, turn.now
        export.expires_at = turn.now + EXPORT_KEPT_FOR
        export.content, export.sha256, export.size = file.content, file.sha256, len(file.content)
        await export.save()
        turn.tell(Notice(NotificationKind.EXPORT_READY, educator.id, educator.id, Subject()))


async def _expire(_: Turn, ids: Sequence[UUID]) -> None:
    await DataExport.filter(id__in=ids).update(status=ExportStatus.EXPIRED, content=None)


EXPORT_TASKS = (Task("exports made", _REQUESTED, _make), Task("exports expired", _EXPIRED, _expire))
