"""The journal."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from models import JournalKind, JournalVisibility
from resolvers import journal as resolve
from resolvers import journaling
from schema.educator import Educator
from schema.enums import enum
from schema.goal import Goal
from schema.node import Node
from schema.post import Post
from schema.wiring import describe, each, instances_of, performs

if TYPE_CHECKING:
    from schema.enrollment import Enrollment
    from schema.mentorship import Mentorship
    from schema.roadmap import RoadmapStep
    from schema.session import Session

enum(
    JournalKind,
    "What a journal entry is.",
    TAKEAWAY="What its author takes along.",
    REFLECTION="What its author thinks of it.",
    ACTION="What its author will do.",
    QUESTION="What its author asks.",
)
enum(
    JournalVisibility,
    "Who may read a journal entry.",
    PRIVATE="Its author, nobody else ever.",
    ROOM="The two in its mentorship; the mentor until it has closed.",
)


@strawberry.type(description="An entry in an educator's journal.")
class JournalEntry(Node):
    is_type_of = instances_of(models.JournalEntry)

    kind: JournalKind = describe("What it is.")
    body: str = describe("The text, in Markdown.")
    visibility: JournalVisibility = describe("Who may read it.")
    created_at: datetime = describe("When it was written, in UTC.")
    edited_at: datetime | None = describe("When its text or kind was last changed, in UTC.")
    version: int = describe("Counts changes; send it as `expectedVersion` with the next.")
    author: Educator | None = each(resolve.entry_author)
    mentorship: Annotated["Mentorship", strawberry.lazy("schema.mentorship")] | None = each(
        resolve.entry_mentorship
    )
    session: Annotated["Session", strawberry.lazy("schema.session")] | None = each(resolve.entry_session)
    goal: Goal | None = each(resolve.entry_goal)
    post: Post | None = each(resolve.entry_post)
    enrollment: Annotated["Enrollment", strawberry.lazy("schema.enrollment")] | None = each(resolve.entry_way)
    step: Annotated["RoadmapStep", strawberry.lazy("schema.roadmap")] | None = each(resolve.entry_step)


@strawberry.type(description="An entry was taken out of a journal.")
class JournalEntryDeleted:
    is_type_of = instances_of(journaling.JournalEntryDeleted)

    author: Educator = describe("Whose journal it was in.")


@strawberry.type
class JournalMutation:
    write_journal_entry = performs(journaling.write_journal_entry, JournalEntry)
    update_journal_entry = performs(journaling.update_journal_entry, JournalEntry)
    delete_journal_entry = performs(
        journaling.delete_journal_entry, JournalEntryDeleted, recall=journaling.recall_journal_entry_deleted
    )
