"""What became of two people's mentorships: how they kept meeting, and whether both gave and learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.mentorship import is_in_room
from loaders.mentorship import mentorships_with
from models import Attention, Mentorship, MentorshipStatus
from reports.meeting import last_held, meetings_of, sustained_over
from reports.reciprocity import Reciprocity, reciprocity_over
from reports.sustainedness import Pattern, Sustainedness, attention
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.node import row_id_of


@dataclass(frozen=True)
class Relationship:
    """The mentorships of the viewer with one other, newest first."""

    mentorships: Sequence[Mentorship]

    @property
    def ids(self) -> list[UUID]:
        """The mentorships' ids."""
        return [row.id for row in self.mentorships]

    @property
    def role_reciprocal(self) -> bool:
        """Whether each of the two has guided the other."""
        return len({row.mentor_id for row in self.mentorships}) > 1


async def relationship(
    info: Info, with_id: Annotated[ID, described("The global id of the other educator.")]
) -> Relationship | None:
    """Your mentorships with one educator over time; null when there is nobody whom you may see."""
    context = info.context
    other_id = row_id_of(with_id, "Educator", "withId")
    if context.viewer.reader_id in (None, other_id):
        return None
    found = await mentorships_with(context.reader, other_id)
    if not found and await context.loaders.educator.load(other_id) is None:
        return None
    return Relationship(found)


async def relationship_mentorships(one: Relationship, info: Info) -> Sequence[Mentorship]:
    """Their mentorships, newest first, whoever guided whom."""
    return one.mentorships


async def role_reciprocal(one: Relationship, info: Info) -> bool:
    """Whether each of the two has guided the other."""
    return one.role_reciprocal


async def mutual_learning_rate(one: Relationship, info: Info) -> float | None:
    """The share of held sessions with both feedbacks after which both said that they learned."""
    return (await _reciprocity(one, info)).mutual_learning_rate


async def contribution_balance(one: Relationship, info: Info) -> float | None:
    """From 1, when both contributed alike, down to 0, when one did it all; null when nobody did."""
    return (await _reciprocity(one, info)).contribution_balance


async def _reciprocity(one: Relationship, info: Info) -> Reciprocity:
    context = info.context
    return await reciprocity_over(context.platform.database, context.viewer, one.ids)


async def relationship_sustainedness(one: Relationship, info: Info) -> Sustainedness | None:
    """How the two kept meeting, over all their mentorships; null when there is none."""
    context = info.context
    meetings = await meetings_of(context.platform.database, context.viewer, one.ids)
    return sustained_over(meetings, context.now())


async def sustainedness_of(mentorships: Sequence[Mentorship], info: Info) -> list[Sustainedness | None]:
    """How the two kept meeting as they agreed; null for who is not in the mentorship."""
    context, now = info.context, info.context.now()
    ids = [row.id for row in mentorships]
    meetings = await meetings_of(context.platform.database, context.viewer, ids)
    found = {one.mentorship_id: sustained_over([one], now) for one in meetings}
    return [found.get(key) for key in ids]


async def attention_of(mentorships: Sequence[Mentorship], info: Info) -> list[Attention | None]:
    """Whether too much time has passed since they last met; null for who is not in the mentorship."""
    context, now = info.context, info.context.now()
    held = await last_held(context.platform.database, context.viewer, [row.id for row in mentorships])
    return [
        _attention(row, held.get(row.id), now) if is_in_room(context.viewer, row) else None
        for row in mentorships
    ]


def _attention(row: Mentorship, held: datetime | None, now: datetime) -> Attention:
    if row.status != MentorshipStatus.ACTIVE:
        return Attention.OK
    since: datetime = held or row.activated_at or row.opened_at
    return attention(now - since)


__all__ = [
    "Pattern",
    "Relationship",
    "Sustainedness",
    "attention_of",
    "contribution_balance",
    "mutual_learning_rate",
    "relationship",
    "relationship_mentorships",
    "relationship_sustainedness",
    "role_reciprocal",
    "sustainedness_of",
]
