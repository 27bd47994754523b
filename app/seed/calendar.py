"""When generated people meet: on the mentor's hour, by day, and nobody with two at once."""

from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from app.seed.dice import Dice

# Of the mentor's clock.
HOURS = tuple(range(7, 21))
# Nobody meets for longer; clocks differ by quarters of an hour.
_QUARTER = timedelta(minutes=15)
_CLASHING = tuple(_QUARTER * number for number in range(-3, 4))

_zone = cache(ZoneInfo)


class Calendar:
    """Hours that are taken, by educator."""

    def __init__(self) -> None:
        self._taken: set[tuple[UUID, datetime]] = set()

    def book(self, one: UUID, other: UUID, wanted: datetime, zone: str, dice: Dice) -> datetime:
        """The wanted hour, or one soon after it, that is by day in a zone and free for both; theirs now."""
        local = wanted.astimezone(_zone(zone))
        day = local.replace(hour=0, minute=0, second=0, microsecond=0)
        starts_at, tried = local.replace(minute=0, second=0, microsecond=0), 0
        while starts_at.hour not in HOURS or not self._free(one, other, starts_at.astimezone(UTC)):
            starts_at = (day + timedelta(days=tried // 6)).replace(hour=dice.pick(HOURS))
            tried += 1
        self.take(one, other, starts_at.astimezone(UTC))
        return starts_at.astimezone(UTC)

    def _free(self, one: UUID, other: UUID, starts_at: datetime) -> bool:
        return not any((who, starts_at + apart) in self._taken for who in (one, other) for apart in _CLASHING)

    def take(self, one: UUID, other: UUID, starts_at: datetime) -> None:
        """Take an hour of both."""
        self._taken |= {(one, starts_at), (other, starts_at)}
