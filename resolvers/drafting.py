"""The steps of a roadmap as rows: a draft written down whole, and read back as an outline."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from models import (
    Roadmap,
    RoadmapStep,
    RoadmapTopic,
    RoadmapVersion,
    StepPrerequisite,
    StepResource,
    Topic,
)
from models.roadmap_outline import StepOutline
from resolvers.context import Context

_PATHS = """SELECT s.key, coalesce(array_agg(b.key ORDER BY b.position) FILTER (WHERE b.id IS NOT NULL), '{}')
    AS before FROM roadmap_step s LEFT JOIN step_prerequisite sp ON sp.step_id = s.id
    LEFT JOIN roadmap_step b ON b.id = sp.prerequisite_id WHERE s.version_id = $1 GROUP BY s.id"""


async def be_about(context: Context, row: Roadmap, topics: Sequence[Topic]) -> bool:
    """Have a roadmap be about these topics; answers whether it was about others."""
    kept = RoadmapTopic.filter(roadmap_id=row.id)
    if list(await kept.order_by("position").values_list("topic_id", flat=True)) == [one.id for one in topics]:
        return False
    await kept.delete()
    now = context.now()
    await RoadmapTopic.bulk_create(
        RoadmapTopic(id=RoadmapTopic.new_id(now), roadmap_id=row.id, topic_id=one.id, position=place)
        for place, one in enumerate(topics)
    )
    return True


async def save_draft(context: Context, row: Roadmap, steps: Sequence[StepOutline]) -> None:
    """Write these steps as the next edition of a locked roadmap, in place of its draft, if it has one."""
    now = context.now()
    number = row.latest_number + 1
    draft = await RoadmapVersion.get_or_none(roadmap_id=row.id, number=number)
    if draft is None:
        draft = await RoadmapVersion.create(
            id=RoadmapVersion.new_id(now), roadmap_id=row.id, number=number, created_at=now
        )
    await RoadmapStep.filter(version_id=draft.id).delete()
    ids = {step.key: RoadmapStep.new_id(now) for step in steps}
    await RoadmapStep.bulk_create(_rows(draft.id, steps, ids))
    await StepPrerequisite.bulk_create(
        StepPrerequisite(id=StepPrerequisite.new_id(now), step_id=ids[step.key], prerequisite_id=ids[key])
        for step in steps
        for key in step.prerequisites
    )
    await StepResource.bulk_create(_resources(now, steps, ids))


def _rows(version_id: UUID, steps: Sequence[StepOutline], ids: dict[str, UUID]) -> Iterator[RoadmapStep]:
    for position, step in enumerate(steps, 1):
        said = step.model_dump(exclude={"prerequisites", "resources"})
        yield RoadmapStep(id=ids[step.key], version_id=version_id, position=position, **said)


def _resources(now: datetime, steps: Sequence[StepOutline], ids: dict[str, UUID]) -> Iterator[StepResource]:
    for step in steps:
        for position, resource in enumerate(step.resources, 1):
            yield StepResource(
                id=StepResource.new_id(now),
                step_id=ids[step.key],
                position=position,
                **resource.model_dump(),
            )


async def paths_of(context: Context, version_id: UUID) -> dict[str, list[str]]:
    """The keys of the steps that come before each step of an edition, by its key. One statement."""
    rows = await context.transaction.fetch(_PATHS, version_id)
    return {row["key"]: row["before"] for row in rows}
