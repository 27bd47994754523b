"""Rate limits: leaky buckets in the database, shared by all processes."""

from dataclasses import dataclass
from datetime import datetime

# One statement, so that parallel attempts cannot slip past each other. Attempts may arrive in another
# order than they were made in, and from servers whose clocks differ: time that seems to run backwards
# leaks nothing and adds nothing.
SPEND = """
    INSERT INTO rate_limit (name, level, updated_at) VALUES ($1, 1, $4)
    ON CONFLICT (name) DO UPDATE SET
        level = greatest(0, rate_limit.level
            - greatest(0, extract(epoch FROM $4 - rate_limit.updated_at)) * $3::float8) + 1,
        updated_at = greatest($4, rate_limit.updated_at)
    WHERE greatest(0, rate_limit.level
        - greatest(0, extract(epoch FROM $4 - rate_limit.updated_at)) * $3::float8) + 1 <= $2::float8
    RETURNING level"""
FORGET = "DELETE FROM rate_limit WHERE updated_at < $1"


@dataclass(frozen=True)
class Limit:
    """So many at once, and so many again in a period."""

    name: str
    burst: int
    period_seconds: float

    def spend_arguments(self, subject: str, now: datetime) -> tuple[str, float, float, datetime]:
        """The parameters of `SPEND` for one attempt; no row comes back when the bucket is full."""
        return f"{self.name}:{subject}", float(self.burst), self.burst / self.period_seconds, now
