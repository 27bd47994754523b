"""Roadmaps: curated learning paths."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import ResourceCost, ResourceKind, RoadmapStatus, RoadmapStepKind
from resolvers import curating, roadmap_file
from resolvers import enrollment as resolve_enrollment
from resolvers import roadmap as resolve
from schema.enums import enum
from schema.node import Connection, Node
from schema.topic import Topic
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.community import Community
    from schema.educator import Educator
    from schema.enrollment import Enrollment

enum(
    RoadmapStatus,
    "Where a roadmap stands.",
    DRAFT="It is in the making.",
    PUBLISHED="Everyone who may see it can take it up.",
    RETIRED="Nobody new takes it up; whoever is on it goes on.",
)
enum(
    RoadmapStepKind,
    "What a step of a roadmap is.",
    MILESTONE="Something that is reached.",
    SKILL="Something that one learns to do.",
    RESOURCE="Something to read, watch or use.",
    CHECKPOINT="A look back, alone or with somebody.",
)
enum(
    ResourceKind,
    "What a resource is.",
    ARTICLE="A text on the web.",
    BOOK="A book.",
    VIDEO="Something to watch.",
    COURSE="A course.",
    TEMPLATE="Something to fill in.",
    TOOL="Something to use.",
    RESEARCH="A study or a review of studies.",
)
enum(
    ResourceCost,
    "What it takes to get at a resource.",
    FREE="Nothing.",
    PAID="Money.",
    LIBRARY="A library that has it.",
)


@strawberry.type(description="Something to read, watch or use for a step.")
class StepResource:
    is_type_of = instances_of(models.StepResource)

    title: str = describe("What it is called.")
    url: str = describe("Where it is.")
    kind: ResourceKind = describe("What it is.")
    cost: ResourceCost = describe("What it takes to get at it.")


@strawberry.type(description="A step of one edition of a roadmap.")
class RoadmapStep(Node):
    is_type_of = instances_of(models.RoadmapStep)

    key: str = describe("Its name, the same in all editions.")
    title: str = describe("What it is called.")
    kind: RoadmapStepKind = describe("What it is.")
    optional: bool = describe("Whether one may leave it out.")
    weight: int = describe("How much it counts: 1–5.")
    est_minutes: int = describe("How long it takes, in minutes.")
    expected_outcome: str = describe("What one can do after it, in Markdown.")
    position: int = describe("Its place in the edition, from 1.")
    prerequisites: list[Annotated["RoadmapStep", strawberry.lazy("schema.roadmap")]] = each(
        resolve.prerequisites
    )
    resources: list[StepResource] = each(resolve.resources)
    learners: Connection[Annotated["Enrollment", strawberry.lazy("schema.enrollment")]] = each(
        resolve_enrollment.learners
    )


@strawberry.type(description="One edition of a roadmap's steps; once published it never changes.")
class RoadmapVersion(Node):
    is_type_of = instances_of(models.RoadmapVersion)

    number: int = describe("Counts the editions, from 1.")
    created_at: datetime = describe("When its draft was begun, in UTC.")
    published_at: datetime | None = describe("When it was published, in UTC; null for a draft.")
    roadmap: Annotated["Roadmap", strawberry.lazy("schema.roadmap")] | None = each(resolve.version_roadmap)
    steps: list[RoadmapStep] = each(resolve.steps)
    yaml: str = each(roadmap_file.exported)


@strawberry.type(description="A curated learning path.")
class Roadmap(Node):
    is_type_of = instances_of(models.Roadmap)

    slug: str = describe("Its unique name in addresses.")
    title: str = describe("What it is called.")
    summary: str = describe("For whom it is and what changes, in Markdown.")
    status: RoadmapStatus = describe("Where it stands.")
    latest_number: int = describe("The number of its latest published edition; 0 before the first.")
    created_at: datetime = describe("When it was begun, in UTC.")
    published_at: datetime | None = describe("When it was first published, in UTC.")
    retired_at: datetime | None = describe("When it was retired, in UTC.")
    version: int = describe("Counts the changes; give it as `expectedVersion`.")
    curator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.curator)
    community: Annotated["Community", strawberry.lazy("schema.community")] | None = each(
        resolve.roadmap_community
    )
    topics: list[Topic] = each(resolve.roadmap_topics)
    edition: RoadmapVersion | None = each(resolve.edition)
    editions: list[RoadmapVersion] = each(resolve.editions)
    enrolled_count: int = each(resolve.enrolled_count)


@strawberry.type
class RoadmapQuery:
    roadmap: Roadmap | None = answers(resolve.roadmap)
    roadmaps: Connection[Roadmap] = answers(resolve.roadmaps)


@strawberry.type
class RoadmapMutation:
    create_roadmap = performs(curating.create_roadmap, Roadmap)
    update_roadmap = performs(curating.update_roadmap, Roadmap)
    save_roadmap_draft = performs(curating.save_roadmap_draft, Roadmap)
    publish_roadmap = performs(curating.publish_roadmap, Roadmap)
    retire_roadmap = performs(curating.retire_roadmap, Roadmap)
    import_roadmap = performs(roadmap_file.import_roadmap, Roadmap)
