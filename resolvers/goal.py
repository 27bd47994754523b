"""Goals and their evidence as they are read."""

from collections.abc import Sequence
from typing import Annotated

from loaders.goal import evidence_of_enrollments, evidence_of_goals, goals_of_mentorships, goals_of_owners
from loaders.page import Page
from models import Educator, Enrollment, Evidence, Goal, GoalStatus, Mentorship, RoadmapStep
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.me import Me
from resolvers.node import load_some

OfStatus = Annotated[GoalStatus | None, described("Only those that stand so.")]


async def goals_in(
    mentorships: Sequence[Mentorship], info: Info, page: PageArguments, status: OfStatus = None
) -> list[Page]:
    """What the two work towards, newest first; who is not in the room sees what is public."""
    ids = [row.id for row in mentorships]
    return await goals_of_mentorships(info.context.reader, ids, page, status)


async def goals_of(
    educators: Sequence[Educator], info: Info, page: PageArguments, status: OfStatus = None
) -> list[Page]:
    """What this educator works towards, newest first, as far as you may see it."""
    return await goals_of_owners(info.context.reader, [row.id for row in educators], page, status)


async def own_goals(viewer: Me, info: Info, page: PageArguments, status: OfStatus = None) -> Page:
    """What you work towards, newest first."""
    return (await goals_of_owners(info.context.reader, [viewer.educator_id], page, status))[0]


async def goal_owner(goals: Sequence[Goal], info: Info) -> list[Educator | None]:
    """Whose goal it is; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.owner_id for row in goals])


async def goal_mentorship(goals: Sequence[Goal], info: Info) -> list[Mentorship | None]:
    """The mentorship it belongs to; null for a personal one, or when that is not visible to you."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in goals])


async def evidence(goals: Sequence[Goal], info: Info, page: PageArguments) -> list[Page]:
    """What shows that it moved, oldest first; for its owner and the other in its mentorship."""
    return await evidence_of_goals(info.context.reader, [row.id for row in goals], page)


async def step_evidence(enrollments: Sequence[Enrollment], info: Info, page: PageArguments) -> list[Page]:
    """What shows that steps were done, oldest first; for its owner and the mentorships it is shared with."""
    return await evidence_of_enrollments(info.context.reader, [row.id for row in enrollments], page)


async def evidence_enrollment(pieces: Sequence[Evidence], info: Info) -> list[Enrollment | None]:
    """The way along a roadmap it is for; null for evidence of a goal."""
    return await load_some(info.context.loaders.enrollment, [row.enrollment_id for row in pieces])


async def evidence_step(pieces: Sequence[Evidence], info: Info) -> list[RoadmapStep | None]:
    """The step of a roadmap it is for; null for evidence of a goal."""
    return await load_some(info.context.loaders.roadmap_step, [row.step_id for row in pieces])


async def evidence_goal(pieces: Sequence[Evidence], info: Info) -> list[Goal | None]:
    """The goal it is for; null for evidence of a step."""
    return await load_some(info.context.loaders.goal, [row.goal_id for row in pieces])


async def evidence_author(pieces: Sequence[Evidence], info: Info) -> list[Educator | None]:
    """Who added it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.author_id for row in pieces])


async def attested_by(pieces: Sequence[Evidence], info: Info) -> list[Educator | None]:
    """Who attested it; null while nobody has."""
    return await load_some(info.context.loaders.educator, [row.attested_by_id for row in pieces])
