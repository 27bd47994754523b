"""What a journal entry is about: a mentorship and things in it, or a step of one's way along a roadmap."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from kit.errors import invalid
from loaders.loader import Loader
from models import Enrollment, Goal, Mentorship, Row, Session
from resolvers.context import Context
from resolvers.home import own_thing
from resolvers.node import Thing, row_id_of, seen
from resolvers.room import room_of
from resolvers.walking import step_called


class Tie(NamedTuple):
    """One thing that an entry is about, and the mentorship it belongs to, if any."""

    argument: str
    thing: type[Row]
    mentorship_id: UUID | None


class WalkedStep(NamedTuple):
    """A step of somebody's way along a roadmap."""

    enrollment_id: UUID
    step_id: UUID


async def given(
    loader: Loader[UUID, Any], model: type[Thing], text: str | None, argument: str
) -> Thing | None:
    """What an id names, as far as the viewer may see it; None for no id.

    Raises: DomainError NOT_FOUND for something absent or hidden.
    """
    return await seen(loader, model, text, argument) if text is not None else None


def ties_of(mentorship_id: str | None, session: Session | None, goal: Goal | None) -> list[Tie]:
    """What an entry is about and the mentorship each of it belongs to."""
    ties = []
    if mentorship_id is not None:
        row_id = row_id_of(mentorship_id, "Mentorship", "mentorshipId")
        ties.append(Tie("mentorshipId", Mentorship, row_id))
    if session is not None:
        ties.append(Tie("sessionId", Session, session.mentorship_id))
    if goal is not None:
        ties.append(Tie("goalId", Goal, goal.mentorship_id))
    return ties


async def room_about(context: Context, ties: Sequence[Tie]) -> Mentorship | None:
    """The one mentorship that all these things belong to, locked; None when there is none.

    Raises: DomainError NOT_FOUND for the room of strangers; INVALID for things of different ones.
    """
    rooms = [
        await room_of(context, tie.mentorship_id, tie.argument, tie.thing)
        for tie in ties
        if tie.mentorship_id is not None
    ]
    for tie in ties:
        if tie.mentorship_id != ties[0].mentorship_id:
            raise invalid(tie.argument, "This does not belong to the mentorship that the entry is about.")
    return rooms[0] if rooms else None


async def walked_step(context: Context, enrollment_id: str | None, key: str | None) -> WalkedStep | None:
    """The step with this key on a way of the viewer's; None for neither.

    Raises: DomainError NOT_FOUND for the way of somebody else and for no such step, INVALID for one alone.
    """
    if (enrollment_id is None) != (key is None):
        raise invalid("stepKey", "A step is named by `enrollmentId` and `stepKey` together.")
    way = await own_thing(context, context.loaders.enrollment, Enrollment, enrollment_id, "enrollmentId")
    if way is None or key is None:
        return None
    return WalkedStep(way.id, (await step_called(way, key)).id)
