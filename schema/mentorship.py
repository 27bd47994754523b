"""Mentorships: Mentorship Rooms."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import Attention, Awaiting, CloseReason, MentorshipKind, MentorshipStatus
from resolvers import agreement as resolve_agreement
from resolvers import closure as resolve_closure
from resolvers import enrollment as resolve_enrollment
from resolvers import goal as resolve_goal
from resolvers import journal as resolve_journal
from resolvers import life_cycle
from resolvers import mentorship as resolve
from resolvers import message as resolve_message
from resolvers import next_step as resolve_next_step
from resolvers import relationship as resolve_relationship
from resolvers import room_stream as resolve_stream
from resolvers import session as resolve_session
from resolvers.mentorship import inside
from schema.agreement import Agreement
from schema.closure import ClosureReflection
from schema.educator import Educator
from schema.enums import enum
from schema.node import Connection, Node
from schema.relationship import Sustainedness
from schema.session import Session
from schema.session_log import NextStep
from schema.wiring import answers, describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.enrollment import Enrollment
    from schema.goal import Goal
    from schema.journal import JournalEntry
    from schema.message import Message
    from schema.room_event import MentorshipEventConnection

enum(
    MentorshipKind,
    "What kind of mentorship it is.",
    INFORMAL="An informal chat, and what follows from it.",
    SUSTAINED="A sustained mentorship under an agreement.",
)
enum(
    MentorshipStatus,
    "Where a mentorship stands.",
    FORMING="The two have still to sign an agreement.",
    ACTIVE="It goes on.",
    PAUSED="It rests until a day, or until one of the two resumes it.",
    CLOSING="It comes to its end; the two look back.",
    CLOSED="It has ended; it can be read, and takes no more.",
)
enum(
    Awaiting,
    "Whose answer is awaited.",
    MENTOR="The mentor's.",
    MENTEE="The mentee's.",
    NONE="Nobody's.",
)
enum(
    Attention,
    "Whether too much time has passed since the last held session of an active mentorship.",
    OK="No.",
    AMBER="More than 45 days.",
    RED="More than 60 days.",
)
enum(
    CloseReason,
    "Why a mentorship ended.",
    GOALS_MET="What it was for has been reached.",
    TERM_ENDED="The time agreed on is over.",
    NO_FAULT="It did not go on, and nobody is to blame.",
    INACTIVE="Nothing happened in it for sixty days.",
    UNSIGNED="No agreement was signed within 21 days.",
    SAFETY="One of the two left for safety's sake.",
    ACCOUNT_CLOSED="One of the two has left the network.",
)


@strawberry.type(description="One mentor guiding one mentee: a Mentorship Room. Others see what both show.")
class Mentorship(Node):
    is_type_of = instances_of(models.Mentorship)

    kind: MentorshipKind = describe("What kind of mentorship it is.")
    status: MentorshipStatus = describe("Where it stands.")
    opened_at: datetime = describe("When it was accepted, in UTC.")
    closed_at: datetime | None = describe("When it ended, in UTC.")
    mentor: Educator | None = each(resolve.mentor)
    mentee: Educator | None = each(resolve.mentee)
    close_reason: CloseReason | None = each(resolve.close_reason)
    awaiting: Awaiting | None = each(inside("awaiting", "Whose answer is awaited."))
    awaiting_since: datetime | None = each(
        inside("awaiting_since", "Since when an answer is awaited, in UTC: the earliest unanswered moment.")
    )
    activated_at: datetime | None = each(inside("activated_at", "When it became active, in UTC."))
    paused_until: datetime | None = each(inside("paused_until", "When its pause ends by itself, in UTC."))
    closing_at: datetime | None = each(inside("closing_at", "When it began to come to its end, in UTC."))
    version: int | None = each(inside("version", "Counts the changes of its state."))
    attention: Attention | None = each(resolve_relationship.attention_of)
    sustainedness: Sustainedness | None = each(resolve_relationship.sustainedness_of)
    agreements: Connection[Agreement] = each(resolve_agreement.agreements)
    agreement_in_force: Agreement | None = each(resolve_agreement.agreement_in_force)
    agreement_proposed: Agreement | None = each(resolve_agreement.agreement_proposed)
    closure_reflections: list[ClosureReflection] = each(resolve_closure.closure_reflections)
    shown_by_you: bool | None = each(resolve.shown_by_you)
    live_cursor: str | None = each(resolve.room_cursor)
    events: Annotated["MentorshipEventConnection", strawberry.lazy("schema.room_event")] = each(
        resolve_stream.past_room_events
    )
    enrollments: Connection[Annotated["Enrollment", strawberry.lazy("schema.enrollment")]] = each(
        resolve_enrollment.enrollments_in
    )
    goals: Connection[Annotated["Goal", strawberry.lazy("schema.goal")]] = each(resolve_goal.goals_in)
    journal: Connection[Annotated["JournalEntry", strawberry.lazy("schema.journal")]] = each(
        resolve_journal.journal_in
    )
    messages: Connection[Annotated["Message", strawberry.lazy("schema.message")]] = each(
        resolve_message.messages
    )
    sessions: Connection[Session] = each(resolve_session.sessions)
    next_steps: Connection[NextStep] = each(resolve_next_step.next_steps_of)


@strawberry.type
class MentorshipQuery:
    mentorship: Mentorship | None = answers(resolve.mentorship)


@strawberry.type
class MentorshipMutation:
    pause_mentorship = performs(life_cycle.pause_mentorship, Mentorship)
    resume_mentorship = performs(life_cycle.resume_mentorship, Mentorship)
    upgrade_mentorship = performs(life_cycle.upgrade_mentorship, Mentorship)
    show_mentorship = performs(life_cycle.show_mentorship, Mentorship)
    close_mentorship = performs(resolve_closure.close_mentorship, Mentorship)
    submit_closure = performs(resolve_closure.submit_closure, Mentorship)
