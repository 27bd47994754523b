"""Goals of a mentorship or of one's own, and the evidence that gates them and steps of roadmaps."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.migrations.constraints import CheckConstraint

from models.row import Length, Row, known, lasting, reference
from models.transition import Actor, Machine, Step


class GoalFocus(StrEnum):
    """What a goal wants to change."""

    STUDENT_ACHIEVEMENT = "STUDENT_ACHIEVEMENT"
    ENGAGEMENT = "ENGAGEMENT"
    TEACHING_PRACTICE = "TEACHING_PRACTICE"
    CAREER = "CAREER"
    WELLBEING = "WELLBEING"


class GoalStatus(StrEnum):
    """Where a goal stands."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    MET = "MET"
    NOT_MET = "NOT_MET"
    DROPPED = "DROPPED"


class GoalVisibility(StrEnum):
    """Who may see a goal: its owner, the two in the room, or everyone."""

    PRIVATE = "PRIVATE"
    ROOM = "ROOM"
    PUBLIC = "PUBLIC"


class EvidenceKind(StrEnum):
    """What shows that a goal moved."""

    ARTEFACT = "ARTEFACT"
    OBSERVATION = "OBSERVATION"
    AGGREGATE_DATA = "AGGREGATE_DATA"
    VIDEO_LINK = "VIDEO_LINK"
    REFLECTION = "REFLECTION"


_OWNER = (Actor.OWNER,)
_EITHER = (Actor.OWNER, Actor.COUNTERPART)
_DRAFT, _ACTIVE = (GoalStatus.DRAFT,), (GoalStatus.ACTIVE,)

GOAL_MACHINE = Machine(
    "goal",
    GoalStatus,
    [
        Step("activate", _OWNER, _DRAFT, GoalStatus.ACTIVE, "activated_at"),
        # Needs evidence, and a reflection written since the goal became active.
        Step("meet", _OWNER, _ACTIVE, GoalStatus.MET, "ended_at"),
        Step("miss", _OWNER, _ACTIVE, GoalStatus.NOT_MET, "ended_at"),
        Step("drop", _OWNER, (*_DRAFT, *_ACTIVE), GoalStatus.DROPPED, "ended_at"),
        # What is done to a goal until it has ended.
        Step("change", _OWNER, _DRAFT, GoalStatus.DRAFT),
        Step("change", _OWNER, _ACTIVE, GoalStatus.ACTIVE),
        Step("add_evidence_to", _EITHER, _DRAFT, GoalStatus.DRAFT),
        Step("add_evidence_to", _EITHER, _ACTIVE, GoalStatus.ACTIVE),
        # The counterpart removes what they added themselves.
        Step("remove_evidence_from", _EITHER, _DRAFT, GoalStatus.DRAFT),
        Step("remove_evidence_from", _EITHER, _ACTIVE, GoalStatus.ACTIVE),
    ],
)

GOAL_LENGTHS = {
    "title": Length(1, 140),
    "why": Length(0, 2000),
    "measure": Length(0, 200),
    "unit": Length(0, 40),
}
EVIDENCE_LENGTHS = {"url": Length(8, 2000), "text": Length(1, 5000)}


class Goal(Row):
    """What its owner, mentee or mentor, works towards; a personal one belongs to no mentorship."""

    lengths = GOAL_LENGTHS

    mentorship = reference("Mentorship", null=True)
    mentorship_id: UUID | None
    owner = reference("Educator")
    owner_id: UUID
    title = fields.TextField()
    why = fields.TextField()
    focus = fields.CharEnumField(GoalFocus, max_length=32)
    measure = fields.TextField()
    unit = fields.TextField()
    baseline = fields.FloatField(null=True)
    target = fields.FloatField(null=True)
    reached = fields.FloatField(null=True)
    due_on: date | None = fields.DateField(null=True)
    status = fields.CharEnumField(GoalStatus, max_length=16)
    visibility = fields.CharEnumField(GoalVisibility, max_length=16)
    created_at = fields.DatetimeField()
    activated_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)
    version = fields.IntField()

    class Meta:
        table = "goal"
        constraints = [
            known("goal", "focus", GoalFocus),
            known("goal", "status", GoalStatus),
            known("goal", "visibility", GoalVisibility),
            *lasting("goal", GOAL_LENGTHS),
            CheckConstraint(
                check="mentorship_id IS NOT NULL OR visibility <> 'ROOM'", name="goal_room_has_mentorship"
            ),
            CheckConstraint(
                check="status NOT IN ('ACTIVE', 'MET', 'NOT_MET') OR activated_at IS NOT NULL",
                name="goal_active_when",
            ),
            CheckConstraint(
                check="(status IN ('MET', 'NOT_MET', 'DROPPED')) = (ended_at IS NOT NULL)",
                name="goal_ended_when",
            ),
        ]

    def part_of(self, educator_id: UUID) -> Actor:
        """Whether it is this educator's goal."""
        return Actor.OWNER if educator_id == self.owner_id else Actor.COUNTERPART

    def is_shared(self) -> bool:
        """Whether the two in a room see it."""
        return self.mentorship_id is not None and self.visibility != GoalVisibility.PRIVATE


class Evidence(Row):
    """What shows that a goal moved or a step was done, free of pupils' data; another may attest it."""

    lengths = EVIDENCE_LENGTHS

    goal = reference("Goal", null=True)
    goal_id: UUID | None
    enrollment = reference("Enrollment", null=True)
    enrollment_id: UUID | None
    step = reference("RoadmapStep", null=True)
    step_id: UUID | None
    author = reference("Educator")
    author_id: UUID
    kind = fields.CharEnumField(EvidenceKind, max_length=16)
    url: str | None = fields.TextField(null=True)
    text: str | None = fields.TextField(null=True)
    captured_on: date = fields.DateField()
    no_pupil_data = fields.BooleanField()
    created_at = fields.DatetimeField()
    attested_by = reference("Educator", null=True)
    attested_by_id: UUID | None
    attested_at = fields.DatetimeField(null=True)

    class Meta:
        table = "evidence"
        constraints = [
            known("evidence", "kind", EvidenceKind),
            *lasting("evidence", EVIDENCE_LENGTHS),
            CheckConstraint(check="num_nonnulls(url, text) >= 1", name="evidence_shows_something"),
            CheckConstraint(
                check="num_nonnulls(goal_id, enrollment_id) = 1"
                " AND (enrollment_id IS NULL) = (step_id IS NULL)",
                name="evidence_of_one_thing",
            ),
            CheckConstraint(check="no_pupil_data", name="evidence_no_pupil_data"),
            CheckConstraint(
                check="(attested_by_id IS NULL) = (attested_at IS NULL)", name="evidence_attested_when"
            ),
            CheckConstraint(check="attested_by_id <> author_id", name="evidence_attested_by_another"),
        ]
