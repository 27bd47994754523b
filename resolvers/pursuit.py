"""Pursuing goals: beginning to work on them, and bringing them to an end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from strawberry import ID

from access.viewer import may_write
from kit.errors import invalid_transition
from models import (
    EventKind,
    Evidence,
    Goal,
    GoalStatus,
    JournalEntry,
    JournalKind,
    Mentorship,
    NotificationKind,
    Row,
)
from models.goal import GOAL_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import absent, seen
from resolvers.room import must_be_open, room_of, tell

GoalId = Annotated[ID, described("The global id of a goal.")]


class GoalResult(StrEnum):
    """How an active goal ended."""

    MET = "MET"
    NOT_MET = "NOT_MET"


@dataclass(frozen=True)
class GoalAtHand:
    """A goal, locked, and the open room it belongs to, locked before it; a personal one has none."""

    goal: Goal
    room: Mentorship | None

    async def take(self, context: Context, action: str, *changed: str) -> Goal:
        """Bring the goal into its next state and tell the room; `changed` are further columns to save.

        Raises: InvalidTransition when the goal's state, or the viewer's part in it, does not allow it.
        """
        goal = self.goal
        GOAL_MACHINE.take(goal, action, goal.part_of(context.member_id), context.now())
        await goal.save(update_fields=["status", "activated_at", "ended_at", "version", *changed])
        await tell_of_goal(context, self.room, goal)
        return goal


async def goal_at_hand(context: Context, goal_id: str) -> GoalAtHand:
    """The goal behind a global id for its owner, or for the other in its room when it is shared.

    Raises: DomainError NOT_FOUND for everybody else; InvalidTransition when its mentorship is closed.
    """
    context.viewer.must(may_write)
    row = await seen(context.loaders.goal, Goal, goal_id, "goalId")
    return await hold_goal(context, row, "goalId", Goal)


async def hold_goal(context: Context, row: Goal, argument: str, thing: type[Row]) -> GoalAtHand:
    """A visible goal, locked, for who works on it or on a `thing` of it.

    Raises: DomainError NOT_FOUND of the thing for everybody else; InvalidTransition when its mentorship is
    closed.
    """
    room = None
    if row.mentorship_id is not None:
        room = await room_of(context, row.mentorship_id, argument, thing)
        must_be_open(room)
    elif row.owner_id != context.member_id:
        raise absent(thing.__name__, argument)
    return GoalAtHand(await Goal.select_for_update(no_key=True).get(id=row.id), room)


async def tell_of_goal(
    context: Context, room: Mentorship | None, goal: Goal, *, was_shared: bool = False
) -> None:
    """Announce a change of a goal to its room, if the two see it."""
    if room is not None and goal.is_shared():
        await tell(context, room, EventKind.GOAL_CHANGED, goal.id, NotificationKind.GOAL_CHANGED)
    elif room is not None and was_shared:
        # Of a goal that one of them no longer sees nothing can be shown but that the room lost it.
        await tell(context, room, EventKind.MENTORSHIP_CHANGED, room.id)


async def activate_goal(info: Info, goal_id: GoalId) -> Goal:
    """Begins to work on a goal of yours; reflections count from now on."""
    context = info.context
    return await (await goal_at_hand(context, goal_id)).take(context, "activate")


async def drop_goal(info: Info, goal_id: GoalId) -> Goal:
    """Gives a goal of yours up."""
    context = info.context
    return await (await goal_at_hand(context, goal_id)).take(context, "drop")


async def complete_goal(
    info: Info,
    goal_id: GoalId,
    result: Annotated[GoalResult, described("MET needs evidence and a reflection since it became active.")],
    reached: Annotated[float | None, described("What it came to, in its unit.")] = None,
) -> Goal:
    """Ends a goal of yours as met, which evidence and a reflection must show, or as not met."""
    context = info.context
    at_hand = await goal_at_hand(context, goal_id)
    goal, action = at_hand.goal, "meet" if result is GoalResult.MET else "miss"
    GOAL_MACHINE.must_allow(goal, action, goal.part_of(context.member_id))
    if result is GoalResult.MET:
        await _must_be_shown(goal)
    goal.reached = reached
    return await at_hand.take(context, action, "reached")


async def must_leave_it_shown(entry: JournalEntry) -> None:
    """Nothing, when no goal that was met rests on this journal entry alone.

    Locks the goal. Raises: InvalidTransition for the last reflection that shows it.
    """
    goal = await _met_goal(entry)
    if goal is not None and [*await _reflections_on(goal)] == [entry.id]:
        message = "This reflection alone shows that its goal was met; it stays a reflection in your journal."
        raise invalid_transition(message)


async def must_leave_its_words(entry: JournalEntry) -> None:
    """Nothing, when no goal was met on the strength of this journal entry.

    Locks the goal. Raises: InvalidTransition for a reflection that had been written when its goal was met.
    """
    goal = await _met_goal(entry)
    if goal is None or goal.ended_at is None:
        return
    written_at = (await _reflections_on(goal)).get(entry.id)
    if written_at is not None and written_at <= goal.ended_at:
        message = "Its goal was met with this reflection; what it says stays as it was."
        raise invalid_transition(message)


async def _met_goal(entry: JournalEntry) -> Goal | None:
    """The goal that an entry is about, locked; None when it is about none, or not about one that was met."""
    goal = await Goal.select_for_update(no_key=True).get_or_none(id=entry.goal_id) if entry.goal_id else None
    return goal if goal is not None and goal.status == GoalStatus.MET else None


async def _reflections_on(goal: Goal) -> dict[UUID, datetime]:
    """Those that count and when they were written: by its owner, since it became active."""
    counting = JournalEntry.filter(
        goal_id=goal.id,
        author_id=goal.owner_id,
        kind=JournalKind.REFLECTION,
        created_at__gt=goal.activated_at,
    )
    return dict(await counting.values_list("id", "created_at"))


async def _must_be_shown(goal: Goal) -> None:
    missing = []
    if not await Evidence.exists(goal_id=goal.id):
        missing.append("a piece of evidence")
    if not await _reflections_on(goal):
        missing.append("a reflection in its owner's journal, written since it became active")
    if missing:
        raise invalid_transition(f"To be met, this goal still needs {' and '.join(missing)}.")
