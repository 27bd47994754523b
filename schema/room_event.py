"""What the live stream of a Mentorship Room yields."""

from typing import Any

import strawberry

from kit.ids import encode_id
from models import EventKind
from resolvers import room_stream as resolve
from resolvers.room_stream import happened_to
from schema.agreement import Agreement
from schema.enrollment import Enrollment
from schema.event import MentorshipEvent, happening
from schema.goal import Evidence, Goal
from schema.journal import JournalEntry
from schema.mentorship import Mentorship
from schema.message import Message
from schema.node import PageInfo
from schema.session import Session
from schema.session_log import NextStep
from schema.wiring import column, describe, each


def deleted_message_id(root: Any) -> strawberry.ID:
    """The global id of the message that was deleted."""
    return strawberry.ID(encode_id("Message", root.event.subject_id))


@strawberry.type(description="The mentorship itself changed.")
class MentorshipChanged(MentorshipEvent):
    is_type_of = happening(EventKind.MENTORSHIP_CHANGED)
    mentorship: Mentorship | None = each(happened_to("mentorship", "The mentorship as it is now."))


@strawberry.type(description="An agreement was proposed, signed, withdrawn or replaced.")
class AgreementChanged(MentorshipEvent):
    is_type_of = happening(EventKind.AGREEMENT_CHANGED)
    agreement: Agreement | None = each(happened_to("agreement", "The agreement as it is now."))


@strawberry.type(description="A goal was set, changed or ended, or lost evidence.")
class GoalChanged(MentorshipEvent):
    is_type_of = happening(EventKind.GOAL_CHANGED)
    goal: Goal | None = each(happened_to("goal", "The goal as it is now."))


@strawberry.type(description="Evidence was added to a goal, or attested.")
class EvidenceChanged(MentorshipEvent):
    is_type_of = happening(EventKind.EVIDENCE_CHANGED)
    evidence: Evidence | None = each(happened_to("evidence", "The evidence as it is now."))


@strawberry.type(description="A session was proposed, confirmed, moved, or is over one way or the other.")
class SessionChanged(MentorshipEvent):
    is_type_of = happening(EventKind.SESSION_CHANGED)
    session: Session | None = each(happened_to("session", "The session as it is now."))


@strawberry.type(description="The log of a session was written.")
class SessionLogChanged(MentorshipEvent):
    is_type_of = happening(EventKind.SESSION_LOG_CHANGED)
    session: Session | None = each(resolve.happened_log_session)


@strawberry.type(description="A next step was agreed, or done.")
class NextStepChanged(MentorshipEvent):
    is_type_of = happening(EventKind.NEXT_STEP_CHANGED)
    next_step: NextStep | None = each(happened_to("next_step", "The next step as it is now."))


@strawberry.type(description="Both may read what the other thought of a session.")
class FeedbackRevealed(MentorshipEvent):
    is_type_of = happening(EventKind.FEEDBACK_REVEALED)
    session: Session | None = each(happened_to("session", "The session as it is now."))


@strawberry.type(description="One of the two shared an entry of their journal.")
class JournalEntryShared(MentorshipEvent):
    is_type_of = happening(EventKind.JOURNAL_ENTRY_SHARED)
    journal_entry: JournalEntry | None = each(happened_to("journal_entry", "The entry as it is now."))


@strawberry.type(description="An entry that one of the two shared was changed.")
class JournalEntryChanged(MentorshipEvent):
    is_type_of = happening(EventKind.JOURNAL_ENTRY_CHANGED)
    journal_entry: JournalEntry | None = each(happened_to("journal_entry", "The entry as it is now."))


@strawberry.type(description="A way along a roadmap was shared with the room, or went on.")
class EnrollmentChanged(MentorshipEvent):
    is_type_of = happening(EventKind.ENROLLMENT_CHANGED)
    enrollment: Enrollment | None = each(happened_to("enrollment", "The enrollment as it is now."))


@strawberry.type(description="A message was sent.")
class MessageSent(MentorshipEvent):
    is_type_of = happening(EventKind.MESSAGE_SENT)
    message: Message | None = each(happened_to("message", "The message as it is now."))


@strawberry.type(description="A message was edited.")
class MessageEdited(MentorshipEvent):
    is_type_of = happening(EventKind.MESSAGE_EDITED)
    message: Message | None = each(happened_to("message", "The message as it is now."))


@strawberry.type(description="A message was deleted; its number stays.")
class MessageDeleted(MentorshipEvent):
    is_type_of = happening(EventKind.MESSAGE_DELETED)

    message_id: strawberry.ID = column(deleted_message_id, "The global id of the message.")


@strawberry.type(description="One event of a mentorship and its place.")
class MentorshipEventEdge:
    node: MentorshipEvent = describe("The event.")
    cursor: str = describe("Its place in the stream, good for subscribing too.")


@strawberry.type(description="Events of a mentorship, oldest first.")
class MentorshipEventConnection:
    edges: list[MentorshipEventEdge] = describe("The events with their cursors.")
    nodes: list[MentorshipEvent] = describe("The events.")
    page_info: PageInfo = describe("Where the page lies.")


ROOM_EVENT_TYPES = (
    MentorshipChanged,
    AgreementChanged,
    GoalChanged,
    EvidenceChanged,
    SessionChanged,
    SessionLogChanged,
    NextStepChanged,
    FeedbackRevealed,
    JournalEntryShared,
    JournalEntryChanged,
    EnrollmentChanged,
    MessageSent,
    MessageEdited,
    MessageDeleted,
)
