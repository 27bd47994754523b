"""Roadmaps: curated learning paths, in versions that never change once published."""

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class RoadmapStatus(StrEnum):
    """Where a roadmap stands: in the making, offered to everyone, or no longer taken up."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


class RoadmapStepKind(StrEnum):
    """What a step of a roadmap is."""

    MILESTONE = "MILESTONE"
    SKILL = "SKILL"
    RESOURCE = "RESOURCE"
    CHECKPOINT = "CHECKPOINT"


class ResourceKind(StrEnum):
    """What a resource is."""

    ARTICLE = "ARTICLE"
    BOOK = "BOOK"
    VIDEO = "VIDEO"
    COURSE = "COURSE"
    TEMPLATE = "TEMPLATE"
    TOOL = "TOOL"
    RESEARCH = "RESEARCH"


class ResourceCost(StrEnum):
    """What it takes to get at a resource."""

    FREE = "FREE"
    PAID = "PAID"
    LIBRARY = "LIBRARY"


_CURATOR = (Actor.CURATOR,)
_DRAFT, _PUBLISHED, _RETIRED = ((state,) for state in RoadmapStatus)

ROADMAP_MACHINE = Machine(
    "roadmap",
    RoadmapStatus,
    [
        # Brings out its draft version; a published roadmap gets its next version this way.
        Step("publish", _CURATOR, _DRAFT, RoadmapStatus.PUBLISHED, "published_at"),
        Step("publish", _CURATOR, _PUBLISHED, RoadmapStatus.PUBLISHED),
        Step("retire", _CURATOR, _PUBLISHED, RoadmapStatus.RETIRED, "retired_at"),
        Step("change", _CURATOR, _DRAFT, RoadmapStatus.DRAFT),
        Step("change", _CURATOR, _PUBLISHED, RoadmapStatus.PUBLISHED),
    ],
)

ROADMAP_LENGTHS = {"slug": Length(3, 60), "title": Length(1, 140), "summary": Length(20, 2000)}
ROADMAP_STEP_LENGTHS = {"key": Length(1, 60), "title": Length(1, 140), "expected_outcome": Length(10, 1000)}
RESOURCE_LENGTHS = {"title": Length(1, 140), "url": Length(8, 500)}
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
MOST_STEPS = 100
MOST_RESOURCES = 20
MOST_TOPICS = 8


class Roadmap(Row):
    """A learning path; `latest_number` is that of its newest published version, 0 before the first."""

    lengths = ROADMAP_LENGTHS

    slug = fields.TextField()
    title = fields.TextField()
    summary = fields.TextField()
    curator = reference("Educator")
    curator_id: UUID
    community = reference("Community", null=True)
    community_id: UUID | None
    status = fields.CharEnumField(RoadmapStatus, max_length=16)
    latest_number = fields.IntField()
    created_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True)
    retired_at = fields.DatetimeField(null=True)
    hidden_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "roadmap"
        constraints = [
            known("roadmap", "status", RoadmapStatus),
            *lasting("roadmap", ROADMAP_LENGTHS),
            CheckConstraint(check=f"slug ~ '{SLUG}'", name="roadmap_slug_form"),
            CheckConstraint(
                check="(status = 'DRAFT') = (published_at IS NULL)"
                " AND (status = 'DRAFT') = (latest_number = 0) AND latest_number >= 0",
                name="roadmap_published_when",
            ),
            CheckConstraint(
                check="(status = 'RETIRED') = (retired_at IS NOT NULL)", name="roadmap_retired_when"
            ),
            UniqueConstraint(fields=("slug",), name="roadmap_slug_unique"),
        ]


class RoadmapTopic(Row):
    """A topic that a roadmap is about."""

    roadmap = reference("Roadmap")
    roadmap_id: UUID
    topic = reference("Topic")
    topic_id: UUID
    position = fields.SmallIntField()

    class Meta:
        table = "roadmap_topic"
        constraints = [UniqueConstraint(fields=("roadmap_id", "topic_id"), name="roadmap_topic_once")]


class RoadmapVersion(Row):
    """One edition of a roadmap's steps, numbered from 1; unpublished, it is the draft of the next one."""

    roadmap = reference("Roadmap")
    roadmap_id: UUID
    number = fields.IntField()
    created_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True)

    class Meta:
        table = "roadmap_version"
        constraints = [
            CheckConstraint(check="number >= 1", name="roadmap_version_number_positive"),
            UniqueConstraint(fields=("roadmap_id", "number"), name="roadmap_version_once"),
        ]


class RoadmapStep(Row):
    """A step of one version; its `key` is the same in all versions."""

    lengths = ROADMAP_STEP_LENGTHS

    version = reference("RoadmapVersion")
    version_id: UUID
    key = fields.TextField()
    position = fields.SmallIntField()
    title = fields.TextField()
    kind = fields.CharEnumField(RoadmapStepKind, max_length=16)
    optional = fields.BooleanField()
    weight = fields.SmallIntField()
    est_minutes = fields.IntField()
    expected_outcome = fields.TextField()

    class Meta:
        table = "roadmap_step"
        constraints = [
            known("roadmap_step", "kind", RoadmapStepKind),
            *lasting("roadmap_step", ROADMAP_STEP_LENGTHS),
            CheckConstraint(check=f"key ~ '{SLUG}'", name="roadmap_step_key_form"),
            CheckConstraint(check="weight BETWEEN 1 AND 5", name="roadmap_step_weight_range"),
            CheckConstraint(check="est_minutes BETWEEN 1 AND 10000", name="roadmap_step_minutes_range"),
            CheckConstraint(check="position >= 1", name="roadmap_step_position_positive"),
            UniqueConstraint(fields=("version_id", "key"), name="roadmap_step_key_once"),
            UniqueConstraint(fields=("version_id", "position"), name="roadmap_step_position_once"),
        ]


class StepPrerequisite(Row):
    """A step that comes before another one of the same version."""

    step = reference("RoadmapStep")
    step_id: UUID
    prerequisite = reference("RoadmapStep")
    prerequisite_id: UUID

    class Meta:
        table = "step_prerequisite"
        constraints = [
            CheckConstraint(check="step_id <> prerequisite_id", name="step_prerequisite_another"),
            UniqueConstraint(fields=("step_id", "prerequisite_id"), name="step_prerequisite_once"),
        ]


class StepResource(Row):
    """Something to read, watch or use for a step."""

    lengths = RESOURCE_LENGTHS

    step = reference("RoadmapStep")
    step_id: UUID
    position = fields.SmallIntField()
    title = fields.TextField()
    url = fields.TextField()
    kind = fields.CharEnumField(ResourceKind, max_length=16)
    cost = fields.CharEnumField(ResourceCost, max_length=16)

    class Meta:
        table = "step_resource"
        constraints = [
            known("step_resource", "kind", ResourceKind),
            known("step_resource", "cost", ResourceCost),
            *lasting("step_resource", RESOURCE_LENGTHS),
            CheckConstraint(check="url ~ '^https?://'", name="step_resource_url_web"),
            UniqueConstraint(fields=("step_id", "position"), name="step_resource_position_once"),
        ]
