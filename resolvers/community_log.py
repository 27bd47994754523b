"""What those who look after a community do, kept for its members to see."""

from collections.abc import Sequence
from uuid import UUID

from events.log import Announcement
from loaders.community_log import log_of_communities
from loaders.page import Page
from models import Community, CommunityAction, CommunityActionKind, Educator, EventKind, StreamKind
from resolvers.arguments import PageArguments
from resolvers.context import Context, Info
from resolvers.node import load_some


async def log_deed(
    context: Context,
    community_id: UUID,
    kind: CommunityActionKind,
    educator_id: UUID | None,
    *,
    detail: str | None = None,
    reason: str | None = None,
    challenge_id: UUID | None = None,
    thread_id: UUID | None = None,
) -> None:
    """Keep what the viewer did, and tell the community's listeners.

    Raises: DomainError INVALID for a reason that is too long.
    """
    CommunityAction.check_lengths(reason=reason)
    action = await CommunityAction.create(
        id=CommunityAction.new_id(context.now()),
        community_id=community_id,
        actor_id=context.member_id,
        kind=kind,
        educator_id=educator_id,
        challenge_id=challenge_id,
        thread_id=thread_id,
        detail=detail,
        reason=reason,
        at=context.now(),
    )
    context.announcer.announce(
        Announcement(StreamKind.COMMUNITY, community_id, EventKind.COMMUNITY_ACTION_TAKEN, action.id)
    )


async def log(communities: Sequence[Community], info: Info, page: PageArguments) -> list[Page]:
    """What those who look after the community did, latest first; for its members."""
    return await log_of_communities(info.context.reader, [row.id for row in communities], page)


async def acting(actions: Sequence[CommunityAction], info: Info) -> list[Educator | None]:
    """Who did it; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.actor_id for row in actions])


async def concerned(actions: Sequence[CommunityAction], info: Info) -> list[Educator | None]:
    """Whom it is about, if somebody; null when their profile is not visible to you."""
    return await load_some(info.context.loaders.educator, [row.educator_id for row in actions])
