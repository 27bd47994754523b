"""Flags by id."""

from collections.abc import Sequence
from uuid import UUID

from access.flag import flag_visible
from access.viewer import VIEWER_ROW
from loaders.reader import Reader, columns
from models import Flag

_BY_ID = f"""SELECT {columns(Flag, "f")} FROM {VIEWER_ROW}, flag f
    WHERE f.id = ANY ($4::uuid[]) AND {flag_visible("f")}"""


async def flags_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Flag | None]:
    """n ids → n flags; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Flag)}
    return [found.get(key) for key in ids]
