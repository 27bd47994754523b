"""Sessions: when the two of a mentorship meet."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import SessionStatus
from resolvers import attendance as resolve_attendance
from resolvers import calendar as resolve_calendar
from resolvers import feedback as resolve_feedback
from resolvers import next_step as resolve_next_step
from resolvers import planning as resolve_planning
from resolvers import session as resolve
from resolvers import session_log as resolve_log
from schema.educator import Educator
from schema.enums import enum
from schema.node import Node
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.feedback import SessionFeedback
    from schema.mentorship import Mentorship
    from schema.session_log import NextStep, SessionLog

enum(
    SessionStatus,
    "Whether a session is planned, took place, or did not.",
    PROPOSED="One of the two proposed it; its time is kept free.",
    CONFIRMED="The other confirmed it.",
    HELD="It took place: both say so, or one does and the other did not dispute it.",
    NO_SHOW="One of the two says that the other did not come.",
    CANCELLED="It was called off, or nobody confirmed it in time.",
    DISPUTED="The two do not agree on whether it took place.",
)


@strawberry.type(description="One meeting of a mentorship, for the two in it.")
class Session(Node):
    is_type_of = instances_of(models.Session)

    starts_at: datetime = describe("When it starts, in UTC.")
    ends_at: datetime = describe("When it ends, in UTC.")
    minutes: int = describe("How long it is.")
    agenda: str = describe("What it is to be about, in Markdown.")
    status: SessionStatus = describe("Whether it is planned, took place, or did not.")
    created_at: datetime = describe("When it was first proposed, in UTC.")
    changed_at: datetime = describe("When its status or time last changed, in UTC.")
    confirmed_at: datetime | None = describe("When the other confirmed it, in UTC.")
    held_by_mentor_at: datetime | None = describe("When the mentor said that it took place, in UTC.")
    held_by_mentee_at: datetime | None = describe("When the mentee said that it took place, in UTC.")
    ended_at: datetime | None = describe("When it came to its present, final status, in UTC.")
    feedback_revealed_at: datetime | None = describe("Since when both read each other's feedback, in UTC.")
    cancel_note: str | None = describe("What whoever called it off said of it.")
    dispute_note: str | None = describe("What whoever disputes it says of it.")
    version: int = describe("Counts the changes of its status and time; give it as `expectedVersion`.")
    ics: str = each(resolve_calendar.ics_of)
    proposer: Educator | None = each(resolve.proposer)
    reported_by: Educator | None = each(resolve.reported_by)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.session_mentorship
    )
    log: Annotated["SessionLog", strawberry.lazy("schema.session_log")] | None = each(resolve_log.log)
    next_steps: list[Annotated["NextStep", strawberry.lazy("schema.session_log")]] = each(
        resolve_next_step.next_steps
    )
    feedback: list[Annotated["SessionFeedback", strawberry.lazy("schema.feedback")]] = each(
        resolve_feedback.feedback
    )
    viewer_feedback: Annotated["SessionFeedback", strawberry.lazy("schema.feedback")] | None = each(
        resolve_feedback.viewer_feedback
    )


@strawberry.type
class SessionMutation:
    propose_session = performs(resolve_planning.propose_session, Session)
    confirm_session = performs(resolve_planning.confirm_session, Session)
    reschedule_session = performs(resolve_planning.reschedule_session, Session)
    cancel_session = performs(resolve_planning.cancel_session, Session)
    confirm_held = performs(resolve_attendance.confirm_held, Session)
    report_no_show = performs(resolve_attendance.report_no_show, Session)
    dispute_session = performs(resolve_attendance.dispute_session, Session)
