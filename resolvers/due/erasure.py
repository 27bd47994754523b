"""People who asked to be forgotten and whose days of grace are over."""

from collections.abc import Sequence
from uuid import UUID

from events.log import Announcement
from kit.tokens import digest_of
from models import (
    Awaiting,
    CloseReason,
    Community,
    CommunityRole,
    Educator,
    Erasure,
    EventKind,
    Membership,
    MembershipStatus,
    Mentorship,
    MentorshipRequest,
    MentorshipStatus,
    NotificationKind,
    Post,
    PostsFate,
    RetiredHandle,
    StreamKind,
)
from models.mentorship import MENTORSHIP_MACHINE
from models.request import OPEN_REQUEST, REQUEST_MACHINE
from resolvers.due.forgetting import DELETED_TEXTS, FATES
from resolvers.due.task import Task
from resolvers.due.turn import Turn
from resolvers.ending import call_off
from resolvers.notice import Notice, Subject
from resolvers.storing import store

# A few at a time: each touches all that somebody ever did.
_DUE = """SELECT x.id FROM erasure x
    WHERE x.due_at <= $1 AND x.cancelled_at IS NULL AND x.done_at IS NULL
    ORDER BY x.id LIMIT least($2, 10) FOR NO KEY UPDATE SKIP LOCKED"""


async def _erase(turn: Turn, ids: Sequence[UUID]) -> None:
    for erasure in await Erasure.filter(id__in=ids).order_by("id"):
        educator = await Educator.select_for_update(no_key=True).get(account_id=erasure.account_id)
        await _close_requests(turn, educator)
        await _close_rooms(turn, educator)
        await _leave_communities(turn, educator)
        if erasure.posts == PostsFate.DELETE:
            await _delete_posts(turn, educator)
        await RetiredHandle.create(id=RetiredHandle.new_id(turn.now), digest=digest_of(educator.handle))
        for _, sql in FATES:
            await turn.transaction.fetch(sql, educator.id, erasure.account_id)
        erasure.done_at = turn.now
        await erasure.save(update_fields=["done_at"])


async def _close_requests(turn: Turn, educator: Educator) -> None:
    """Withdraw what was asked of them and by them; the others are told."""
    for column in ("mentor_id", "mentee_id"):
        open_requests = MentorshipRequest.select_for_update(no_key=True).filter(
            **{column: educator.id}, status__in=OPEN_REQUEST
        )
        rows = await open_requests.order_by("id")
        for row in rows:
            REQUEST_MACHINE.take(row, "cut_off", row.part_of(educator.id), turn.now)
            other_id = row.mentee_id if row.mentor_id == educator.id else row.mentor_id
            subject = Subject(request_id=row.id)
            if row.initiator_id != educator.id:
                turn.tell(Notice(NotificationKind.REQUEST_CLOSED, other_id, educator.id, subject))
        await store(turn.transaction, rows, "status", "withdrawn_at", "version")


async def _close_rooms(turn: Turn, educator: Educator) -> None:
    """Close their mentorships at once; the others are told."""
    rooms: list[Mentorship] = []
    for column in ("mentor_id", "mentee_id"):
        mine = Mentorship.select_for_update(no_key=True).filter(**{column: educator.id})
        rooms += await mine.exclude(status=MentorshipStatus.CLOSED).order_by("id")
    for room in rooms:
        MENTORSHIP_MACHINE.take(room, "leave", room.part_of(educator.id), turn.now)
        room.close_reason, room.paused_until = CloseReason.ACCOUNT_CLOSED, None
        room.awaiting, room.awaiting_since = Awaiting.NONE, None
        turn.announce(room.id, EventKind.MENTORSHIP_CHANGED, room.id)
        other_id = room.mentee_id if room.mentor_id == educator.id else room.mentor_id
        subject = Subject(mentorship_id=room.id)
        turn.tell(Notice(NotificationKind.MENTORSHIP_CHANGED, other_id, educator.id, subject))
    columns = ("status", "closed_at", "close_reason", "paused_until", "awaiting", "awaiting_since", "version")
    await store(turn.transaction, rooms, *columns)
    turn.announcer.announce(*await call_off(turn.transaction, [room.id for room in rooms], turn.now))


async def _leave_communities(turn: Turn, educator: Educator) -> None:
    """Leave all communities; who has looked after one longest owns it when nobody else does."""
    own = {
        row.community_id: row
        for row in await Membership.filter(educator_id=educator.id, status=MembershipStatus.ACTIVE)
    }
    left = await Community.select_for_update(no_key=True).filter(id__in=list(own)).order_by("id")
    for community in left:
        community.member_count -= 1
        if own[community.id].role == CommunityRole.OWNER:
            await _pass_on(turn, community, educator.id)
        turn.announcer.announce(
            Announcement(StreamKind.COMMUNITY, community.id, EventKind.COMMUNITY_CHANGED, community.id)
        )
    await store(turn.transaction, left, "member_count")


async def _pass_on(turn: Turn, community: Community, leaving_id: UUID) -> None:
    others = Membership.filter(community_id=community.id, status=MembershipStatus.ACTIVE).exclude(
        educator_id=leaving_id
    )
    ranks = list(CommunityRole)
    heirs = sorted(await others, key=lambda row: (ranks.index(row.role), row.joined_at, row.id))
    if not heirs or heirs[0].role == CommunityRole.OWNER:
        return
    heir = heirs[0]
    heir.role = CommunityRole.OWNER
    heir.version += 1
    await heir.save(update_fields=["role", "version"])
    turn.announcer.announce(
        Announcement(StreamKind.COMMUNITY, community.id, EventKind.MEMBERSHIP_CHANGED, heir.id)
    )
    subject = Subject(community_id=community.id)
    turn.tell(Notice(NotificationKind.COMMUNITY_ROLE, heir.educator_id, leaving_id, subject))


async def _delete_posts(turn: Turn, educator: Educator) -> None:
    """Leave tombstones of their posts, and nothing of their threads but the place."""
    posts = await Post.filter(author_id=educator.id, deleted_at=None).order_by("id")
    for post in posts:
        post.delete_text(turn.now)
        turn.announcer.announce(
            Announcement(StreamKind.THREAD, post.thread_id, EventKind.POST_DELETED, post.id)
        )
    await store(turn.transaction, posts, "body", "deleted_at", "helpful", "version")
    for _, sql in DELETED_TEXTS:
        await turn.transaction.fetch(sql, educator.id, educator.account_id)


ERASURE_TASKS = (Task("people forgotten", _DUE, _erase),)
