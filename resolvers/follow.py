"""Following educators and topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from strawberry import ID

from access.educator import may_follow
from kit.errors import invalid
from kit.ids import decode_id
from models import Educator, Follow, NotificationKind, Row, Topic
from resolvers.arguments import described
from resolvers.block import hold_pair, rights_changed
from resolvers.context import Context, Info
from resolvers.node import absent, load_some, row_id_of, seen
from resolvers.notice import Subject, notify

TargetId = Annotated[ID, described("The global id of an educator or a topic.")]


@dataclass(frozen=True)
class Unfollowed:
    """What is no longer followed."""

    target: Educator | Topic

    def source(self) -> Row:
        """What was followed."""
        return self.target


async def follow(info: Info, target_id: TargetId) -> Follow:
    """Follows an educator or a topic; asked again, it answers the same."""
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
    assert isinstance(target, Educator | Topic)  # noqa: S101 - `recall` is given what `source` gave
    return Unfollowed(target)


async def target(follows: Sequence[Follow], info: Info) -> list[Row | None]:
    """What is followed; null when you may no longer see it."""
    return await _targets(info, [(row.educator_id, row.topic_id) for row in follows])


async def unfollowed_target(answers: Sequence[Unfollowed], info: Info) -> list[Row | None]:
    """What was followed; null when you may no longer see it."""
    rows = [answer.target for answer in answers]
    ids = [(row.id, None) if isinstance(row, Educator) else (None, row.id) for row in rows]
    return await _targets(info, ids)


async def _targets(info: Info, ids: Sequence[tuple[UUID | None, UUID | None]]) -> list[Row | None]:
    """n ids of an educator or else a topic → n rows. Two statements."""
    loaders = info.context.loaders
    educators = await load_some(loaders.educator, [educator_id for educator_id, _ in ids])
    topics = await load_some(loaders.topic, [topic_id for _, topic_id in ids])
    return [educator or topic for educator, topic in zip(educators, topics, strict=True)]


def _kind(text: str) -> type[Educator] | type[Topic]:
    decoded = decode_id(text)
    return Topic if decoded is not None and decoded.type_name == "Topic" else Educator


async def _target(context: Context, text: str) -> Educator | Topic:
    if _kind(text) is Topic:
        return await seen(context.loaders.topic, Topic, text, "targetId")
    return await seen(context.loaders.educator, Educator, text, "targetId")


def _subject(context: Context, kind: type[Row], row_id: UUID) -> dict[str, Any]:
    """Who follows what, as columns."""
    return {"follower_id": context.member_id, "educator_id" if kind is Educator else "topic_id": row_id}
