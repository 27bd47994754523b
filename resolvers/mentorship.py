"""Mentorships as they are read: the two see all of it, others what both show."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any

from access.mentorship import is_in_room
from events.stream import live_cursor
from loaders.mentorship import mentorships_of_educators
from loaders.page import Page
from models import Actor, Educator, Mentorship, MentorshipStatus
from resolvers.arguments import Id, PageArguments, described
from resolvers.context import Info
from resolvers.node import load_some, row_id_of

Answer = Callable[[Sequence[Mentorship], Info], Awaitable[list[Any]]]


async def mentorship(info: Info, id: Id) -> Mentorship | None:
    """The mentorship with this id; null when there is none that you may see."""
    row_id = row_id_of(id, "Mentorship", "id")
    found: Mentorship | None = await info.context.loaders.mentorship.load(row_id)
    return found


async def mentorships_of(
    educators: Sequence[Educator],
    info: Info,
    page: PageArguments,
    status: Annotated[MentorshipStatus | None, described("Only those that stand so.")] = None,
) -> list[Page]:
    """The mentorships this educator is in, newest first: all of yours, and what both of the two show."""
    ids = [row.id for row in educators]
    return await mentorships_of_educators(info.context.reader, ids, page, status)


async def mentor(mentorships: Sequence[Mentorship], info: Info) -> list[Educator | None]:
    """The educator who guides; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.mentor_id for row in mentorships])


async def mentee(mentorships: Sequence[Mentorship], info: Info) -> list[Educator | None]:
    """The educator who is guided; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.mentee_id for row in mentorships])


def inside(column: str, description: str) -> Answer:
    """What answers a column to the two in the room, and null to everybody else."""

    async def answer(mentorships: Sequence[Mentorship], info: Info) -> list[Any]:
        viewer = info.context.viewer
        return [getattr(row, column) if is_in_room(viewer, row) else None for row in mentorships]

    answer.__name__, answer.__doc__ = column, description
    return answer


async def close_reason(mentorships: Sequence[Mentorship], info: Info) -> list[Any]:
    """Why it ended or is coming to its end; null for who is not in it."""
    viewer = info.context.viewer
    return [row.close_reason if viewer.oversees or is_in_room(viewer, row) else None for row in mentorships]


async def shown_by_you(mentorships: Sequence[Mentorship], info: Info) -> list[bool | None]:
    """Whether you let others see that it exists, which they do once both of you do; null if not yours."""
    viewer = info.context.viewer
    return [
        _shown_by(row, row.part_of(viewer.educator_id))
        if viewer.educator_id is not None and is_in_room(viewer, row)
        else None
        for row in mentorships
    ]


def _shown_by(row: Mentorship, actor: Actor) -> bool:
    return bool(row.shown_by_mentor if actor is Actor.MENTOR else row.shown_by_mentee)


async def room_cursor(mentorships: Sequence[Mentorship], info: Info) -> list[str | None]:
    """Where the room's stream stood when this was read: subscribe after it and nothing is missed."""
    hub, viewer = info.context.platform.hub, info.context.viewer
    return [
        live_cursor(hub, row.id, row.last_seq) if is_in_room(viewer, row) else None for row in mentorships
    ]
