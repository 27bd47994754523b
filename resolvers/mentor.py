"""How educators mentor: what they offer, whether they can be asked, how they answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

import strawberry

from access.viewer import may_write
from kit.errors import conflict, invalid, stale
from loaders.mentor import Responsiveness, offers_of_mentors
from models import Educator, MentoringFunction, MentorOffer, MentorProfile, MentorStatus, Topic
from models.mentor import DEFAULT_CAPACITY, DEFAULT_INTRO_CHATS
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.topic import topics_called

MOST_OFFERS = 30
BOUNDS = range(11)


@strawberry.input(description="What a mentor offers: one function of mentoring, on one topic.")
class MentorOfferInput:
    """What a mentor offers."""

    topic: str = strawberry.field(description="The topic's slug.")
    function: MentoringFunction = strawberry.field(description="The function of mentoring.")


Away = Annotated[datetime | None, described("Until when you are AWAY.")]
Offers = Annotated[
    list[MentorOfferInput] | None, described("All that you offer, at most 30, in place of what you did.")
]


async def mentor_profile(educators: Sequence[Educator], info: Info) -> list[MentorProfile | None]:
    """How this educator mentors; null when they do not."""
    found: list[MentorProfile | None] = await info.context.loaders.mentor_profile_of.load_many(
        [row.id for row in educators]
    )
    return found


async def profile_educator(profiles: Sequence[MentorProfile], info: Info) -> list[Educator | None]:
    """Whose profile it is."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.educator_id for row in profiles]
    )
    return found


async def status(profiles: Sequence[MentorProfile], info: Info) -> list[MentorStatus]:
    """Whether the mentor takes requests; who is back from being AWAY is OPEN."""
    now = info.context.now()
    return [MentorStatus.OPEN if _is_back(row, now) else MentorStatus(row.status) for row in profiles]


async def away_until(profiles: Sequence[MentorProfile], info: Info) -> list[datetime | None]:
    """Until when the mentor is AWAY, in UTC."""
    now = info.context.now()
    return [None if _is_back(row, now) else row.away_until for row in profiles]


def _is_back(profile: MentorProfile, now: datetime) -> bool:
    return profile.status == MentorStatus.AWAY and profile.takes_requests(now)


async def offers(profiles: Sequence[MentorProfile], info: Info) -> list[list[MentorOffer]]:
    """What the mentor offers, by topic."""
    return await offers_of_mentors(info.context.reader, [row.educator_id for row in profiles])


async def offered_topic(offers: Sequence[MentorOffer], info: Info) -> list[Topic | None]:
    """The topic it is about."""
    found: list[Topic | None] = await info.context.loaders.topic.load_many([row.topic_id for row in offers])
    return found


async def active_mentorships(profiles: Sequence[MentorProfile], info: Info) -> list[int]:
    """How many sustained mentorships take a place: those being formed, active or paused."""
    found: list[int] = await info.context.loaders.taken_places.load_many(
        [row.educator_id for row in profiles]
    )
    return found


async def open_places(profiles: Sequence[MentorProfile], info: Info) -> list[int]:
    """How many more sustained mentorships the mentor has room for."""
    taken = await active_mentorships(profiles, info)
    return [max(0, row.capacity - places) for row, places in zip(profiles, taken, strict=True)]


async def response_rate(profiles: Sequence[MentorProfile], info: Info) -> list[float | None]:
    """The share of the last 90 days' requests that was answered, 0–1; null below five requests."""
    return [found.rate for found in await _responsiveness(profiles, info)]


async def median_first_response(profiles: Sequence[MentorProfile], info: Info) -> list[float | None]:
    """The median of the hours until a first answer in the last 90 days; null below five requests."""
    return [found.median_hours for found in await _responsiveness(profiles, info)]


async def _responsiveness(profiles: Sequence[MentorProfile], info: Info) -> list[Responsiveness]:
    found: list[Responsiveness] = await info.context.loaders.responsiveness.load_many(
        [row.educator_id for row in profiles]
    )
    return found


