"""Things by their global id, whatever their type."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from kit.errors import DomainError, ErrorCode, FieldProblem
from kit.ids import decode_id
from loaders import Loaders
from loaders.calendar import own_feeds_by_id
from loaders.erasure import own_erasures_by_id
from loaders.loader import Loader
from loaders.report import saved_report
from models import RefreshToken, Row, ThreadSubscription
from resolvers.arguments import Id, Ids
from resolvers.context import Context, Info

MOST_IDS = 100

# Where a new word begins within a type's name.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

Thing = TypeVar("Thing", bound=Row)

_LOADERS: dict[str, Callable[[Loaders], Loader[UUID, Any]]] = {
    "Educator": lambda loaders: loaders.educator,
    "Topic": lambda loaders: loaders.topic,
    "Thread": lambda loaders: loaders.thread,
    "Post": lambda loaders: loaders.post,
    "Flag": lambda loaders: loaders.flag,
    "AuditEntry": lambda loaders: loaders.audit_entry,
    "Follow": lambda loaders: loaders.follow,
    "Block": lambda loaders: loaders.block,
    "Mute": lambda loaders: loaders.mute,
    "Mentorship": lambda loaders: loaders.mentorship,
    "Goal": lambda loaders: loaders.goal,
    "Evidence": lambda loaders: loaders.evidence,
    "JournalEntry": lambda loaders: loaders.journal_entry,
    "Message": lambda loaders: loaders.message,
    "Endorsement": lambda loaders: loaders.endorsement,
    "Agreement": lambda loaders: loaders.agreement,
    "Session": lambda loaders: loaders.session,
    "SessionLog": lambda loaders: loaders.session_log,
    "NextStep": lambda loaders: loaders.next_step,
    "SessionFeedback": lambda loaders: loaders.feedback,
    "Community": lambda loaders: loaders.community,
    "Membership": lambda loaders: loaders.membership,
    "CommunityAction": lambda loaders: loaders.community_action,
    "CommunityInvitation": lambda loaders: loaders.invitation,
    "Pledge": lambda loaders: loaders.pledge,
    "PledgePartner": lambda loaders: loaders.pledge_partner,
    "Challenge": lambda loaders: loaders.challenge,
    "ChallengeMark": lambda loaders: loaders.challenge_mark,
    "Roadmap": lambda loaders: loaders.roadmap,
    "RoadmapVersion": lambda loaders: loaders.roadmap_version,
    "RoadmapStep": lambda loaders: loaders.roadmap_step,
    "Enrollment": lambda loaders: loaders.enrollment,
    "Notification": lambda loaders: loaders.notification,
    "MentorProfile": lambda loaders: loaders.mentor_profile,
    "Need": lambda loaders: loaders.need,
    "MentorshipRequest": lambda loaders: loaders.mentorship_request,
    "ApiToken": lambda loaders: loaders.api_token,
    "DataExport": lambda loaders: loaders.data_export,
}


async def _own_account(context: Context, row_id: UUID) -> Row | None:
    account: Row | None = await context.loaders.own_account.load(row_id)
    return account


async def _refresh_token(_: Context, row_id: UUID) -> Row | None:
    return await RefreshToken.get_or_none(id=row_id)


async def _own_feed(context: Context, row_id: UUID) -> Row | None:
    return (await own_feeds_by_id(context.reader, [row_id]))[0]


async def _own_erasure(context: Context, row_id: UUID) -> Row | None:
    return (await own_erasures_by_id(context.reader, [row_id]))[0]


async def _subscription(context: Context, row_id: UUID) -> Row | None:
    row = await ThreadSubscription.get_or_none(id=row_id, educator_id=context.viewer.educator_id)
    return row if row is not None and await context.loaders.thread.load(row.thread_id) else None


async def _saved_report(context: Context, row_id: UUID) -> Row | None:
    return await saved_report(context.reader, row_id=row_id)


# Rows that a mutation may have answered, but that are no nodes.
_OTHERS: dict[str, Callable[[Context, UUID], Awaitable[Row | None]]] = {
    "Account": _own_account,
    "CalendarFeed": _own_feed,
    "Erasure": _own_erasure,
    "RefreshToken": _refresh_token,
    "SavedReport": _saved_report,
    "ThreadSubscription": _subscription,
}


async def find_row(info: Info, type_name: str, row_id: UUID) -> Row | None:
    """The row an earlier mutation answered, as far as the viewer may still see it."""
    if type_name in _LOADERS:
        row: Row | None = await _LOADERS[type_name](info.context.loaders).load(row_id)
        return row
    return await _OTHERS[type_name](info.context, row_id)


async def node(info: Info, id: Id) -> Row | None:
    """Anything that has a global id; null when it is absent or not visible to you."""
    return (await nodes(info, [id]))[0]


async def nodes(info: Info, ids: Ids) -> list[Row | None]:
    """Things by their global ids, in the same order; null for each that is absent or not visible."""
    if len(ids) > MOST_IDS:
        message = f"At most {MOST_IDS} ids can be asked for at once; {len(ids)} were given."
        raise DomainError(ErrorCode.INVALID, message, [FieldProblem(["ids"], message)])
    wanted = [decode_id(text) for text in ids]
    found: list[Row | None] = [None] * len(ids)
    for type_name, loader_of in _LOADERS.items():
        places = [i for i, key in enumerate(wanted) if key is not None and key.type_name == type_name]
        if places:
            keys = [key.id for key in wanted if key is not None and key.type_name == type_name]
            for place, row in zip(places, await loader_of(info.context.loaders).load_many(keys), strict=True):
                found[place] = row
    return found


def row_id_of(text: str, type_name: str, argument: str) -> UUID:
    """The row id in a global id of one type.

    Raises: DomainError NOT_FOUND for a text that is no id of this type.
    """
    decoded = decode_id(text)
    if decoded is None or decoded.type_name != type_name:
        raise absent(type_name, argument)
    return decoded.id


def absent(type_name: str, argument: str) -> DomainError:
    """The one answer for what is absent and for what is hidden."""
    message = f"There is no such {_HUMP.sub(' ', type_name).lower()}."
    return DomainError(ErrorCode.NOT_FOUND, message, [FieldProblem([argument], message)])


async def seen(loader: Loader[UUID, Any], model: type[Thing], text: str, argument: str) -> Thing:
    """The row behind a global id, when the viewer may see it.

    Raises: DomainError NOT_FOUND otherwise.
    """
    name = model.__name__
    row: Thing | None = await loader.load(row_id_of(text, name, argument))
    if row is None:
        raise absent(name, argument)
    return row


async def load_some(loader: Loader[UUID, Any], ids: Sequence[UUID | None]) -> list[Any]:
    """n ids, some of them None → n answers, None for None. One statement."""
    known = [key for key in ids if key is not None]
    found = iter(await loader.load_many(known))
    return [None if key is None else next(found) for key in ids]
