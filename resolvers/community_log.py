"""What those who look after a community do, kept for its members to see."""

from uuid import UUID

from events.log import Announcement
from models import CommunityAction, CommunityActionKind, EventKind, StreamKind
from resolvers.context import Context


async def log_deed(
    context: Context,
    community_id: UUID,
    kind: CommunityActionKind,
    educator_id: UUID | None,
    *,
    detail: str | None = None,
    reason: str | None = None,
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
        detail=detail,
        reason=reason,
        at=context.now(),
    )
    context.announcer.announce(
        Announcement(StreamKind.COMMUNITY, community_id, EventKind.COMMUNITY_ACTION_TAKEN, action.id)
    )
