"""Sharing challenges in a community: describing, rewording and closing them, and saying how one stands."""

from typing import Annotated, Any
from uuid import UUID

from strawberry import UNSET

from access.challenge import may_close_challenge, may_reword_challenge
from access.community import may_start_in_community, may_take_part_in_community
from events.log import Announcement
from kit.errors import invalid_transition, stale
from models import (
    Challenge,
    ChallengeMark,
    ChallengeStance,
    Community,
    CommunityActionKind,
    EventKind,
    Membership,
    NotificationKind,
    StreamKind,
)
from resolvers.arguments import ExpectedVersion, described
from resolvers.challenge import ChallengeId
from resolvers.community import CommunityId
from resolvers.community_log import log_deed
from resolvers.context import Context, Info
from resolvers.membership import standing_in
from resolvers.node import seen
from resolvers.notice import Subject, notify
from resolvers.topic import topics_called

_TITLE = described("What is hard, in 1–140 characters.")
_DESCRIPTION = described("More about it: Markdown, at most 2000 characters.")
_TOPIC = described("The slug of a topic it is about.")


async def create_challenge(
    info: Info,
    community_id: CommunityId,
    title: Annotated[str, _TITLE],
    description: Annotated[str, _DESCRIPTION] = "",
    topic: Annotated[str | None, _TOPIC] = None,
) -> Challenge:
    """Shares a problem with a community, so that who faces it finds who has solved it."""
    context = info.context
    community = await seen(context.loaders.community, Community, community_id, "communityId")
    own = await standing_in(context, community.id)
    context.viewer.must(may_start_in_community, community, own)
    Challenge.check_lengths(title=title, description=description)
    row = await Challenge.create(
        id=Challenge.new_id(context.now()),
        community_id=community.id,
        author_id=context.member_id,
        topic_id=await _topic_id(context, topic),
        title=title,
        description=description,
        created_at=context.now(),
        version=1,
    )
    _announce(context, row)
    return row


async def _topic_id(context: Context, slug: str | None) -> UUID | None:
    return (await topics_called(context, [slug], "topic"))[0].id if slug is not None else None


def _announce(context: Context, row: Challenge) -> None:
    context.announcer.announce(
        Announcement(StreamKind.COMMUNITY, row.community_id, EventKind.CHALLENGE_CHANGED, row.id)
    )


async def _held(context: Context, challenge_id: str) -> tuple[Challenge, Membership | None]:
    """A challenge that the viewer may see, locked, and where they stand with its community."""
    found = await seen(context.loaders.challenge, Challenge, challenge_id, "challengeId")
    row = await Challenge.select_for_update(no_key=True).get(id=found.id)
    return row, await standing_in(context, row.community_id)


async def update_challenge(
    info: Info,
    challenge_id: ChallengeId,
    title: Annotated[str | None, _TITLE] = None,
    description: Annotated[str | None, _DESCRIPTION] = None,
    topic: Annotated[str | None, _TOPIC] = UNSET,
    expected_version: ExpectedVersion = None,
) -> Challenge:
    """Rewords a challenge of yours that is open; what is left out stays."""
    context = info.context
    row, own = await _held(context, challenge_id)
    context.viewer.must(may_reword_challenge, row, own)
    if expected_version is not None and expected_version != row.version:
        raise stale("This challenge", row.version, row)
    _must_be_open(row)
    Challenge.check_lengths(title=title, description=description)
    given: dict[str, Any] = {"title": title, "description": description}
    changes = {name: value for name, value in given.items() if value not in (None, getattr(row, name))}
    if topic is not UNSET and (topic_id := await _topic_id(context, topic)) != row.topic_id:
        changes["topic_id"] = topic_id
    if changes:
        row.update_from_dict({**changes, "version": row.version + 1})
        await row.save(update_fields=[*changes, "version"])
        _announce(context, row)
    return row


def _must_be_open(row: Challenge) -> None:
    if row.closed_at is not None:
        message = "This challenge is closed."
        raise invalid_transition(message)


async def close_challenge(
    info: Info,
    challenge_id: ChallengeId,
    reason: Annotated[
        str | None, described("Why, in 1–500 characters; members read it when it was not your own.")
    ] = None,
) -> Challenge:
    """Closes a challenge, yours or of a community that you look after; asked again, it answers the same."""
    context = info.context
    row, own = await _held(context, challenge_id)
    context.viewer.must(may_close_challenge, row, own)
    if row.closed_at is None:
        row.closed_at = context.now()
        row.version += 1
        await row.save(update_fields=["closed_at", "version"])
        _announce(context, row)
        if row.author_id != context.member_id:
            kind, of = CommunityActionKind.CHALLENGE_CLOSED, row.author_id
            await log_deed(
                context, row.community_id, kind, of, detail=row.title, reason=reason, challenge_id=row.id
            )
    return row


async def mark_challenge(
    info: Info,
    challenge_id: ChallengeId,
    stance: Annotated[
        ChallengeStance | None, described("How you stand to it; null takes back what you said.")
    ] = None,
    note: Annotated[
        str | None, described("What you tried or what helped, in 1–500 characters, for who may see it.")
    ] = None,
) -> Challenge:
    """Says that you face a challenge or have solved it, so that peers find each other."""
    context = info.context
    row, own = await _held(context, challenge_id)
    context.viewer.must(may_take_part_in_community, own)
    ChallengeMark.check_lengths(note=note)
    mark = await ChallengeMark.get_or_none(challenge_id=row.id, educator_id=context.member_id)
    if stance is None:
        if mark is not None:
            await mark.delete()
            _announce(context, row)
        return row
    if stance is ChallengeStance.FACING:
        _must_be_open(row)
    if mark is None or (mark.stance, mark.note) != (stance, note):
        await _stand(context, row, mark, stance, note)
    return row


async def _stand(
    context: Context, row: Challenge, mark: ChallengeMark | None, stance: ChallengeStance, note: str | None
) -> None:
    now = context.now()
    is_news = stance is ChallengeStance.SOLVED and (mark is None or mark.stance != stance)
    standing = mark or ChallengeMark(
        id=ChallengeMark.new_id(now), challenge_id=row.id, educator_id=context.member_id, created_at=now
    )
    if is_news:
        standing.solved_at = now
    elif stance is ChallengeStance.FACING:
        standing.solved_at = None
    standing.stance, standing.note = stance, note
    await standing.save()
    _announce(context, row)
    if is_news:
        facing = ChallengeMark.filter(challenge_id=row.id, stance=ChallengeStance.FACING)
        told = [one.educator_id for one in await facing]
        about = Subject(community_id=row.community_id)
        await notify(context, NotificationKind.CHALLENGE_SOLVED, told, about)
