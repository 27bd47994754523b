"""What came of a session: its log and next steps."""

from datetime import date, datetime

import strawberry

import models
from resolvers import next_step as resolve_next_step
from resolvers import session_log as resolve
from schema.educator import Educator
from schema.node import Node
from schema.session import Session
from schema.wiring import describe, each, instances_of, performs


@strawberry.type(description="What came of a session; both write it, until seven days after the session.")
class SessionLog(Node):
    is_type_of = instances_of(models.SessionLog)

    whats_working: str = describe("What goes well, in Markdown.")
    focus_and_challenges: str = describe("What it was about, and what is hard, in Markdown.")
    next_focus: str = describe("What comes next, in Markdown.")
    next_meeting_on: date | None = describe("The day of the next meeting.")
    updated_at: datetime = describe("When it was last written, in UTC.")
    version: int = describe("Counts the edits; give it as `expectedVersion`.")
    session: Session | None = each(resolve.logged_session)


@strawberry.type(description="Something that one of the two takes on until the next session.")
class NextStep(Node):
    is_type_of = instances_of(models.NextStep)

    text: str = describe("What is to be done.")
    due_on: date | None = describe("By which day.")
    created_at: datetime = describe("When it was agreed, in UTC.")
    done_at: datetime | None = describe("When it was done, in UTC.")
    assignee: Educator | None = each(resolve_next_step.assignee)
    session: Session | None = each(resolve.logged_session)


@strawberry.type
class SessionLogMutation:
    save_session_log = performs(resolve.save_session_log, SessionLog)
    add_next_step = performs(resolve_next_step.add_next_step, NextStep)
    complete_next_step = performs(resolve_next_step.complete_next_step, NextStep)
