"""Time that only moves when a test says so."""

from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


class DrivenClock:
    """A clock for `create_app`; each reading is a millisecond later, so that order is never in doubt."""

    def __init__(self) -> None:
        self.time = BEGINNING

    def __call__(self) -> datetime:
        """The present instant."""
        self.time += timedelta(milliseconds=1)
        return self.time

    def advance(self, **duration: float) -> None:
        """Let time pass."""
        self.time += timedelta(**duration)

    def rewind(self) -> None:
        """Begin anew."""
        self.time = BEGINNING
