"""Evidence of goals: adding it, and attesting what the other of the two added."""

from datetime import date
from typing import Annotated, NamedTuple

from strawberry import ID

from access.viewer import may_write
from kit.errors import DomainError, ErrorCode, FieldProblem, invalid, invalid_transition
from kit.web_address import is_web_address
from models import EventKind, Evidence, EvidenceKind, Goal, Mentorship, NotificationKind
from models.goal import GOAL_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.node import absent, seen
from resolvers.pursuit import GoalId, goal_at_hand, hold_goal, tell_of_goal
from resolvers.room import must_be_open, room_of, tell
from resolvers.step_attesting import attest_step_evidence
from resolvers.time_zone import local_date

EvidenceId = Annotated[ID, described("The global id of a piece of evidence.")]


async def add_evidence(
    info: Info,
    goal_id: GoalId,
    kind: Annotated[EvidenceKind, described("What it is.")],
    captured_on: Annotated[date, described("On which day it was captured; today at the latest.")],
    no_pupil_data: Annotated[bool, described("True: you confirm that no pupil can be recognised in it.")],
    url: Annotated[str | None, described("Where it is: http or https, at most 2000 characters.")] = None,
    text: Annotated[str | None, described("What it says: Markdown, 1–5000 characters.")] = None,
) -> Evidence:
    """Adds what shows that a goal moved: an address, a text, or both."""
    context = info.context
    at_hand = await goal_at_hand(context, goal_id)
    goal = at_hand.goal
    GOAL_MACHINE.must_allow(goal, "add_evidence_to", goal.part_of(context.member_id))
    await check_evidence(context, Shown(kind, captured_on, url, text), no_pupil_data=no_pupil_data)
    evidence = await Evidence.create(
        id=Evidence.new_id(context.now()),
        goal_id=goal.id,
        author_id=context.member_id,
        kind=kind,
        url=url,
        text=text,
        captured_on=captured_on,
        no_pupil_data=no_pupil_data,
        created_at=context.now(),
    )
    await _tell(context, at_hand.room, goal, evidence)
    return evidence


class Shown(NamedTuple):
    """What a piece of evidence shows."""

    kind: EvidenceKind
    captured_on: date
    url: str | None
    text: str | None


async def check_evidence(context: Context, shown: Shown, *, no_pupil_data: bool) -> None:
    """Nothing, when it can be evidence.

    Raises: DomainError INVALID otherwise.
    """
    kind, captured_on, url, text = shown
    if not no_pupil_data:
        raise invalid("noPupilData", "Take out whatever lets a pupil be recognised, and confirm it.")
    if url is None and text is None:
        message = "Evidence is an address, a text, or both."
        raise DomainError(
            ErrorCode.INVALID, message, [FieldProblem([name], message) for name in ("url", "text")]
        )
    Evidence.check_lengths(url=url, text=text)
    if url is not None and not is_web_address(url):
        raise invalid("url", "This is no web address that begins with http:// or https://.")
    if kind is EvidenceKind.VIDEO_LINK and url is None:
        raise invalid("url", "A video link needs its address.")
    if captured_on > await local_date(context):
        raise invalid("capturedOn", "This day is still to come.")


async def _tell(context: Context, room: Mentorship | None, goal: Goal, evidence: Evidence) -> None:
    if room is not None and goal.is_shared():
        await tell(context, room, EventKind.EVIDENCE_CHANGED, evidence.id, NotificationKind.GOAL_CHANGED)


async def remove_evidence(info: Info, evidence_id: EvidenceId) -> Goal:
    """Takes evidence away from a goal that has not ended: any from yours, what you added from the other's."""
    context = info.context
    context.viewer.must(may_write)
    row = await seen(context.loaders.evidence, Evidence, evidence_id, "evidenceId")
    if row.goal_id is None:
        raise invalid("evidenceId", "This is evidence of a step: take it away with `removeStepEvidence`.")
    at_hand = await hold_goal(context, await Goal.get(id=row.goal_id), "evidenceId", Evidence)
    goal = at_hand.goal
    GOAL_MACHINE.must_allow(goal, "remove_evidence_from", goal.part_of(context.member_id))
    if context.member_id not in (goal.owner_id, row.author_id):
        raise invalid_transition("Only its owner takes away from a goal what somebody else added.")
    if not await Evidence.filter(id=row.id).delete():
        raise absent("Evidence", "evidenceId")
    # Of evidence that is gone nothing can be shown but that its goal lost it.
    await tell_of_goal(context, at_hand.room, goal)
    return goal


async def attest_evidence(info: Info, evidence_id: EvidenceId) -> Evidence:
    """Vouches for evidence that the other of the two added; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_write)
    row = await seen(context.loaders.evidence, Evidence, evidence_id, "evidenceId")
    if row.enrollment_id is not None:
        return await attest_step_evidence(context, row)
    goal = await Goal.get(id=row.goal_id)
    if goal.mentorship_id is None:
        raise invalid_transition("Nobody can attest evidence of a goal that belongs to no mentorship.")
    room = await room_of(context, goal.mentorship_id, "evidenceId", Evidence)
    evidence = await Evidence.select_for_update(no_key=True).get_or_none(id=row.id)
    if evidence is None:
        raise absent("Evidence", "evidenceId")
    if evidence.author_id == context.member_id:
        raise invalid_transition("The other of the two attests what you added.")
    if evidence.attested_at is None:
        must_be_open(room)
        evidence.attested_by_id, evidence.attested_at = context.member_id, context.now()
        await evidence.save(update_fields=["attested_by_id", "attested_at"])
        await _tell(context, room, goal, evidence)
    return evidence
