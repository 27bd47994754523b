"""Answering a request: accepting it, declining it, or asking for more before deciding."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from strawberry import ID

from kit.errors import invalid, invalid_transition
from models import (
    Actor,
    DeclineReason,
    Educator,
    MentorProfile,
    MentorshipRequest,
    MentorStatus,
    NotificationKind,
    RequestReferral,
)
from models.request import MOST_REFERRALS, REQUEST_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import seen
from resolvers.opening import open_mentorship
from resolvers.place import hold_places
from resolvers.request import RequestId, check_text, locked_request, request_of_viewer, tell_other


class RequestResponse(StrEnum):
    """What somebody answers who is asked."""

    ACCEPT = "ACCEPT"
    DECLINE = "DECLINE"
    ASK_FOR_INFO = "ASK_FOR_INFO"


@dataclass(frozen=True)
class Reply:
    """An answer with what goes along with it."""

    response: RequestResponse
    decline_reason: DeclineReason | None
    note: str | None
    referrals: list[str]
    slot: datetime | None
    then_status: MentorStatus | None

    def check(self, request: MentorshipRequest, part: Actor) -> None:
        """Nothing, when all that was given goes with the answer.

        Raises: DomainError INVALID otherwise.
        """
        declines = self.response is RequestResponse.DECLINE
        if declines is (self.decline_reason is None):
            raise invalid("declineReason", "A reason goes with DECLINE, and DECLINE with a reason.")
        if self.referrals and not declines:
            raise invalid("referrals", "Somebody is recommended when a request is declined.")
        if len(self.referrals) > MOST_REFERRALS:
            raise invalid("referrals", f"At most {MOST_REFERRALS} educators.")
        if self.slot is not None and self.response is not RequestResponse.ACCEPT:
            raise invalid("slot", "A slot goes with ACCEPT.")
        if self.response is RequestResponse.ASK_FOR_INFO and self.note is None:
            raise invalid("note", "Say in `note` what you would like to know.")
        self._check_status(request, part)

    def _check_status(self, request: MentorshipRequest, part: Actor) -> None:
        if self.then_status is None:
            return
        if part is not Actor.RECIPIENT or request.recipient_of() != request.mentor_id:
            raise invalid("thenStatus", "Only a mentor has a status.")
        if self.then_status is MentorStatus.AWAY:
            raise invalid("thenStatus", "Say until when you are away: `updateMentorProfile`.")


async def respond_to_request(
    info: Info,
    request_id: RequestId,
    response: Annotated[RequestResponse, described("What you answer.")],
    decline_reason: Annotated[DeclineReason | None, described("Why, when you decline.")] = None,
    note: Annotated[
        str | None, described("What you say with it; what you would like to know, when you ask for info.")
    ] = None,
    referrals: Annotated[
        list[ID] | None, described("Whom you recommend when you decline: at most 3 educators.")
    ] = None,
    slot: Annotated[
        datetime | None, described("When the chat begins; it need not be said when one slot was proposed.")
    ] = None,
    then_status: Annotated[MentorStatus | None, described("Your status as a mentor from now on.")] = None,
) -> MentorshipRequest:
    """Answers what somebody asked of you; accepting opens a Mentorship Room and touches no other request."""
    context = info.context
    reply = Reply(response, decline_reason, note, list(map(str, referrals or ())), slot, then_status)
    capacity = await hold_places((await request_of_viewer(context, request_id)).mentor_id)
    row, part = await locked_request(context, request_id)
    REQUEST_MACHINE.must_allow(row, response.value.lower(), part)
    reply.check(row, part)
    _must_be_in_time(row, context.now())
    await _answer(context, row, reply, capacity)
    if then_status is not None:
        await _set_status(row.mentor_id, then_status)
    await tell_other(context, row, NotificationKind.REQUEST_ANSWERED)
    return row


def _must_be_in_time(row: MentorshipRequest, now: datetime) -> None:
    if row.expires_at <= now:
        message = "This request has expired."
        raise invalid_transition(message)


async def _answer(context: Context, row: MentorshipRequest, reply: Reply, capacity: int) -> None:
    now = context.now()
    if reply.response is RequestResponse.ACCEPT:
        check_text("note", accept_note=reply.note)
        row.accept_note = reply.note
        await open_mentorship(context, row, capacity, reply.slot)
    elif reply.decline_reason is not None:
        check_text("note", decline_note=reply.note)
        row.decline_reason, row.decline_note = reply.decline_reason, reply.note
        await _recommend(context, row, reply.referrals)
    else:
        check_text("note", info_question=reply.note)
        row.info_question, row.info_answer = reply.note, None
    REQUEST_MACHINE.take(row, reply.response.value.lower(), Actor.RECIPIENT, now)
    row.first_response_at = row.first_response_at or now
    row.viewed_at = row.viewed_at or now
    await row.save()


async def _recommend(context: Context, row: MentorshipRequest, referrals: list[str]) -> None:
    loader = context.loaders.educator
    ids: list[UUID] = [(await seen(loader, Educator, text, "referrals")).id for text in referrals]
    if {row.mentor_id, row.mentee_id} & set(ids):
        raise invalid("referrals", "Recommend somebody else than the two of you.")
    await RequestReferral.bulk_create(
        RequestReferral(id=RequestReferral.new_id(context.now()), request_id=row.id, educator_id=educator_id)
        for educator_id in dict.fromkeys(ids)
    )


async def _set_status(mentor_id: UUID, status: MentorStatus) -> None:
    """The profile is locked already; a mentor without one has no status to set."""
    profile = await MentorProfile.get_or_none(educator_id=mentor_id)
    if profile is None:
        raise invalid("thenStatus", "Say first how you mentor: `updateMentorProfile`.")
    profile.status, profile.away_until = status, None
    profile.version += 1
    await profile.save(update_fields=["status", "away_until", "version"])
