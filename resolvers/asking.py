"""Asking for a mentorship or a chat, and offering one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from strawberry import ID

from access.request import may_ask
from kit.errors import conflict, invalid
from models import (
    Actor,
    Educator,
    MentoringFunction,
    MentorProfile,
    Mentorship,
    MentorshipKind,
    MentorshipRequest,
    MentorshipStatus,
    NotificationKind,
    RequestKind,
    RequestStatus,
    RequestTopic,
    Topic,
)
from models.request import (
    MOST_OPEN_OUTGOING,
    OPEN_FOR,
    OPEN_REQUEST,
    PAUSE_AFTER_DECLINE,
    REQUEST_MACHINE,
)
from resolvers.arguments import described
from resolvers.block import hold_pair
from resolvers.context import Context, Info
from resolvers.node import absent, seen
from resolvers.request import tell_other
from resolvers.topic import topics_called
from resolvers.wish import Wish

MentorId = Annotated[ID | None, described("Whom you ask to be your mentor: the global id of an educator.")]
MenteeId = Annotated[ID | None, described("To whom you offer to be their mentor, instead of `mentorId`.")]
Message = Annotated[str, described("Why them, and what you hope for: 50–2000 characters.")]
Questions = Annotated[list[str] | None, described("What you would like to know, at most 5 questions.")]
TopicSlugs = Annotated[list[str], described("Slugs of the topics it is about, at most 5.")]
Functions = Annotated[list[MentoringFunction], described("What a mentor should be for the mentee.")]


async def request_mentorship(
    info: Info,
    message: Message,
    topics: TopicSlugs,
    functions: Functions,
    mentor_id: MentorId = None,
    mentee_id: MenteeId = None,
    questions: Questions = None,
) -> MentorshipRequest:
    """Asks somebody for a mentorship, or offers one; asked again, it answers the open request."""
    kind = RequestKind.MENTORSHIP
    wish = Wish(kind, mentor_id, mentee_id, message, questions or (), topics, functions)
    return await _ask(info.context, wish)


async def request_informal_chat(
    info: Info,
    message: Message,
    mentor_id: MentorId = None,
    mentee_id: MenteeId = None,
    questions: Questions = None,
    topics: Annotated[list[str] | None, described("Slugs of the topics it is about, at most 5.")] = None,
    functions: Annotated[
        list[MentoringFunction] | None, described("What a mentor should be for the mentee.")
    ] = None,
    proposed_slots: Annotated[
        list[datetime] | None, described("When it could begin: at most 5 instants to come, on whole minutes.")
    ] = None,
) -> MentorshipRequest:
    """Asks somebody for a chat of 30 minutes, or offers one; asked again, it answers the open request."""
    kind, slots = RequestKind.INFORMAL_CHAT, proposed_slots or ()
    about = (questions or (), topics or (), functions or ())
    return await _ask(info.context, Wish(kind, mentor_id, mentee_id, message, *about, slots))


async def _ask(context: Context, wish: Wish) -> MentorshipRequest:
    context.viewer.must(may_ask)
    text, argument = wish.other
    other = await seen(context.loaders.educator, Educator, text, argument)
    if other.id == context.member_id:
        raise invalid(argument, "You cannot be your own mentor.")
    wish.check(context.now())
    topics = await topics_called(context, wish.topics, "topics")
    if await hold_pair(context, other.id):
        raise absent("Educator", argument)
    both = (other.id, context.member_id)
    mentor_id, mentee_id = both if argument == "mentorId" else both[::-1]
    row = MentorshipRequest(mentor_id=mentor_id, mentee_id=mentee_id, initiator_id=context.member_id)
    standing = await _standing(context, row)
    if standing is not None:
        if standing.kind != wish.kind:
            raise conflict("There is an open request of another kind between you.", argument)
        return standing
    await _must_be_free(context, row, argument)
    return await _send(context, wish, row, topics)


async def _standing(context: Context, asked: MentorshipRequest) -> MentorshipRequest | None:
    """The open request of the two; one whose time is over ends here."""
    pair = {"mentor_id": asked.mentor_id, "mentee_id": asked.mentee_id}
    open_ones = MentorshipRequest.select_for_update(no_key=True).filter(**pair, status__in=OPEN_REQUEST)
    row = await open_ones.first()
    if row is not None and row.expires_at <= context.now():
        REQUEST_MACHINE.take(row, "expire", Actor.CLOCK, context.now())
        await row.save(update_fields=["status", "expired_at", "version"])
        return None
    return row


async def _must_be_free(context: Context, asked: MentorshipRequest, argument: str) -> None:
    """Nothing, when the two can begin something now.

    Raises: DomainError CONFLICT otherwise.
    """
    await must_be_apart(asked, argument)
    profile = await MentorProfile.get_or_none(educator_id=asked.mentor_id)
    if asked.initiator_id == asked.mentor_id:
        if profile is None:
            raise conflict("Say first how you mentor: `updateMentorProfile`.", argument)
    elif profile is None or not profile.takes_requests(context.now()):
        raise conflict("They take no requests at present.", argument)
    since = context.now() - PAUSE_AFTER_DECLINE
    pair = {"mentor_id": asked.mentor_id, "mentee_id": asked.mentee_id, "initiator_id": asked.initiator_id}
    declined = MentorshipRequest.filter(**pair, status=RequestStatus.DECLINED, answered_at__gt=since)
    if await declined.exists():
        raise conflict("They declined; ask again 30 days after they did.", argument)
    if asked.initiator_id == asked.mentee_id:
        await _must_have_few_open(context, argument)


async def _must_have_few_open(context: Context, argument: str) -> None:
    # Two at once to different mentors wait here for each other.
    key = f"outgoing:{context.member_id}"
    await context.transaction.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", key)
    mine = {"initiator_id": context.member_id, "mentee_id": context.member_id}
    open_ones = MentorshipRequest.filter(**mine, status__in=OPEN_REQUEST, expires_at__gt=context.now())
    if await open_ones.count() >= MOST_OPEN_OUTGOING:
        message = f"You have {MOST_OPEN_OUTGOING} open requests; wait for an answer, or withdraw one."
        raise conflict(message, argument)


async def must_be_apart(asked: MentorshipRequest, argument: str) -> None:
    """Nothing, unless the two have an open mentorship in these roles.

    Raises: DomainError CONFLICT otherwise.
    """
    pair = {"mentor_id": asked.mentor_id, "mentee_id": asked.mentee_id}
    room = await Mentorship.filter(**pair).exclude(status=MentorshipStatus.CLOSED).first()
    if room is not None and room.kind == MentorshipKind.INFORMAL:
        raise conflict("You two are in an informal mentorship: `upgradeMentorship` makes it more.", argument)
    if room is not None:
        raise conflict("You two are in a mentorship already.", argument)


async def _send(
    context: Context, wish: Wish, row: MentorshipRequest, topics: Sequence[Topic]
) -> MentorshipRequest:
    now = context.now()
    row.update_from_dict({
        "id": MentorshipRequest.new_id(now),
        "kind": wish.kind,
        "message": wish.message,
        "questions": list(wish.questions),
        "functions": list(dict.fromkeys(function.value for function in wish.functions)),
        "proposed_slots": sorted(set(wish.slots)),
        "status": RequestStatus.PENDING,
        "created_at": now,
        "expires_at": now + OPEN_FOR,
        "version": 1,
    })  # fmt: skip
    await row.save(force_create=True)
    await RequestTopic.bulk_create(
        RequestTopic(id=RequestTopic.new_id(now), request_id=row.id, topic_id=topic_id)
        for topic_id in dict.fromkeys(topic.id for topic in topics)
    )
    await tell_other(context, row, NotificationKind.REQUEST_RECEIVED)
    return row
