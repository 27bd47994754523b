"""Challenges as they are read: problems that members of a community share."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from loaders.challenge import challenges_of_communities, marks_of_challenges
from loaders.page import Page
from models import Challenge, ChallengeMark, ChallengeStance, Community, Educator, Topic
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import load_some

ChallengeId = Annotated[ID, described("The global id of a challenge.")]


async def challenges(
    communities: Sequence[Community],
    info: Info,
    page: PageArguments,
    open: Annotated[bool | None, described("Only those that are open, or closed.")] = None,
) -> list[Page]:
    """Problems that its members share, newest first, as far as you may see them."""
    ids = [row.id for row in communities]
    return await challenges_of_communities(info.context.reader, ids, page, is_open=open)


async def challenge_community(challenges: Sequence[Challenge], info: Info) -> list[Community | None]:
    """The community in which it is shared."""
    return await load_some(info.context.loaders.community, [row.community_id for row in challenges])


async def challenge_author(challenges: Sequence[Challenge], info: Info) -> list[Educator | None]:
    """Who described it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.author_id for row in challenges])


async def challenge_topic(challenges: Sequence[Challenge], info: Info) -> list[Topic | None]:
    """What it is about, if somebody said so."""
    return await load_some(info.context.loaders.topic, [row.topic_id for row in challenges])


async def facing_count(challenges: Sequence[Challenge], info: Info) -> list[int]:
    """How many members face it."""
    found = await info.context.loaders.stances.load_many([row.id for row in challenges])
    return [stances.facing for stances in found]


async def solved_count(challenges: Sequence[Challenge], info: Info) -> list[int]:
    """How many members have solved it."""
    found = await info.context.loaders.stances.load_many([row.id for row in challenges])
    return [stances.solved for stances in found]


async def viewer_mark(challenges: Sequence[Challenge], info: Info) -> list[ChallengeMark | None]:
    """How you stand to it; null when you have not said so."""
    found: list[ChallengeMark | None] = await info.context.loaders.own_mark.load_many(
        [row.id for row in challenges]
    )
    return found


async def marks(
    challenges: Sequence[Challenge],
    info: Info,
    page: PageArguments,
    stance: Annotated[ChallengeStance | None, described("Only those who stand so.")] = None,
) -> list[Page]:
    """Who faces it and who has solved it, first come first, as far as you may see them."""
    ids = [row.id for row in challenges]
    return await marks_of_challenges(info.context.reader, ids, stance, page)


async def marker(marks: Sequence[ChallengeMark], info: Info) -> list[Educator | None]:
    """Who it is; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in marks])


async def marked_challenge(marks: Sequence[ChallengeMark], info: Info) -> list[Challenge | None]:
    """The challenge."""
    return await load_some(info.context.loaders.challenge, [row.challenge_id for row in marks])
