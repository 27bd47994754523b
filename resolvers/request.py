"""Requests for a mentorship or a chat, as the two of them read them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from strawberry import ID

from access.mentorship import is_party
from access.request import may_answer_request
from kit.errors import DomainError, invalid, invalid_transition
from loaders.page import Page
from loaders.request import (
    mentorships_of_requests,
    own_requests,
    referrals_of_requests,
    topics_of_requests,
)
from models import Actor, Educator, Mentorship, MentorshipRequest, NotificationKind, RequestStatus, Topic
from models.request import REQUEST_MACHINE
from resolvers.arguments import Id, PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import absent, load_some, row_id_of
from resolvers.notice import Subject, notify

RequestId = Annotated[ID, described("The global id of a request.")]


class Direction(StrEnum):
    """Whether a request came to one, or went out from one."""

    INCOMING = "INCOMING"
    OUTGOING = "OUTGOING"


async def mentorship_request(info: Info, id: Id) -> MentorshipRequest | None:
    """The request with this id; null when it is not yours."""
    row_id = row_id_of(id, "MentorshipRequest", "id")
    found: MentorshipRequest | None = await info.context.loaders.mentorship_request.load(row_id)
    return found


async def my_requests(
    _: object,
    info: Info,
    page: PageArguments,
    status: Annotated[RequestStatus | None, described("Only those that stand so.")] = None,
    direction: Annotated[Direction | None, described("Only those you got, or those you sent.")] = None,
) -> Page:
    """The requests you sent and those you got, newest first."""
    incoming = None if direction is None else direction is Direction.INCOMING
    return await own_requests(info.context.reader, page, status and status.value, incoming=incoming)


async def mentor(requests: Sequence[MentorshipRequest], info: Info) -> list[Educator | None]:
    """Who is to guide; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.mentor_id for row in requests])


async def mentee(requests: Sequence[MentorshipRequest], info: Info) -> list[Educator | None]:
    """Who is to be guided; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.mentee_id for row in requests])


async def initiator(requests: Sequence[MentorshipRequest], info: Info) -> list[Educator | None]:
    """Who asked, which either of the two may; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.initiator_id for row in requests])


async def topics(requests: Sequence[MentorshipRequest], info: Info) -> list[list[Topic]]:
    """What it is about."""
    return await topics_of_requests(info.context.reader, [row.id for row in requests])


async def referrals(requests: Sequence[MentorshipRequest], info: Info) -> list[list[Educator]]:
    """Who was recommended instead, as far as you may see them."""
    return await referrals_of_requests(info.context.reader, [row.id for row in requests])


async def opened(requests: Sequence[MentorshipRequest], info: Info) -> list[Mentorship | None]:
    """The mentorship it led to."""
    return await mentorships_of_requests(info.context.reader, [row.id for row in requests])


async def request_of_viewer(context: Context, id: str) -> MentorshipRequest:
    """The request behind a global id, as it stands; not locked.

    Raises: DomainError NOT_FOUND when the viewer is not one of the two, or a wall stands between them.
    """
    row_id = row_id_of(id, "MentorshipRequest", "requestId")
    row = await MentorshipRequest.get_or_none(id=row_id)
    if row is None or not is_party(context.viewer, row):
        raise absent("MentorshipRequest", "requestId")
    context.viewer.must(may_answer_request, row)
    return row


async def locked_request(context: Context, id: str) -> tuple[MentorshipRequest, Actor]:
    """The request behind a global id, locked until the transaction ends, and the viewer's part in it.

    Raises: DomainError NOT_FOUND when the viewer is not one of the two, or a wall stands between them.
    """
    row = await request_of_viewer(context, id)
    locked = await MentorshipRequest.select_for_update(no_key=True).get(id=row.id)
    return locked, locked.part_of(context.member_id)


def check_text(argument: str, **text: str | None) -> None:
    """Nothing, when a text given in this argument fits its column.

    Raises: DomainError INVALID otherwise.
    """
    try:
        MentorshipRequest.check_lengths(**text)
    except DomainError as refusal:
        raise invalid(argument, refusal.message) from None


async def tell_other(context: Context, request: MentorshipRequest, kind: NotificationKind) -> None:
    """Notify the other of the two. Two statements."""
    other = request.mentee_id if context.member_id == request.mentor_id else request.mentor_id
    await notify(context, kind, [other], Subject(request_id=request.id))


async def answer_info_request(
    info: Info,
    request_id: RequestId,
    answer: Annotated[str, described("What you answer, 1–2000 characters.")],
) -> MentorshipRequest:
    """Answers what the other wanted to know before they decide."""
    context = info.context
    row, part = await locked_request(context, request_id)
    REQUEST_MACHINE.must_allow(row, "answer_info", part)
    check_text("answer", info_answer=answer)
    REQUEST_MACHINE.take(row, "answer_info", part, context.now())
    row.info_answer = answer
    await row.save(update_fields=["status", "info_answer", "version"])
    await tell_other(context, row, NotificationKind.REQUEST_RECEIVED)
    return row


async def withdraw_request(info: Info, request_id: RequestId) -> MentorshipRequest:
    """Takes back what you asked for."""
    context = info.context
    row, part = await locked_request(context, request_id)
    REQUEST_MACHINE.take(row, "withdraw", part, context.now())
    await row.save(update_fields=["status", "withdrawn_at", "version"])
    await tell_other(context, row, NotificationKind.REQUEST_CLOSED)
    return row


async def mark_request_viewed(info: Info, request_id: RequestId) -> MentorshipRequest:
    """Notes that you have read what somebody asked of you; asked again, it answers the same."""
    context = info.context
    row, part = await locked_request(context, request_id)
    if part is not Actor.RECIPIENT:
        message = "Only who is asked can mark a request as viewed."
        raise invalid_transition(message)
    if row.viewed_at is None:
        row.viewed_at = context.now()
        await row.save(update_fields=["viewed_at"])
    return row
