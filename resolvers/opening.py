"""How an accepted request opens a mentorship: with an agreement to sign, or with a chat."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from kit.errors import DomainError, ErrorCode, invalid
from models import (
    Awaiting,
    MentorProfile,
    Mentorship,
    MentorshipKind,
    MentorshipRequest,
    MentorshipStatus,
    RequestKind,
    SessionStatus,
)
from models.mentor import DEFAULT_INTRO_CHATS
from models.session import CHAT_MINUTES
from resolvers.appointment import Time, appoint
from resolvers.asking import must_be_apart
from resolvers.context import Context
from resolvers.place import must_have_place
from resolvers.wish import check_slot

_ZONE = """SELECT time_zone FROM account JOIN educator ON educator.account_id = account.id
    WHERE educator.id = $1"""
# First chats that take place in a week; what was upgraded since has sessions of another kind.
_CHATS = """SELECT count(DISTINCT m.id) FROM mentorship_request r
    JOIN mentorship m ON m.request_id = r.id JOIN session s ON s.mentorship_id = m.id
    WHERE r.mentor_id = $1 AND r.kind = 'INFORMAL_CHAT' AND s.status <> 'CANCELLED'
    AND (m.upgraded_at IS NULL OR s.created_at < m.upgraded_at)
    AND s.starts_at >= $2 AND s.starts_at < $3"""


async def open_mentorship(
    context: Context, request: MentorshipRequest, capacity: int, slot: datetime | None
) -> Mentorship:
    """The mentorship that an accepted request opens; with its first session when it is a chat.

    Raises: DomainError CAPACITY_EXCEEDED when the mentor has no place, or no chat left in that week;
        CONFLICT when the two have a mentorship already; INVALID for a slot that cannot be.
    """
    await must_be_apart(request, "requestId")
    if request.kind == RequestKind.MENTORSHIP:
        if slot is not None:
            raise invalid("slot", "Only an informal chat has a slot.")
        await must_have_place(request.mentor_id, capacity)
        return await _room(context, request, MentorshipKind.SUSTAINED, MentorshipStatus.FORMING)
    starts_at = _slot_of(context, request, slot)
    await _must_have_chat(context, request.mentor_id, starts_at)
    room = await _room(context, request, MentorshipKind.INFORMAL, MentorshipStatus.ACTIVE)
    await appoint(
        context,
        room,
        Time(starts_at, CHAT_MINUTES),
        "slot",
        proposer_id=request.initiator_id,
        agenda="",
        status=SessionStatus.CONFIRMED,
        confirmed_at=context.now(),
    )
    return room


def _slot_of(context: Context, request: MentorshipRequest, slot: datetime | None) -> datetime:
    proposed: Sequence[datetime] = request.proposed_slots
    if slot is None and len(proposed) == 1:
        slot = proposed[0]
    if slot is None:
        raise invalid("slot", "Say when the chat begins.")
    if proposed and slot not in proposed:
        raise invalid("slot", "Choose one of the proposed slots.")
    check_slot(slot, context.now(), "slot")
    return slot


async def _must_have_chat(context: Context, mentor_id: UUID, starts_at: datetime) -> None:
    profile = await MentorProfile.get_or_none(educator_id=mentor_id)
    most = profile.intro_chats_per_week if profile else DEFAULT_INTRO_CHATS
    zone = ZoneInfo(await context.transaction.value(_ZONE, mentor_id))
    day = starts_at.astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    since, until = (datetime.combine(first, time(), zone) for first in (monday, monday + timedelta(days=7)))
    if await context.transaction.value(_CHATS, mentor_id, since, until) >= most:
        message = "This mentor has as many first chats in that week as they take."
        raise DomainError(ErrorCode.CAPACITY_EXCEEDED, message)


async def _room(
    context: Context, request: MentorshipRequest, kind: MentorshipKind, status: MentorshipStatus
) -> Mentorship:
    now = context.now()
    return await Mentorship.create(
        id=Mentorship.new_id(now),
        request_id=request.id,
        kind=kind,
        mentor_id=request.mentor_id,
        mentee_id=request.mentee_id,
        status=status,
        awaiting=Awaiting.NONE,
        opened_at=now,
        activated_at=now if status == MentorshipStatus.ACTIVE else None,
        last_activity_at=now,
        shown_by_mentor=False,
        shown_by_mentee=False,
        message_count=0,
        version=1,
        last_seq=0,
    )
