"""What the two of a mentorship think of their sessions."""

from datetime import datetime

import strawberry

import models
from resolvers import feedback as resolve
from resolvers import session_log as resolve_log
from schema.educator import Educator
from schema.node import Node
from schema.session import Session
from schema.wiring import describe, each, instances_of, performs


@strawberry.type(
    description="What one of the two thought of a session; the other reads it once both have said so."
)
class SessionFeedback(Node):
    is_type_of = instances_of(models.SessionFeedback)

    useful: int = describe("How useful it was, from 1 (not at all) to 5 (very).")
    goal_progress: int = describe("How far it brought the goals, from 1 (not at all) to 5 (far).")
    learned: bool = describe("Whether its author learned something.")
    takeaway: str = describe("What its author takes with them.")
    submitted_at: datetime = describe("When it was said, in UTC.")
    educator: Educator | None = each(resolve.feedback_author)
    session: Session | None = each(resolve_log.logged_session)


@strawberry.type
class FeedbackMutation:
    submit_feedback = performs(resolve.submit_feedback, SessionFeedback)
