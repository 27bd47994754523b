"""Setting goals: drafting them, and changing their terms until they have ended."""

from datetime import date
from typing import Annotated, Any

from strawberry import ID, UNSET

from access.viewer import may_write
from kit.errors import invalid, stale
from models import Goal, GoalFocus, GoalStatus, GoalVisibility, Mentorship
from models.goal import GOAL_MACHINE
from resolvers.arguments import ExpectedVersion, described
from resolvers.context import Context, Info
from resolvers.pursuit import GoalId, goal_at_hand, tell_of_goal
from resolvers.room import must_be_open, open_room
from resolvers.time_zone import local_date

_TITLE = described("What you want to reach, in 1–140 characters.")
_WHY = described("Why it matters: Markdown, at most 2000 characters.")
_FOCUS = described("What it wants to change.")
_MEASURE = described("How you will know, at most 200 characters.")
_UNIT = described("What is counted, at most 40 characters: `per cent`.")
Baseline = Annotated[float | None, described("Where it stands now, in that unit.")]
Target = Annotated[float | None, described("What it should come to, in that unit.")]
DueOn = Annotated[date | None, described("By which day; not a day that is over where you live.")]


async def create_goal(
    info: Info,
    title: Annotated[str, _TITLE],
    focus: Annotated[GoalFocus, _FOCUS],
    mentorship_id: Annotated[ID | None, described("The mentorship it belongs to; none for your own.")] = None,
    why: Annotated[str, _WHY] = "",
    measure: Annotated[str, _MEASURE] = "",
    unit: Annotated[str, _UNIT] = "",
    baseline: Baseline = None,
    target: Target = None,
    due_on: DueOn = None,
    visibility: Annotated[
        GoalVisibility | None, described("Who may see it: the ROOM if it has one, else PRIVATE.")
    ] = None,
) -> Goal:
    """Drafts a goal of yours, as mentee, as mentor, or for yourself alone."""
    context = info.context
    context.viewer.must(may_write)
    room = await open_room(context, mentorship_id, "mentorshipId") if mentorship_id is not None else None
    if room is not None:
        must_be_open(room)
    texts: dict[str, Any] = {"title": title, "why": why, "measure": measure, "unit": unit}
    Goal.check_lengths(**texts)
    await _check_due_on(context, due_on)
    goal = await Goal.create(
        id=Goal.new_id(context.now()),
        mentorship_id=room.id if room else None,
        owner_id=context.member_id,
        **texts,
        focus=focus,
        baseline=baseline,
        target=target,
        due_on=due_on,
        status=GoalStatus.DRAFT,
        visibility=_visibility(room, visibility),
        created_at=context.now(),
        version=1,
    )
    await tell_of_goal(context, room, goal)
    return goal


def _visibility(room: Mentorship | None, wanted: GoalVisibility | None) -> GoalVisibility:
    if room is None and wanted is GoalVisibility.ROOM:
        raise invalid("visibility", "A goal that belongs to no mentorship is PRIVATE or PUBLIC.")
    return wanted or (GoalVisibility.ROOM if room else GoalVisibility.PRIVATE)


async def _check_due_on(context: Context, due_on: date | None) -> None:
    if due_on is not None and due_on < await local_date(context):
        raise invalid("dueOn", "This day is over.")


async def update_goal(
    info: Info,
    goal_id: GoalId,
    title: Annotated[str | None, _TITLE] = None,
    why: Annotated[str | None, _WHY] = None,
    focus: Annotated[GoalFocus | None, _FOCUS] = None,
    measure: Annotated[str | None, _MEASURE] = UNSET,
    unit: Annotated[str | None, _UNIT] = UNSET,
    baseline: Baseline = UNSET,
    target: Target = UNSET,
    due_on: DueOn = UNSET,
    visibility: Annotated[GoalVisibility | None, described("Who may see it.")] = None,
    expected_version: ExpectedVersion = None,
) -> Goal:
    """Changes what is given of a goal that has not ended; null takes a figure or its day away."""
    context = info.context
    at_hand = await goal_at_hand(context, goal_id)
    goal, room = at_hand.goal, at_hand.room
    GOAL_MACHINE.must_allow(goal, "change", goal.part_of(context.member_id))
    if expected_version is not None and expected_version != goal.version:
        raise stale("This goal", goal.version, goal)
    terms = {"title": title, "why": why, "focus": focus}
    kept = {"visibility": _visibility(room, visibility) if visibility else None}
    texts = {"measure": "" if measure is None else measure, "unit": "" if unit is None else unit}
    figures = {"baseline": baseline, "target": target, "due_on": due_on}
    changes = _changes(goal, {**terms, **kept}, None) | _changes(goal, {**texts, **figures}, UNSET)
    Goal.check_lengths(**{name: changes.get(name) for name in Goal.lengths})
    await _check_due_on(context, changes.get("due_on"))
    if changes:
        was_shared = goal.is_shared()
        goal.update_from_dict({**changes, "version": goal.version + 1})
        await goal.save(update_fields=[*changes, "version"])
        await tell_of_goal(context, room, goal, was_shared=was_shared)
    return goal


def _changes(goal: Goal, terms: dict[str, Any], left_out: object) -> dict[str, Any]:
    """The terms that are other ones now, by column."""
    return {
        name: value for name, value in terms.items() if value is not left_out and value != getattr(goal, name)
    }