async def update_mentor_profile(
    info: Info,
    status: Annotated[MentorStatus | None, described("Whether you take requests.")] = None,
    away_until: Away = None,
    capacity: Annotated[int | None, described("How many sustained mentorships at a time, 0–10.")] = None,
    intro_chats_per_week: Annotated[int | None, described("How many first chats a week, 0–10.")] = None,
    statement: Annotated[str | None, described("Markdown, at most 2000 characters.")] = None,
    offers: Offers = None,
    expected_version: ExpectedVersion = None,
) -> MentorProfile:
    """Says how you mentor: changes what is given, and makes your mentor profile when you have none."""
    context = info.context
    context.viewer.must(may_write)
    row = await _own_profile(context, expected_version)
    MentorProfile.check_lengths(statement=statement)
    numbers = {"capacity": capacity, "intro_chats_per_week": intro_chats_per_week}
    for argument, number in (("capacity", capacity), ("introChatsPerWeek", intro_chats_per_week)):
        if number is not None and number not in BOUNDS:
            raise invalid(argument, f"`{argument}` lies between 0 and 10.")
    given = {name: value for name, value in {**numbers, "statement": statement}.items() if value is not None}
    changes = {**given, **_whether_asked(row, status, away_until, context.now())}
    row.update_from_dict({**changes, "version": row.version + 1})
    await row.save(update_fields=[*changes, "version"])
    if offers is not None:
        await _offer(context, offers)
    return row


async def _own_profile(context: Context, expected_version: int | None) -> MentorProfile:
    """The viewer's profile, locked; a fresh one when there was none."""
    locked = MentorProfile.select_for_update(no_key=True)
    row = await locked.get_or_none(educator_id=context.member_id)
    if row is None and expected_version is not None:
        message = "You have no mentor profile yet."
        raise conflict(message, "expectedVersion")
    if row is not None and expected_version not in (None, row.version):
        raise stale("Your mentor profile", row.version, row)
    if row is None:
        now = context.now()
        start = (MentorProfile.new_id(now), context.member_id, DEFAULT_CAPACITY, DEFAULT_INTRO_CHATS, now)
        await context.transaction.fetch(_START, *start)
        row = await locked.get(educator_id=context.member_id)
    return row


# Two at once make one: the other waits here, and goes on with it.
_START = """INSERT INTO mentor_profile
    (id, educator_id, status, capacity, intro_chats_per_week, statement, created_at, version)
    VALUES ($1, $2, 'OPEN', $3, $4, '', $5, 0) ON CONFLICT (educator_id) DO NOTHING"""


def _whether_asked(
    row: MentorProfile, status: MentorStatus | None, away_until: datetime | None, now: datetime
) -> dict[str, Any]:
    """The columns that say whether the mentor takes requests, as far as they change."""
    is_away = (status or row.status) == MentorStatus.AWAY
    if away_until is not None and not is_away:
        raise invalid("awayUntil", "`awayUntil` goes with the status AWAY.")
    until = away_until or row.away_until
    if is_away and (status or away_until) and (until is None or until <= now):
        raise invalid("awayUntil", "Say until when you are away: an instant to come.")
    if status is None and away_until is None:
        return {}
    return {"status": status or row.status, "away_until": until if is_away else None}


async def _offer(context: Context, offers: Sequence[MentorOfferInput]) -> None:
    if len(offers) > MOST_OFFERS:
        raise invalid("offers", f"At most {MOST_OFFERS} offers.")
    topics = await topics_called(context, [offer.topic for offer in offers], "offers")
    pairs = dict.fromkeys((topic.id, offer.function) for topic, offer in zip(topics, offers, strict=True))
    await MentorOffer.filter(educator_id=context.member_id).delete()
    await MentorOffer.bulk_create(
        MentorOffer(
            id=MentorOffer.new_id(context.now()),
            educator_id=context.member_id,
            topic_id=topic_id,
            function=function,
        )
        for topic_id, function in pairs
    )
