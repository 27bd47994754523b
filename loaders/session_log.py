"""What came of sessions: their logs and next steps."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from access.mentorship import in_room
from access.viewer import VIEWER_ROW
from loaders.page import Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import NextStep, SessionLog

_ALONG = "JOIN session s ON s.id = {alias}.session_id JOIN mentorship m ON m.id = s.mentorship_id"
_LOGS = f"""SELECT {columns(SessionLog, "l")} FROM {VIEWER_ROW}, session_log l {_ALONG.format(alias="l")}
    WHERE l.{{column}} = ANY ($4::uuid[]) AND {in_room("m")}"""
_LOGS_BY_ID, _LOGS_BY_SESSION = _LOGS.format(column="id"), _LOGS.format(column="session_id")

_STEPS = f"""SELECT {columns(NextStep, "n")} FROM {VIEWER_ROW}, next_step n {_ALONG.format(alias="n")}
    WHERE n.{{column}} = ANY ($4::uuid[]) AND {in_room("m")} ORDER BY n.id"""
_STEPS_BY_ID, _STEPS_BY_SESSION = _STEPS.format(column="id"), _STEPS.format(column="session_id")
_STEPS_OF_MENTORSHIP = Listing(
    NextStep, "n", f"next_step n {_ALONG.format(alias='n')}", f"m.id = asked.key AND {in_room('m')}"
)
_DONE = "n.done_at IS NOT NULL"


async def logs_by_id(reader: Reader, ids: Sequence[UUID]) -> list[SessionLog | None]:
    """n ids → n logs; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_LOGS_BY_ID, list(ids), of=SessionLog)}
    return [found.get(key) for key in ids]


async def logs_of_sessions(reader: Reader, ids: Sequence[UUID]) -> list[SessionLog | None]:
    """n sessions → n logs; None where nothing was written yet. One statement."""
    found = {row["session_id"]: row for row in await reader.rows(_LOGS_BY_SESSION, list(ids), of=SessionLog)}
    return [found.get(key) for key in ids]


async def next_steps_by_id(reader: Reader, ids: Sequence[UUID]) -> list[NextStep | None]:
    """n ids → n next steps; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_STEPS_BY_ID, list(ids), of=NextStep)}
    return [found.get(key) for key in ids]


async def next_steps_of_sessions(reader: Reader, ids: Sequence[UUID]) -> list[list[NextStep]]:
    """n sessions → n lists of their next steps, in the order they were agreed. One statement."""
    steps: dict[UUID, list[NextStep]] = {key: [] for key in ids}
    for row in await reader.rows(_STEPS_BY_SESSION, list(steps), of=NextStep):
        steps[row["session_id"]].append(row)
    return [steps[key] for key in ids]


async def next_steps_of_mentorships(
    reader: Reader, ids: Sequence[UUID], arguments: PageArguments, *, is_open: bool | None
) -> list[Page]:
    """n mentorships → n pages of their next steps, open or done ones if told, newest first. One statement."""
    listing = _STEPS_OF_MENTORSHIP
    if is_open is not None:
        state = f"NOT ({_DONE})" if is_open else _DONE
        listing = replace(listing, condition=f"{listing.condition} AND {state}")
    return await pages(reader, listing, ids, newest("n"), arguments)
