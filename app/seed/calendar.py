"""When generated people meet: on the hour, and nobody with two at once."""

from datetime import datetime, timedelta
from uuid import UUID

from app.seed.dice import Dice

HOURS = tuple(range(6, 21))


class Calendar:
    """Hours that are taken, by educator."""

    def __init__(self) -> None:
        self._taken: set[tuple[UUID, datetime]] = set()

    def book(self, one: UUID, other: UUID, wanted: datetime, dice: Dice) -> datetime:
        """The wanted hour, or one soon after it, that is by day and free for both; it is theirs now."""
        day = wanted.replace(hour=0, minute=0, second=0, microsecond=0)
        starts_at = day + timedelta(hours=wanted.hour)
        tried = 0
        while starts_at.hour not in HOURS or not self._free(one, other, starts_at):
            starts_at = day + timedelta(days=tried // 6, hours=dice.pick(HOURS))
            tried += 1
        self.take(one, other, starts_at)
        return starts_at

    def _free(self, one: UUID, other: UUID, starts_at: datetime) -> bool:
        return (one, starts_at) not in self._taken and (other, starts_at) not in self._taken

    def take(self, one: UUID, other: UUID, starts_at: datetime) -> None:
        """Take an hour of both."""
        self._taken |= {(one, starts_at), (other, starts_at)}
