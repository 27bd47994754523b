"""Ties: whom somebody grows with, in which part, and how strongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from models import MentoringFunction
from reports.meeting import Meetings, sustained_over
from reports.perspective import Standpoint
from reports.sustainedness import Pattern

OFTEN, LONG, RECENT = 12, 365, 180


class TieRole(StrEnum):
    """What the other is, or was, to the educator."""

    MENTOR = "MENTOR"
    MENTEE = "MENTEE"
    BOTH = "BOTH"


@dataclass(frozen=True)
class Bond:
    """One mentorship, seen from one of the two.

    `functions` and `meetings` are None for who is not in it: what lies in a room is its two's alone.
    """

    other_id: UUID
    is_guided: bool
    since: datetime
    standpoint: Standpoint
    functions: Sequence[str] | None
    meetings: Meetings | None


@dataclass(frozen=True)
class Tie:
    """All mentorships with one other; what the viewer may not know is None."""

    other_id: UUID
    role: TieRole
    since: datetime
    standpoint: Standpoint
    functions: Sequence[MentoringFunction] | None
    pattern: Pattern | None
    strength: float | None


def tie(bonds: Sequence[Bond], now: datetime) -> Tie:
    """What the mentorships with one other make, oldest first."""
    guided = {bond.is_guided for bond in bonds}
    role = TieRole.BOTH if len(guided) > 1 else TieRole.MENTOR if True in guided else TieRole.MENTEE
    known = [bond for bond in bonds if bond.functions is not None]
    received = {function for bond in known if bond.is_guided for function in bond.functions or ()}
    meetings = [bond.meetings for bond in bonds if bond.meetings is not None]
    kept = sustained_over(meetings, now)
    return Tie(
        other_id=bonds[0].other_id,
        role=role,
        since=bonds[0].since,
        standpoint=bonds[0].standpoint,
        functions=[one for one in MentoringFunction if one in received] if known else None,
        pattern=kept.pattern if kept else None,
        strength=strength([start for one in meetings for start in one.starts], now) if meetings else None,
    )


def strength(held: Sequence[datetime], now: datetime) -> float:
    """(min(1, n ÷ 12) + min(1, span ÷ 365) + max(0, 1 − since ÷ 180)) ÷ 3, from 0 to 1; 0 when never met.

    How often (n sessions held), how long (days from the first to the last) and how lately (days since
    the last) two met: the amount of time of Granovetter (1973), which Marsden & Campbell (1984) measure
    by frequency and duration. The bounds are ours: a year of monthly sessions is as often and as long
    as counts.
    """
    if not held:
        return 0.0
    span, since = (max(held) - min(held)).days, (now - max(held)).days
    return (min(1, len(held) / OFTEN) + min(1, span / LONG) + min(1, max(0, 1 - since / RECENT))) / 3
