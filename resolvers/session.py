"""Sessions of a mentorship: reading them, and finding one to act on."""

from collections.abc import Sequence
from typing import Annotated

from strawberry import ID

from loaders.page import Page
from loaders.session import sessions_of_mentorships
from loaders.session import upcoming_sessions as upcoming_sessions_of_viewer
from models import Educator, Mentorship, Session, SessionStatus
from resolvers.arguments import PageArguments, described
from resolvers.context import Context, Info
from resolvers.node import load_some, row_id_of
from resolvers.room import must_be_open, room_of

SessionId = Annotated[ID, described("The global id of a session.")]


async def sessions(
    mentorships: Sequence[Mentorship],
    info: Info,
    page: PageArguments,
    status: Annotated[SessionStatus | None, described("Only those of this status.")] = None,
) -> list[Page]:
    """When the two meet, earliest first; nothing for anybody else."""
    ids = [row.id for row in mentorships]
    return await sessions_of_mentorships(info.context.reader, ids, status, page)


async def upcoming_sessions(_: object, info: Info, page: PageArguments) -> Page:
    """Your planned sessions that are not over, in either role, earliest first."""
    return await upcoming_sessions_of_viewer(info.context.reader, info.context.now(), page)


async def session_mentorship(sessions: Sequence[Session], info: Info) -> list[Mentorship | None]:
    """The mentorship whose two meet."""
    found: list[Mentorship | None] = await info.context.loaders.mentorship.load_many(
        [row.mentorship_id for row in sessions]
    )
    return found


async def proposer(sessions: Sequence[Session], info: Info) -> list[Educator | None]:
    """Who proposed it, or its present time; null when their profile is not visible to you."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.proposer_id for row in sessions]
    )
    return found


async def reported_by(sessions: Sequence[Session], info: Info) -> list[Educator | None]:
    """Who said that the other did not come, or disputed what the other said; null when nobody did."""
    return await load_some(info.context.loaders.educator, [row.reported_by_id for row in sessions])


async def session_in_room(context: Context, session_id: str) -> tuple[Mentorship, Session]:
    """An open mentorship of the viewer's and a session of it by global id, both locked until the commit.

    Raises: DomainError NOT_FOUND when the viewer is not one of the two; InvalidTransition when the
    mentorship is closed.
    """
    row_id = row_id_of(session_id, "Session", "sessionId")
    found = await Session.get_or_none(id=row_id)
    mentorship = await room_of(context, found.mentorship_id if found else None, "sessionId", Session)
    must_be_open(mentorship)
    return mentorship, await Session.select_for_update(no_key=True).get(id=row_id)
