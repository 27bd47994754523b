"""Appointments: a session is made for a time at which both are free, so nobody is in two places."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from kit.errors import conflict, invalid
from models import Mentorship, Session
from models.session import FARTHEST_AHEAD, LONGEST, SHORTEST
from resolvers.context import Context

# Of either, in either role: the time of what is planned, cut to the time that is asked for.
_TAKEN = """SELECT greatest(starts_at, $2) AS since, least(ends_at, $3) AS until FROM busy_time
    WHERE educator_id = ANY ($1::uuid[]) AND starts_at < $3 AND ends_at > $2
    AND session_id IS DISTINCT FROM $4::uuid ORDER BY starts_at LIMIT 1"""
_HOLD = "SELECT id FROM educator WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE"


@dataclass(frozen=True)
class Time:
    """When a session is, and for how long."""

    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def check(self, now: datetime) -> None:
        """Nothing, when a session can be planned for it.

        Raises: DomainError INVALID.
        """
        if not SHORTEST <= self.minutes <= LONGEST:
            raise invalid("minutes", f"A session takes {SHORTEST} to {LONGEST} minutes.")
        start = self.starts_at
        if start.second or start.microsecond:
            raise invalid("startsAt", "A session starts at a whole minute.")
        if not now < start <= now + FARTHEST_AHEAD:
            raise invalid("startsAt", "A session starts in the future, at most 365 days ahead.")


async def appoint(
    context: Context, mentorship: Mentorship, time: Time, argument: str = "startsAt", **columns: Any
) -> Session:
    """The session made for a time at which both are free, with these further columns.

    Locks both, as `must_be_free` says. Raises: DomainError CONFLICT.
    """
    await must_be_free(context, mentorship, time, argument)
    now = context.now()
    return await Session.create(
        id=Session.new_id(now),
        mentorship_id=mentorship.id,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        minutes=time.minutes,
        created_at=now,
        changed_at=now,
        version=1,
        **columns,
    )


async def must_be_free(
    context: Context,
    mentorship: Mentorship,
    time: Time,
    argument: str = "startsAt",
    session_id: UUID | None = None,
) -> None:
    """Nothing, when neither of the two is in a planned session then, other than this one.

    Until the commit nobody else plans with either of them: their rows stay locked. To be called after
    everything else was locked, as notifying somebody, which comes last, locks their row too.

    Raises: DomainError CONFLICT that says which part of the time is taken, not whose it is.
    """
    ids = sorted((mentorship.mentor_id, mentorship.mentee_id))
    await context.transaction.fetch(_HOLD, ids)
    # A statement of its own, so that it sees what was committed while the first one waited.
    taken = await context.transaction.fetch(_TAKEN, ids, time.starts_at, time.ends_at, session_id)
    if taken:
        since, until = (taken[0][end].astimezone(UTC) for end in ("since", "until"))
        message = f"One of you is taken from {since:%Y-%m-%d %H:%M} to {until:%H:%M} UTC."
        raise conflict(message, argument)
