"""Blocking: a wall between two educators that cuts both ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.viewer import may_write
from kit.errors import invalid
from models import Block, Educator, Follow, Row
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import absent, row_id_of, seen
from resolvers.parting import part_ways

EducatorId = Annotated[ID, described("The global id of an educator.")]

_WALL = """SELECT EXISTS (SELECT FROM block
    WHERE (blocker_id, blocked_id) IN (($1::uuid, $2::uuid), ($2::uuid, $1::uuid)))"""


@dataclass(frozen=True)
class Unblocked:
    """Whom a wall no longer keeps out."""

    other: Educator

    def source(self) -> Row:
        """The educator."""
        return self.other


async def block(info: Info, educator_id: EducatorId) -> Block:
    """Puts a wall between you and an educator: neither sees anything of the other any more."""
    context = info.context
    context.viewer.must(may_write)
    other_id = row_id_of(educator_id, "Educator", "educatorId")
    await hold_pair(context, other_id)
    standing = await Block.get_or_none(blocker_id=context.member_id, blocked_id=other_id)
    if standing is not None:
        return standing
    await seen(context.loaders.educator, Educator, educator_id, "educatorId")
    if other_id == context.member_id:
        raise invalid("educatorId", "You cannot block yourself.")
    both = [context.member_id, other_id]
    await Follow.filter(follower_id__in=both, educator_id__in=both).delete()
    await part_ways(context, other_id)
    _wall_changed(context, context.viewer.blocked | {other_id})
    rights_changed(context, other_id)
    return await Block.create(
        id=Block.new_id(context.now()),
        blocker_id=context.member_id,
        blocked_id=other_id,
        created_at=context.now(),
    )


async def unblock(info: Info, educator_id: EducatorId) -> Unblocked:
    """Takes a wall down that you put up; follows do not come back by themselves."""
    context = info.context
    context.viewer.must(may_write)
    other_id = row_id_of(educator_id, "Educator", "educatorId")
    await hold_pair(context, other_id)
    if not await Block.filter(blocker_id=context.member_id, blocked_id=other_id).delete():
        raise absent("Block", "educatorId")
    if not await Block.exists(blocker_id=other_id, blocked_id=context.member_id):
        _wall_changed(context, context.viewer.blocked - {other_id})
    rights_changed(context, other_id)
    return Unblocked(await Educator.get(id=other_id))


async def recall_unblocked(_: Info, educator: Row) -> Unblocked:
    """The same answer again."""
    assert isinstance(educator, Educator)  # noqa: S101 - `recall` is given what `source` gave
    return Unblocked(educator)


async def unblocked_educator(answers: Sequence[Unblocked], info: Info) -> list[Educator | None]:
    """Who it is; null when you may not see them."""
    found: list[Educator | None] = await info.context.loaders.educator.load_many(
        [answer.other.id for answer in answers]
    )
    return found


async def hold_pair(context: Context, other_id: UUID) -> bool:
    """Whether a wall stands between the viewer and another; none is built or taken down until the commit."""
    pair = "/".join(sorted(map(str, (context.member_id, other_id))))
    await context.transaction.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", f"pair:{pair}")
    # A statement of its own, so that it sees what was committed while the first one waited.
    return bool(await context.transaction.value(_WALL, context.member_id, other_id))


def rights_changed(context: Context, other_id: UUID) -> None:
    """After the commit, let open streams of both ask again whether they may go on."""
    both = [context.member_id, other_id]
    context.transaction.after_commit(lambda: context.platform.hub.rights_changed(both))


def _wall_changed(context: Context, blocked: frozenset[UUID]) -> None:
    """What comes next in the same operation, the answer included, is read with the new walls."""
    viewer = context.viewer
    context.transaction.after_commit(lambda: setattr(viewer, "blocked", blocked))
