"""The written roadmaps as rows: each file one, curated by whoever teaches what it is about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds
from app.seed.roadmap_rows import (
    RoadmapRow,
    RoadmapStepRow,
    RoadmapTopicRow,
    RoadmapVersionRow,
    StepPrerequisiteRow,
    StepResourceRow,
)
from models.roadmap_outline import RoadmapOutline, StepOutline

Rows = Iterator[
    RoadmapRow | RoadmapTopicRow | RoadmapVersionRow | RoadmapStepRow | StepPrerequisiteRow | StepResourceRow
]


@dataclass(frozen=True, slots=True)
class Way:
    """A published roadmap, as those who walk along it need to know it."""

    roadmap_id: UUID
    version_id: UUID
    published_at: datetime
    topics: frozenset[str]
    steps: Sequence[StepOutline]
    step_ids: Mapping[str, UUID]


class WrittenRoadmap:
    """One roadmap, from its beginning to its publication."""

    def __init__(
        self, outline: RoadmapOutline, members: Sequence[Member], topic_ids: TopicIds, today: datetime
    ) -> None:
        self._outline, self._topic_ids = outline, topic_ids
        self._dice = dice = Dice(f"roadmap {outline.slug}")
        self._curator = _curator(outline, members)
        self._at = dice.between(self._curator.joined, max(self._curator.joined, today - timedelta(days=300)))
        published = self._at + timedelta(days=dice.randint(3, 30), hours=5)
        ids = {step.key: dice.id(self._at) for step in outline.steps}
        self.way = Way(
            dice.id(self._at), dice.id(self._at), published, frozenset(outline.topics), outline.steps, ids
        )

    def rows(self) -> Rows:
        """The roadmap, what it is about, its edition and every step."""
        outline, way, dice = self._outline, self.way, self._dice
        yield RoadmapRow(
            way.roadmap_id,
            outline.slug,
            outline.title,
            outline.summary,
            self._curator.id,
            "PUBLISHED",
            1,
            self._at,
            way.published_at,
        )
        for position, slug in enumerate(outline.topics):
            yield RoadmapTopicRow(dice.id(self._at), way.roadmap_id, self._topic_ids[slug], position)
        yield RoadmapVersionRow(way.version_id, way.roadmap_id, 1, self._at, way.published_at)
        for position, step in enumerate(outline.steps, 1):
            yield from self._step(position, step)

    def _step(self, position: int, step: StepOutline) -> Rows:
        way, dice = self.way, self._dice
        step_id = way.step_ids[step.key]
        said = step.model_dump(mode="json", exclude={"key", "prerequisites", "resources"})
        yield RoadmapStepRow(id=step_id, version_id=way.version_id, key=step.key, position=position, **said)
        for key in step.prerequisites:
            yield StepPrerequisiteRow(dice.id(self._at), step_id, way.step_ids[key])
        for place, resource in enumerate(step.resources, 1):
            helps = resource.model_dump(mode="json")
            yield StepResourceRow(id=dice.id(self._at), step_id=step_id, position=place, **helps)


def _curator(outline: RoadmapOutline, members: Sequence[Member]) -> Member:
    """Who teaches most of what it is about; of several, who joined first."""
    about = set(outline.topics)
    return min(members, key=lambda member: (-len(about & set(member.topics)), member.joined, member.handle))
