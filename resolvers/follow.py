"""Following educators, topics and communities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.educator import may_follow
from kit.errors import invalid
from kit.ids import decode_id
from loaders.loader import Loader
from models import Community, Educator, Follow, NotificationKind, Row, Topic
from resolvers.arguments import described
from resolvers.block import hold_pair, rights_changed
from resolvers.context import Context, Info
from resolvers.node import absent, load_some, row_id_of, seen
from resolvers.notice import Subject, notify

TargetId = Annotated[ID, described("The global id of an educator, a topic or a community.")]
Target = Educator | Topic | Community
_COLUMNS: dict[type[Target], str] = {
    Educator: "educator_id",
    Topic: "topic_id",
    Community: "community_id",
}


@dataclass(frozen=True)
class Unfollowed:
    """What is no longer followed."""

    target: Target

    def source(self) -> Row:
        """What was followed."""
        return self.target


async def follow(info: Info, target_id: TargetId) -> Follow:
    """Follows an educator, a topic or a community; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_follow)
    target = await _target(context, target_id)
    if target.id == context.member_id:
        raise invalid("targetId", "You cannot follow yourself.")
    if isinstance(target, Educator) and await hold_pair(context, target.id):
        raise absent("Educator", "targetId")
    fresh = {"id": Follow.new_id(context.now()), "created_at": context.now()}
    row, is_new = await Follow.get_or_create(fresh, **_subject(context, _kind(target_id), target.id))
    if is_new and isinstance(target, Educator):
        await notify(context, NotificationKind.NEW_FOLLOWER, [target.id], Subject())
        rights_changed(context, target.id)
    return row


async def unfollow(info: Info, target_id: TargetId) -> Unfollowed:
    """Ends a follow; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_follow)
    model = _kind(target_id)
    row_id = row_id_of(target_id, model.__name__, "targetId")
    if not await Follow.filter(**_subject(context, model, row_id)).delete():
        return Unfollowed(await _target(context, target_id))
    # Also somebody who is hidden by now can be left.
    if model is Educator:
        rights_changed(context, row_id)
    return Unfollowed(await model.get(id=row_id))


async def recall_unfollowed(_: Info, target: Row) -> Unfollowed:
    """The same answer again."""
    assert isinstance(target, Target)  # noqa: S101 - `recall` is given what `source` gave
    return Unfollowed(target)


async def target(follows: Sequence[Follow], info: Info) -> list[Row | None]:
    """What is followed; null when you may no longer see it."""
    return await _targets(info, [(row.educator_id, row.topic_id, row.community_id) for row in follows])


async def unfollowed_target(answers: Sequence[Unfollowed], info: Info) -> list[Row | None]:
    """What was followed; null when you may no longer see it."""
    rows = [answer.target for answer in answers]
    return await _targets(
        info, [tuple(row.id if isinstance(row, kind) else None for kind in _COLUMNS) for row in rows]
    )


async def _targets(info: Info, ids: Sequence[tuple[UUID | None, ...]]) -> list[Row | None]:
    """n ids of an educator, a topic or else a community → n rows. Three statements."""
    loaders = info.context.loaders
    kinds: tuple[Loader[UUID, Any], ...] = (loaders.educator, loaders.topic, loaders.community)
    columns = zip(*ids, strict=True)
    found = [await load_some(kind, column) for kind, column in zip(kinds, columns, strict=True)]
    return [educator or topic or community for educator, topic, community in zip(*found, strict=True)]


def _kind(text: str) -> type[Target]:
    decoded = decode_id(text)
    name = decoded and decoded.type_name
    return next((kind for kind in _COLUMNS if kind.__name__ == name), Educator)


async def _target(context: Context, text: str) -> Target:
    kind, loaders = _kind(text), context.loaders
    if kind is Topic:
        return await seen(loaders.topic, Topic, text, "targetId")
    if kind is Community:
        return await seen(loaders.community, Community, text, "targetId")
    return await seen(loaders.educator, Educator, text, "targetId")


def _subject(context: Context, kind: type[Target], row_id: UUID) -> dict[str, Any]:
    """Who follows what, as columns."""
    return {"follower_id": context.member_id, _COLUMNS[kind]: row_id}
