"""Enrollments as they are read: where somebody is on a roadmap."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from strawberry import ID

from loaders.enrollment import (
    StepState,
    Walk,
    enrollments_of_educators,
    enrollments_of_mentorships,
    learners_of_steps,
    mentorships_shared_with,
)
from loaders.page import Page
from models import Educator, Enrollment, EnrollmentStatus, Mentorship, Roadmap, RoadmapStep, RoadmapVersion
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import load_some

EnrollmentId = Annotated[ID, described("The global id of an enrollment.")]
StepKey = Annotated[str, described("The step's key.")]


async def enrollments_of(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
    status: Annotated[EnrollmentStatus | None, described("Only those that stand so.")] = None,
) -> list[Page]:
    """The roadmaps this educator is on, as far as you may see it, newest first."""
    return await enrollments_of_educators(info.context.reader, [row.id for row in educators], status, page)


async def enrollments_in(mentorships: Sequence[Mentorship], info: Info, page: PageArguments) -> list[Page]:
    """The ways along roadmaps that are shared with this mentorship, newest first."""
    return await enrollments_of_mentorships(info.context.reader, [row.id for row in mentorships], page)


async def learners(steps: Sequence[RoadmapStep], info: Info, page: PageArguments) -> list[Page]:
    """Who else is at this step now, as far as you may see it, newest first."""
    return await learners_of_steps(info.context.reader, [row.id for row in steps], page)


async def shared_with(enrollments: Sequence[Enrollment], info: Info, page: PageArguments) -> list[Page]:
    """Your mentorships that it is shared with, newest first."""
    return await mentorships_shared_with(info.context.reader, [row.id for row in enrollments], page)


async def learner(enrollments: Sequence[Enrollment], info: Info) -> list[Educator | None]:
    """Who it is; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in enrollments])


async def enrolled_roadmap(enrollments: Sequence[Enrollment], info: Info) -> list[Roadmap | None]:
    """The roadmap; null when it is no longer visible to you."""
    return await load_some(info.context.loaders.roadmap, [row.roadmap_id for row in enrollments])


async def enrolled_version(enrollments: Sequence[Enrollment], info: Info) -> list[RoadmapVersion | None]:
    """The edition it keeps to; null when the roadmap is no longer visible to you."""
    return await load_some(
        info.context.loaders.roadmap_version, [row.roadmap_version_id for row in enrollments]
    )


async def walks(context: Context, ids: Sequence[UUID]) -> list[Walk]:
    """How far each of these enrollments is. One statement for all in an operation that ask at once."""
    found: list[Walk] = await context.loaders.walk.load_many(ids)
    return found


async def percent(enrollments: Sequence[Enrollment], info: Info) -> list[float | None]:
    """How much is done, 0–100, by weight; what is skipped, or optional and not done, does not count."""
    return [walk.percent for walk in await walks(info.context, [row.id for row in enrollments])]


async def progress(enrollments: Sequence[Enrollment], info: Info) -> list[list[StepState]]:
    """Every step of the edition and how far it is, in the order of the roadmap."""
    return [walk.steps for walk in await walks(info.context, [row.id for row in enrollments])]


async def attester(states: Sequence[StepState], info: Info) -> list[Educator | None]:
    """The mentor who attested it; null while nobody has, or when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [state.attested_by_id for state in states])


# The schema recognises it by its class, and knows no loader.
__all__ = ["StepState"]
