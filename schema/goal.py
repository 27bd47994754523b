"""Goals and their evidence."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import EvidenceKind, GoalFocus, GoalStatus, GoalVisibility
from resolvers import evidence as resolve_evidence
from resolvers import goal as resolve
from resolvers import goal_setting, pursuit
from resolvers import journal as resolve_journal
from schema.educator import Educator
from schema.enums import enum
from schema.node import Connection, Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.enrollment import Enrollment
    from schema.journal import JournalEntry
    from schema.mentorship import Mentorship
    from schema.roadmap import RoadmapStep

enum(
    GoalFocus,
    "What a goal wants to change.",
    STUDENT_ACHIEVEMENT="What students can do.",
    ENGAGEMENT="How students take part.",
    TEACHING_PRACTICE="How one teaches.",
    CAREER="Where one's work leads.",
    WELLBEING="How one fares.",
)
enum(
    GoalStatus,
    "Where a goal stands.",
    DRAFT="It is being worded.",
    ACTIVE="Its owner works on it.",
    MET="It was reached, as evidence and a reflection show.",
    NOT_MET="It was not reached.",
    DROPPED="Its owner gave it up.",
)
enum(
    GoalVisibility,
    "Who may see a goal.",
    PRIVATE="Its owner.",
    ROOM="The two in its mentorship.",
    PUBLIC="Everyone who may see its owner.",
)
enum(
    EvidenceKind,
    "What evidence is.",
    ARTEFACT="Something made for teaching, or by it.",
    OBSERVATION="What somebody saw.",
    AGGREGATE_DATA="Figures of a group.",
    VIDEO_LINK="A recording, by its address.",
    REFLECTION="What its author thinks of it.",
)
enum(
    pursuit.GoalResult,
    "How an active goal ended.",
    MET="It was reached.",
    NOT_MET="It was not reached.",
)


@strawberry.type(description="What an educator works towards, in a mentorship or for themselves.")
class Goal(Node):
    is_type_of = instances_of(models.Goal)

    title: str = describe("What it wants to reach.")
    why: str = describe("Why it matters, in Markdown.")
    focus: GoalFocus = describe("What it wants to change.")
    measure: str = describe("How one will know.")
    unit: str = describe("What is counted.")
    baseline: float | None = describe("Where it stood at the beginning, in its unit.")
    target: float | None = describe("What it should come to, in its unit.")
    reached: float | None = describe("What it came to, in its unit.")
    due_on: date | None = describe("By which day.")
    status: GoalStatus = describe("Where it stands.")
    visibility: GoalVisibility = describe("Who may see it.")
    created_at: datetime = describe("When it was drafted, in UTC.")
    activated_at: datetime | None = describe("When work on it began, in UTC.")
    ended_at: datetime | None = describe("When it was met, not met or dropped, in UTC.")
    version: int = describe("Counts the changes; give it as `expectedVersion`.")
    owner: Educator | None = each(resolve.goal_owner)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.goal_mentorship
    )
    evidence: Connection[Annotated["Evidence", strawberry.lazy("schema.goal")]] = each(resolve.evidence)
    journal: Connection[Annotated["JournalEntry", strawberry.lazy("schema.journal")]] = each(
        resolve_journal.journal_about
    )


@strawberry.type(description="Something that shows that a goal moved, free of pupils' data.")
class Evidence(Node):
    is_type_of = instances_of(models.Evidence)

    kind: EvidenceKind = describe("What it is.")
    url: str | None = describe("Where it is.")
    text: str | None = describe("What it says, in Markdown.")
    captured_on: date = describe("On which day it was captured.")
    created_at: datetime = describe("When it was added, in UTC.")
    attested_at: datetime | None = describe("When the other of the two attested it, in UTC.")
    goal: Goal | None = each(resolve.evidence_goal)
    enrollment: Annotated["Enrollment", strawberry.lazy("schema.enrollment")] | None = each(
        resolve.evidence_enrollment
    )
    step: Annotated["RoadmapStep", strawberry.lazy("schema.roadmap")] | None = each(resolve.evidence_step)
    author: Educator | None = each(resolve.evidence_author)
    attested_by: Educator | None = each(resolve.attested_by)


@strawberry.type
class GoalMutation:
    create_goal = performs(goal_setting.create_goal, Goal)
    update_goal = performs(goal_setting.update_goal, Goal)
    activate_goal = performs(pursuit.activate_goal, Goal)
    complete_goal = performs(pursuit.complete_goal, Goal)
    drop_goal = performs(pursuit.drop_goal, Goal)
    add_evidence = performs(resolve_evidence.add_evidence, Evidence)
    remove_evidence = performs(resolve_evidence.remove_evidence, Goal)
    attest_evidence = performs(resolve_evidence.attest_evidence, Evidence)
