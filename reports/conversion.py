"""Conversion: which informal chats led to a sustained mentorship."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

CONVERSION_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Begun:
    """When a chat of two was accepted, or a sustained mentorship of theirs began; whoever guides."""

    one: UUID
    other: UUID
    at: datetime

    @property
    def pair(self) -> frozenset[UUID]:
        """The two."""
        return frozenset((self.one, self.other))


def conversion_rate(chats: Iterable[Begun], sustained: Iterable[Begun], until: datetime) -> float | None:
    """The share of accepted chats after which the same two began a sustained mentorship within 60 days.

    Chats whose 60 days are not over at `until` do not count yet; None when none counts.
    """
    began: defaultdict[frozenset[UUID], list[datetime]] = defaultdict(list)
    for one in sorted(sustained, key=lambda begun: begun.at):
        began[one.pair].append(one.at)
    counted = [chat for chat in chats if chat.at + CONVERSION_WITHIN <= until]
    if not counted:
        return None
    return sum(_is_followed(chat.at, began[chat.pair]) for chat in counted) / len(counted)


def _is_followed(at: datetime, instants: list[datetime]) -> bool:
    """Whether one of the instants, in rising order, lies within the time after `at`."""
    first = bisect_left(instants, at)
    return first < len(instants) and instants[first] - at <= CONVERSION_WITHIN
