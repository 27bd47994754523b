"""The rows of roadmaps and of those who walk along them, in COPY order."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID


class RoadmapRow(NamedTuple):
    """A row of `roadmap`."""

    id: UUID
    slug: str
    title: str
    summary: str
    curator_id: UUID
    status: str
    latest_number: int
    created_at: datetime
    published_at: datetime
    version: int = 2


class RoadmapTopicRow(NamedTuple):
    """A row of `roadmap_topic`."""

    id: UUID
    roadmap_id: UUID
    topic_id: UUID
    position: int


class RoadmapVersionRow(NamedTuple):
    """A row of `roadmap_version`."""

    id: UUID
    roadmap_id: UUID
    number: int
    created_at: datetime
    published_at: datetime


class RoadmapStepRow(NamedTuple):
    """A row of `roadmap_step`."""

    id: UUID
    version_id: UUID
    key: str
    position: int
    title: str
    kind: str
    optional: bool
    weight: int
    est_minutes: int
    expected_outcome: str


class StepPrerequisiteRow(NamedTuple):
    """A row of `step_prerequisite`."""

    id: UUID
    step_id: UUID
    prerequisite_id: UUID


class StepResourceRow(NamedTuple):
    """A row of `step_resource`."""

    id: UUID
    step_id: UUID
    position: int
    title: str
    url: str
    kind: str
    cost: str


class EnrollmentRow(NamedTuple):
    """A row of `enrollment`."""

    id: UUID
    roadmap_id: UUID
    roadmap_version_id: UUID
    educator_id: UUID
    status: str
    visibility: str
    started_on: date
    target_on: date | None
    created_at: datetime
    completed_at: datetime | None
    left_at: datetime | None
    version: int


class StepProgressRow(NamedTuple):
    """A row of `step_progress`."""

    id: UUID
    enrollment_id: UUID
    step_id: UUID
    status: str
    note: str | None
    done_at: datetime | None
    attested_by_id: UUID | None
    attested_at: datetime | None
    updated_at: datetime


class EnrollmentShareRow(NamedTuple):
    """A row of `enrollment_share`."""

    id: UUID
    enrollment_id: UUID
    mentorship_id: UUID
    created_at: datetime
