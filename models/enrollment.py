"""Enrollments: one educator's way along one version of a roadmap."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class EnrollmentStatus(StrEnum):
    """Where an enrollment stands."""

    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    LEFT = "LEFT"


class EnrollmentVisibility(StrEnum):
    """Who sees that one is on a roadmap: oneself (and mentorships it is shared with), members, everyone."""

    PRIVATE = "PRIVATE"
    MEMBERS = "MEMBERS"
    PUBLIC = "PUBLIC"


class ProgressStatus(StrEnum):
    """How far one is with a step."""

    NOT_STARTED = "NOT_STARTED"
    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"
    SKIPPED = "SKIPPED"


_OWNER = (Actor.OWNER,)
_ACTIVE, _LEFT = (EnrollmentStatus.ACTIVE,), (EnrollmentStatus.LEFT,)

ENROLLMENT_MACHINE = Machine(
    "enrollment",
    EnrollmentStatus,
    [
        # Every step that counts is done; the version stays the one it was completed on.
        Step("complete", _OWNER, _ACTIVE, EnrollmentStatus.COMPLETED, "completed_at"),
        Step("leave", _OWNER, _ACTIVE, EnrollmentStatus.LEFT, "left_at"),
        # Enrolling again takes up what was done before.
        Step("return_to", _OWNER, _LEFT, EnrollmentStatus.ACTIVE),
        Step("progress_in", _OWNER, _ACTIVE, EnrollmentStatus.ACTIVE),
        Step("migrate", _OWNER, _ACTIVE, EnrollmentStatus.ACTIVE),
        Step("attest", (Actor.MENTOR,), _ACTIVE, EnrollmentStatus.ACTIVE),
        Step("attest", (Actor.MENTOR,), (EnrollmentStatus.COMPLETED,), EnrollmentStatus.COMPLETED),
    ],
)

# Percent.
WHOLE = 100.0
PROGRESS_LENGTHS = {"note": Length(1, 2000)}


class Enrollment(Row):
    """One educator on one version of a roadmap."""

    roadmap = reference("Roadmap")
    roadmap_id: UUID
    roadmap_version = reference("RoadmapVersion")
    roadmap_version_id: UUID
    # The edition it kept to before it moved to this one.
    migrated_from = reference("RoadmapVersion", null=True)
    migrated_from_id: UUID | None
    educator = reference("Educator")
    educator_id: UUID
    status = fields.CharEnumField(EnrollmentStatus, max_length=16)
    visibility = fields.CharEnumField(EnrollmentVisibility, max_length=16)
    started_on: date = fields.DateField()
    target_on: date | None = fields.DateField(null=True)
    created_at = fields.DatetimeField()
    completed_at = fields.DatetimeField(null=True)
    left_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "enrollment"
        constraints = [
            known("enrollment", "status", EnrollmentStatus),
            known("enrollment", "visibility", EnrollmentVisibility),
            CheckConstraint(
                check="(status = 'COMPLETED') = (completed_at IS NOT NULL)", name="enrollment_completed_when"
            ),
            CheckConstraint(check="status <> 'LEFT' OR left_at IS NOT NULL", name="enrollment_left_when"),
            CheckConstraint(check="target_on >= started_on", name="enrollment_target_after_start"),
        ]


class StepProgress(Row):
    """How far an enrollment is with one step; a step without a row is not started."""

    lengths = PROGRESS_LENGTHS

    enrollment = reference("Enrollment")
    enrollment_id: UUID
    step = reference("RoadmapStep")
    step_id: UUID
    status = fields.CharEnumField(ProgressStatus, max_length=16)
    # Its owner's alone.
    note: str | None = fields.TextField(null=True)
    done_at = fields.DatetimeField(null=True)
    attested_by = reference("Educator", null=True)
    attested_by_id: UUID | None
    attested_at = fields.DatetimeField(null=True)
    updated_at = fields.DatetimeField()

    class Meta:
        table = "step_progress"
        constraints = [
            known("step_progress", "status", ProgressStatus),
            *lasting("step_progress", PROGRESS_LENGTHS),
            CheckConstraint(
                check="(status = 'DONE') = (done_at IS NOT NULL)", name="step_progress_done_when"
            ),
            CheckConstraint(
                check="(attested_by_id IS NULL) = (attested_at IS NULL)"
                " AND (attested_at IS NULL OR status = 'DONE')",
                name="step_progress_attested_when",
            ),
            UniqueConstraint(fields=("enrollment_id", "step_id"), name="step_progress_once"),
        ]


class EnrollmentShare(Row):
    """A mentorship whose two see an enrollment, whatever its visibility."""

    enrollment = reference("Enrollment")
    enrollment_id: UUID
    mentorship = reference("Mentorship")
    mentorship_id: UUID
    created_at = fields.DatetimeField()

    class Meta:
        table = "enrollment_share"
        constraints = [
            UniqueConstraint(fields=("enrollment_id", "mentorship_id"), name="enrollment_share_once")
        ]


def percent_of(steps: Iterable[tuple[int, bool, ProgressStatus]]) -> float | None:
    """How much of a roadmap is done, 0–100, of its steps as (weight, is optional, progress).

    Σ weight(DONE) ÷ Σ weight(required or DONE, not SKIPPED) × 100; None when nothing counts.
    """
    done = counted = 0
    for weight, optional, status in steps:
        if status == ProgressStatus.DONE:
            done += weight
        if status != ProgressStatus.SKIPPED and (not optional or status == ProgressStatus.DONE):
            counted += weight
    return done / counted * 100 if counted else None


def is_through(steps: Iterable[tuple[int, bool, ProgressStatus]]) -> bool:
    """Whether all that counts of a roadmap is done, and anything at all."""
    return percent_of(steps) == WHOLE


def is_unlocked(before: Iterable[ProgressStatus]) -> bool:
    """Whether a step can be begun: all that come before it are DONE or SKIPPED."""
    return all(status in (ProgressStatus.DONE, ProgressStatus.SKIPPED) for status in before)
