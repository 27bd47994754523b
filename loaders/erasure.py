"""The viewer's own wish to be forgotten."""

from collections.abc import Sequence
from uuid import UUID

from loaders.reader import Reader, columns
from models import Erasure

_OWN = f"""SELECT {columns(Erasure, "x")} FROM erasure x
    WHERE x.account_id = (SELECT account_id FROM educator WHERE educator.id = $1::uuid)"""
_WAITING = f"{_OWN} AND x.cancelled_at IS NULL AND x.done_at IS NULL"
_BY_ID = f"{_OWN} AND x.id = ANY ($2::uuid[])"


async def own_erasure(reader: Reader) -> Erasure | None:
    """The one that is still to be carried out, if any. One statement."""
    rows = await reader.plain_rows(_WAITING, reader.viewer.reader_id, of=Erasure)
    return rows[0] if rows else None


async def own_erasures_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Erasure | None]:
    """n ids → n of the viewer's own. One statement."""
    rows = await reader.plain_rows(_BY_ID, reader.viewer.reader_id, list(ids), of=Erasure)
    found = {row["id"]: row for row in rows}
    return [found.get(key) for key in ids]
