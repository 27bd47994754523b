"""Muting: one educator's silence about another, who never knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from access.viewer import may_write
from kit.errors import invalid
from models import Educator, Mute, Row
from resolvers.arguments import described
from resolvers.block import EducatorId
from resolvers.context import Info
from resolvers.node import absent, row_id_of, seen


@dataclass(frozen=True)
class Unmuted:
    """Who is heard again."""

    other: Educator

    def source(self) -> Row:
        """The educator."""
        return self.other


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
    if until is not None and until <= context.now():
        raise invalid("until", "`until` must be an instant in the future.")
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


async def unmuted_educator(answers: Sequence[Unmuted], info: Info) -> list[Educator | None]:
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
