"""The journal: reading it, writing in it, taking entries out of it."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from strawberry import ID

from loaders.journal import journal_of_goals, journal_of_mentorships, own_journal
from loaders.page import Page
from models import (
    Educator,
    Enrollment,
    Goal,
    JournalEntry,
    JournalKind,
    Mentorship,
    Post,
    RoadmapStep,
    Session,
)
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.node import load_some, row_id_of

OfKind = Annotated[JournalKind | None, described("Only entries of this kind.")]


async def journal_in(
    mentorships: Sequence[Mentorship], info: Info, page: PageArguments, kind: OfKind = None
) -> list[Page]:
    """Journal entries about it, newest first: yours, and what the other shares with you."""
    return await journal_of_mentorships(info.context.reader, [row.id for row in mentorships], page, kind)


async def journal_about(
    goals: Sequence[Goal], info: Info, page: PageArguments, kind: OfKind = None
) -> list[Page]:
    """Journal entries about this goal that you may read, newest first."""
    return await journal_of_goals(info.context.reader, [row.id for row in goals], page, kind)


async def journal(
    _: object,
    info: Info,
    page: PageArguments,
    kind: OfKind = None,
    mentorship_id: Annotated[ID | None, described("Only entries about this mentorship.")] = None,
) -> Page:
    """Your journal, newest entry first."""
    about: UUID | None = None
    if mentorship_id is not None:
        about = row_id_of(mentorship_id, "Mentorship", "mentorshipId")
    return await own_journal(info.context.reader, page, kind, about)


async def entry_author(entries: Sequence[JournalEntry], info: Info) -> list[Educator | None]:
    """Who wrote it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.author_id for row in entries])


async def entry_mentorship(entries: Sequence[JournalEntry], info: Info) -> list[Mentorship | None]:
    """The mentorship it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.mentorship, [row.mentorship_id for row in entries])


async def entry_session(entries: Sequence[JournalEntry], info: Info) -> list[Session | None]:
    """The session it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.session, [row.session_id for row in entries])


async def entry_goal(entries: Sequence[JournalEntry], info: Info) -> list[Goal | None]:
    """The goal it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.goal, [row.goal_id for row in entries])


async def entry_post(entries: Sequence[JournalEntry], info: Info) -> list[Post | None]:
    """The post it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.post, [row.post_id for row in entries])


async def entry_way(entries: Sequence[JournalEntry], info: Info) -> list[Enrollment | None]:
    """The way along a roadmap it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.enrollment, [row.enrollment_id for row in entries])


async def entry_step(entries: Sequence[JournalEntry], info: Info) -> list[RoadmapStep | None]:
    """The step it is about; null when it is about none, or that is not visible to you."""
    return await load_some(info.context.loaders.roadmap_step, [row.step_id for row in entries])
