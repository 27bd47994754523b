"""Following, blocking, muting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from strawberry import ID

from access.educator import may_follow
from access.viewer import may_write
from kit.errors import invalid
from kit.ids import decode_id
from models import Block, Educator, Follow, Mute, NotificationKind, Row, Topic
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import absent, load_some, row_id_of, seen
from resolvers.notification import Notice, notify

TargetId = Annotated[ID, described("The global id of an educator or a topic.")]
EducatorId = Annotated[ID, described("The global id of an educator.")]


@dataclass(frozen=True)
class Unfollowed:
    """What is no longer followed."""

    target: Educator | Topic

    def source(self) -> Row:
        """What was followed."""
        return self.target


@dataclass(frozen=True)
class Unblocked:
    """Whom a wall no longer keeps out."""

    other: Educator

    def source(self) -> Row:
        """The educator."""
        return self.other


@dataclass(frozen=True)
class Unmuted:
    """Who is heard again."""

    other: Educator

    def source(self) -> Row:
        """The educator."""
        return self.other


async def _target(context: Context, text: str) -> Educator | Topic:
    decoded = decode_id(text)
    if decoded is not None and decoded.type_name == "Topic":
        return await seen(context.loaders.topic, Topic, text, "targetId")
    return await seen(context.loaders.educator, Educator, text, "targetId")


def _column(target: Educator | Topic) -> str:
    return "educator_id" if isinstance(target, Educator) else "topic_id"


async def follow(info: Info, target_id: TargetId) -> Follow:
    """Follows an educator or a topic; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_follow)
    target = await _target(context, target_id)
    if target.id == context.member_id:
        raise invalid("targetId", "You cannot follow yourself.")
    subject: dict[str, Any] = {"follower_id": context.member_id, _column(target): target.id}
    fresh = {"id": Follow.new_id(context.now()), "created_at": context.now()}
    row, is_new = await Follow.get_or_create(fresh, **subject)
    if is_new and isinstance(target, Educator):
        await notify(context, Notice(NotificationKind.NEW_FOLLOWER, [target.id]))
        _rights_changed(context, target)
    return row


async def unfollow(info: Info, target_id: TargetId) -> Unfollowed:
    """Ends a follow; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_follow)
    target = await _target(context, target_id)
    await Follow.filter(**{"follower_id": context.member_id, _column(target): target.id}).delete()
    if isinstance(target, Educator):
        _rights_changed(context, target)
    return Unfollowed(target)


async def recall_unfollowed(_: Info, target: Row) -> Unfollowed:
    """The same answer again."""
    assert isinstance(target, Educator | Topic)  # noqa: S101 - `recall` is given what `source` gave
    return Unfollowed(target)


async def target(follows: Sequence[Follow], info: Info) -> list[Row | None]:
    """What is followed; null when you may no longer see it."""
    loaders = info.context.loaders
    educators = await load_some(loaders.educator, [row.educator_id for row in follows])
    topics = await load_some(loaders.topic, [row.topic_id for row in follows])
    return [educator or topic for educator, topic in zip(educators, topics, strict=True)]


async def block(info: Info, educator_id: EducatorId) -> Block:
    """Puts a wall between you and an educator: neither sees anything of the other any more."""
    context = info.context
    context.viewer.must(may_write)
    standing = await Block.get_or_none(
        blocker_id=context.member_id, blocked_id=row_id_of(educator_id, "Educator", "educatorId")
    )
    if standing is not None:
        return standing
    other = await seen(context.loaders.educator, Educator, educator_id, "educatorId")
    if other.id == context.member_id:
        raise invalid("educatorId", "You cannot block yourself.")
    both = [context.member_id, other.id]
    await Follow.filter(follower_id__in=both, educator_id__in=both).delete()
    _rights_changed(context, other)
    return await Block.create(
        id=Block.new_id(context.now()),
        blocker_id=context.member_id,
        blocked_id=other.id,
        created_at=context.now(),
    )


async def unblock(info: Info, educator_id: EducatorId) -> Unblocked:
    """Takes a wall down that you put up; follows do not come back by themselves."""
    context = info.context
    context.viewer.must(may_write)
    other_id = row_id_of(educator_id, "Educator", "educatorId")
    if not await Block.filter(blocker_id=context.member_id, blocked_id=other_id).delete():
        raise absent("Block", "educatorId")
    other = await Educator.get(id=other_id)
    _rights_changed(context, other)
    return Unblocked(other)


async def recall_unblocked(_: Info, educator: Row) -> Unblocked:
    """The same answer again."""
    assert isinstance(educator, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return Unblocked(educator)


async def mute(
    info: Info,
    educator_id: EducatorId,
    until: Annotated[datetime | None, described("When it ends by itself; never, when left out.")] = None,
) -> Mute:
    """Keeps an educator out of your feed and notifications; they never know."""
    context = info.context
    context.viewer.must(may_write)
    other = await seen(context.loaders.educator, Educator, educator_id, "educatorId")
    if other.id == context.member_id:
        raise invalid("educatorId", "You cannot mute yourself.")
    if until is not None and (until.tzinfo is None or until <= context.now()):
        raise invalid("until", "`until` must be an instant in the future, with its time zone.")
    row, is_new = await Mute.get_or_create(
        {"id": Mute.new_id(context.now()), "created_at": context.now(), "until": until},
        muter_id=context.member_id,
        muted_id=other.id,
    )
    if not is_new and row.until != until:
        row.until = until
        await row.save(update_fields=["until"])
    return row


async def unmute(info: Info, educator_id: EducatorId) -> Unmuted:
    """Hears an educator again."""
    context = info.context
    context.viewer.must(may_write)
    other_id = row_id_of(educator_id, "Educator", "educatorId")
    if not await Mute.filter(muter_id=context.member_id, muted_id=other_id).delete():
        raise absent("Mute", "educatorId")
    return Unmuted(await Educator.get(id=other_id))


async def recall_unmuted(_: Info, educator: Row) -> Unmuted:
    """The same answer again."""
    assert isinstance(educator, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return Unmuted(educator)


async def freed_educator(answers: Sequence[Unblocked | Unmuted], info: Info) -> list[Educator | None]:
    """Who it is; null when you may not see them."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [answer.other.id for answer in answers]
    )
    return found


async def muted_educator(mutes: Sequence[Mute], info: Info) -> list[Educator | None]:
    """Who is muted; null when you may no longer see them."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [row.muted_id for row in mutes]
    )
    return found


def _rights_changed(context: Context, other: Educator) -> None:
    both = [context.member_id, other.id]
    context.transaction.after_commit(lambda: context.platform.hub.rights_changed(both))
