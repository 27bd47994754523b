"""Enrollments: one educator's way along a roadmap."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import EnrollmentStatus, EnrollmentVisibility, ProgressStatus
from resolvers import enrolling, step_evidence, walk_sharing, walking
from resolvers import enrollment as resolve
from resolvers import goal as resolve_goal
from schema.enums import enum
from schema.goal import Evidence
from schema.node import Connection, Node
from schema.roadmap import Roadmap, RoadmapStep, RoadmapVersion
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.educator import Educator
    from schema.mentorship import Mentorship

enum(
    EnrollmentStatus,
    "Where an enrollment stands.",
    ACTIVE="They are on their way.",
    COMPLETED="Every step that counts is done.",
    LEFT="They left, and may come back.",
)
enum(
    EnrollmentVisibility,
    "Who sees that somebody is on a roadmap, besides mentorships it is shared with.",
    PRIVATE="They themselves.",
    MEMBERS="Whoever is signed in and may see their profile.",
    PUBLIC="Whoever may see their profile.",
)
enum(
    ProgressStatus,
    "How far somebody is with a step.",
    NOT_STARTED="Not begun.",
    IN_PROGRESS="At it.",
    DONE="Done.",
    SKIPPED="Left out.",
)


@strawberry.type(description="How far somebody is with a step of a roadmap.")
class StepProgress:
    is_type_of = instances_of(resolve.StepState)

    step: RoadmapStep = describe("The step.")
    status: ProgressStatus = describe("How far they are.")
    unlocked: bool = describe("Whether all that comes before it is done or skipped.")
    done_at: datetime | None = describe("When it was done, in UTC.")
    attested_at: datetime | None = describe("When a mentor attested it, in UTC.")
    note: str | None = describe("What they wrote down for themselves; null to everybody else.")
    attested_by: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.attester)


@strawberry.type(description="One educator's way along one edition of a roadmap.")
class Enrollment(Node):
    is_type_of = instances_of(models.Enrollment)

    status: EnrollmentStatus = describe("Where it stands.")
    visibility: EnrollmentVisibility = describe("Who sees it, besides mentorships it is shared with.")
    started_on: date = describe("The day it was begun, where they live.")
    target_on: date | None = describe("The day by which they want to be through.")
    completed_at: datetime | None = describe("When every step that counts was done, in UTC.")
    percent: float | None = each(resolve.percent)
    progress: list[StepProgress] = each(resolve.progress)
    evidence: Connection[Evidence] = each(resolve_goal.step_evidence)
    educator: Annotated["Educator", strawberry.lazy("schema.educator")] | None = each(resolve.learner)
    roadmap: Roadmap | None = each(resolve.enrolled_roadmap)
    version: RoadmapVersion | None = each(resolve.enrolled_version)
    shared_with: Connection[Annotated["Mentorship", strawberry.lazy("schema.mentorship")]] = each(
        resolve.shared_with
    )


@strawberry.type(description="What moving to a newer edition of a roadmap did, by the keys of steps.")
class EnrollmentMigration:
    is_type_of = instances_of(enrolling.EnrollmentMigration)

    enrollment: Enrollment = describe("The enrollment, on the latest edition.")
    kept: list[str] = describe("Steps of both editions: how far one was with them stays.")
    added: list[str] = describe("Steps that are new.")
    removed: list[str] = describe("Steps that are gone; how far one was with them is gone, too.")


@strawberry.type
class EnrollmentMutation:
    enroll = performs(enrolling.enroll, Enrollment)
    update_enrollment = performs(enrolling.update_enrollment, Enrollment)
    leave_roadmap = performs(enrolling.leave_roadmap, Enrollment)
    migrate_enrollment = performs(
        enrolling.migrate_enrollment, EnrollmentMigration, recall=enrolling.recall_migration
    )
    set_step_progress = performs(walking.set_step_progress, Enrollment)
    attest_step = performs(walking.attest_step, Enrollment)
    add_step_evidence = performs(step_evidence.add_step_evidence, Evidence)
    remove_step_evidence = performs(step_evidence.remove_step_evidence, Enrollment)
    share_enrollment = performs(walk_sharing.share_enrollment, Enrollment)
    unshare_enrollment = performs(walk_sharing.unshare_enrollment, Enrollment)
