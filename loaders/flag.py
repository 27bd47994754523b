"""Flags by id, the queue that moderators work through, and what was decided."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from access.flag import action_visible, flag_visible, is_judge
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, oldest, pages
from loaders.reader import Reader, columns
from models import Flag, FlagReason, FlagStatus, FlagTarget, ModerationAction

_BY_ID = f"""SELECT {columns(Flag, "f")} FROM {VIEWER_ROW}, flag f
    WHERE f.id = ANY ($4::uuid[]) AND {flag_visible("f")}"""
# One flag stands for all that report the same thing and stand alike: the first.
_QUEUE = f"""{is_judge("f")} AND f.status = $5::text AND ($6::text IS NULL OR f.reason = $6::text)
    AND ($7::text IS NULL OR f.target = $7::text)
    AND NOT EXISTS (SELECT FROM flag g WHERE g.target = f.target AND g.target_id = f.target_id
        AND g.status = f.status AND ($6::text IS NULL OR g.reason = $6::text) AND g.id < f.id)"""
_OTHERS = Listing(
    Flag,
    "f",
    "flag one JOIN flag f ON f.target = one.target AND f.target_id = one.target_id AND f.id <> one.id",
    f"one.id = asked.key AND {is_judge('f')}",
)
_ACTIONS = f"""SELECT {columns(ModerationAction, "a")} FROM {VIEWER_ROW}, moderation_action a
    WHERE a.id = ANY ($4::uuid[]) AND {action_visible("a")}"""


class Case(NamedTuple):
    """Which flags are wanted; None for any."""

    status: FlagStatus
    reason: FlagReason | None
    target: FlagTarget | None


async def flags_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Flag | None]:
    """n ids → n flags; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Flag)}
    return [found.get(key) for key in ids]


async def queue_of_flags(reader: Reader, case: Case, arguments: PageArguments) -> Page:
    """A page of what was reported, the oldest report first, each thing once. One statement."""
    listing = Listing(Flag, "f", "flag f", _QUEUE, tuple(case))
    return (await pages(reader, listing, [ROOT], oldest("f"), arguments))[0]


async def flags_beside(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n flags → n pages of the others on the same thing, oldest first; for moderators. One statement."""
    return await pages(reader, _OTHERS, ids, oldest("f"), arguments)


async def actions_by_id(reader: Reader, ids: Sequence[UUID]) -> list[ModerationAction | None]:
    """n ids → n decisions; None for one that concerns somebody else. One statement."""
    found = {row["id"]: row for row in await reader.rows(_ACTIONS, list(ids), of=ModerationAction)}
    return [found.get(key) for key in ids]
