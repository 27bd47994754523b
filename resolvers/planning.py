"""Planning sessions: proposing, confirming, moving and calling them off, with nobody in two places."""

from datetime import datetime
from typing import Annotated

from strawberry import ID

from kit.errors import invalid_transition, stale
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
from models.session import CHAT_MINUTES
from resolvers.appointment import Time, appoint, must_be_free
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.room import must_be_open, open_room, part, tell
from resolvers.session import SessionId, session_in_room

StartsAt = Annotated[datetime, described("A whole minute in the next 365 days, with its offset from UTC.")]


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
    by, status = context.member_id, SessionStatus.PROPOSED
    session = await appoint(context, mentorship, time, proposer_id=by, agenda=agenda, status=status)
    await tell_of_session(context, mentorship, session)
    return session


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
    await must_be_free(context, mentorship, time, session_id=session.id)
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
