"""Planning sessions: proposing, confirming, moving and calling them off, with nobody in two places."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from strawberry import ID

from kit.errors import conflict, invalid, invalid_transition, stale
from models import (
    Agreement,
    AgreementStatus,
    EventKind,
    Mentorship,
    MentorshipStatus,
    NotificationKind,
    Session,
    SessionStatus,
)
from models.session import CHAT_MINUTES, FARTHEST_AHEAD, LONGEST, SHORTEST
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.room import must_be_open, open_room, part, tell
from resolvers.session import SessionId, session_in_room

StartsAt = Annotated[datetime, described("A whole minute in the next 365 days, with its offset from UTC.")]

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


async def propose_session(
    info: Info,
    mentorship_id: Annotated[ID, described("The mentorship whose two are to meet.")],
    starts_at: StartsAt,
    minutes: Annotated[int | None, described("15–120; as agreed, or 30, when left out.")] = None,
    agenda: Annotated[str, described("Markdown, at most 2000 characters.")] = "",
) -> Session:
    """Proposes a session to the other of the two; the time is kept free for it."""
    context = info.context
    mentorship = await open_room(context, mentorship_id, "mentorshipId")
    must_be_active(mentorship)
    Session.check_lengths(agenda=agenda)
    time = Time(starts_at, await _usual_minutes(mentorship) if minutes is None else minutes)
    time.check(context.now())
    await must_be_free(context, (mentorship.mentor_id, mentorship.mentee_id), time)
    session = await _propose(context, mentorship, time, agenda)
    await tell_of_session(context, mentorship, session)
    return session


async def _propose(context: Context, mentorship: Mentorship, time: Time, agenda: str) -> Session:
    now = context.now()
    return await Session.create(
        id=Session.new_id(now),
        mentorship_id=mentorship.id,
        proposer_id=context.member_id,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        minutes=time.minutes,
        agenda=agenda,
        status=SessionStatus.PROPOSED,
        created_at=now,
        changed_at=now,
        version=1,
    )


async def confirm_session(info: Info, session_id: SessionId) -> Session:
    """Confirms a session that the other proposed."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    must_be_active(mentorship)
    session.confirm(context.member_id, part(context, mentorship), context.now())
    await session.save(update_fields=["status", "confirmed_at", "changed_at", "version"])
    await tell_of_session(context, mentorship, session)
    return session


async def reschedule_session(
    info: Info,
    session_id: SessionId,
    starts_at: StartsAt,
    minutes: Annotated[int | None, described("15–120; as before, when left out.")] = None,
    agenda: Annotated[str | None, described("At most 2000 characters; as before, when left out.")] = None,
    expected_version: ExpectedVersion = None,
) -> Session:
    """Proposes another time for a planned session; the other confirms it anew."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    must_be_active(mentorship)
    if expected_version is not None and expected_version != session.version:
        raise stale("This session", session.version, session)
    Session.check_lengths(agenda=agenda)
    time = Time(starts_at, session.minutes if minutes is None else minutes)
    time.check(context.now())
    session.move(context.member_id, part(context, mentorship), time.starts_at, time.minutes, context.now())
    await must_be_free(context, (mentorship.mentor_id, mentorship.mentee_id), time, session.id)
    session.agenda = session.agenda if agenda is None else agenda
    times = ["starts_at", "ends_at", "minutes", "confirmed_at", "changed_at"]
    await session.save(update_fields=[*times, "agenda", "proposer_id", "status", "version"])
    await tell_of_session(context, mentorship, session)
    return session


async def cancel_session(
    info: Info,
    session_id: SessionId,
    reason: Annotated[str | None, described("What the other reads of it, in 1–500 characters.")] = None,
) -> Session:
    """Calls a planned session off; its time is free again."""
    context = info.context
    mentorship, session = await session_in_room(context, session_id)
    if reason is not None:
        Session.check_lengths(cancel_note=reason)
    session.cancel(part(context, mentorship), reason, context.now())
    await session.save(update_fields=["status", "ended_at", "cancel_note", "changed_at", "version"])
    await tell_of_session(context, mentorship, session)
    return session


async def must_be_free(
    context: Context, educator_ids: Iterable[UUID], time: Time, session_id: UUID | None = None
) -> None:
    """Nothing, when none of them is in a planned session then, other than this one.

    Until the commit nobody else plans with any of them: their rows stay locked. To be called after
    everything else was locked, as notifying somebody, which comes last, locks their row too.

    Raises: DomainError CONFLICT that says which part of the time is taken, not whose it is.
    """
    ids = sorted(educator_ids)
    await context.transaction.fetch(_HOLD, ids)
    # A statement of its own, so that it sees what was committed while the first one waited.
    taken = await context.transaction.fetch(_TAKEN, ids, time.starts_at, time.ends_at, session_id)
    if taken:
        since, until = (taken[0][end].astimezone(UTC) for end in ("since", "until"))
        message = f"One of you is taken from {since:%Y-%m-%d %H:%M} to {until:%H:%M} UTC."
        raise conflict(message, "startsAt")


def must_be_active(mentorship: Mentorship) -> None:
    """Nothing, while sessions can be planned.

    Raises: InvalidTransition unless the mentorship is ACTIVE.
    """
    must_be_open(mentorship)
    if mentorship.status != MentorshipStatus.ACTIVE:
        message = (
            f"Sessions are planned while a mentorship is active; this one is {mentorship.status.lower()}."
        )
        raise invalid_transition(message)


async def _usual_minutes(mentorship: Mentorship) -> int:
    agreed = await Agreement.get_or_none(mentorship_id=mentorship.id, status=AgreementStatus.IN_FORCE)
    return agreed.session_minutes if agreed else CHAT_MINUTES


async def tell_of_session(context: Context, mentorship: Mentorship, session: Session) -> None:
    """Tell the two what became of a session."""
    kind = EventKind.SESSION_CHANGED
    await tell(context, mentorship, kind, session.id, NotificationKind.SESSION_CHANGED)
