"""Walking along a roadmap: how far one is with each step, and who vouches for it."""

from typing import Annotated, Any
from uuid import UUID

from strawberry import UNSET

from access.enrollment import may_enroll, may_walk
from events.log import Announcement
from kit.errors import invalid_transition
from models import (
    Actor,
    Enrollment,
    EnrollmentShare,
    EventKind,
    Mentorship,
    NotificationKind,
    ProgressStatus,
    RoadmapStep,
    StepProgress,
    StreamKind,
)
from models.enrollment import ENROLLMENT_MACHINE, is_through, is_unlocked
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.enrollment import EnrollmentId, StepKey
from resolvers.node import absent, seen
from resolvers.notice import Subject, notify
from resolvers.room import must_be_open, room_of

_STATES = """SELECT s.id, s.weight, s.optional, coalesce(sp.status, 'NOT_STARTED') AS status,
        ARRAY(SELECT q.prerequisite_id FROM step_prerequisite q WHERE q.step_id = s.id) AS waits_for
    FROM roadmap_step s LEFT JOIN step_progress sp ON sp.step_id = s.id AND sp.enrollment_id = $1
    WHERE s.version_id = $2"""


async def set_step_progress(
    info: Info,
    enrollment_id: EnrollmentId,
    step_key: StepKey,
    status: Annotated[ProgressStatus, described("How far you are with it.")],
    note: Annotated[
        str | None, described("For yourself alone, in 1–2000 characters; null takes it away.")
    ] = UNSET,
) -> Enrollment:
    """Says how far you are with a step; with the last that counts the roadmap is completed."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id, "progress_in")
    step = await step_called(row, step_key)
    StepProgress.check_lengths(note=note or None)
    if status in (ProgressStatus.IN_PROGRESS, ProgressStatus.DONE):
        await _must_be_unlocked(context, row, step)
    if await _write(context, row, step, status, note):
        await _advance(context, row, status)
    return row


async def hold_enrollment(context: Context, enrollment_id: str, action: str | None = None) -> Enrollment:
    """An enrollment of the viewer's, locked, on which the action may be taken.

    Raises: DomainError NOT_FOUND for one that is hidden, FORBIDDEN for another's; InvalidTransition when
    its state does not allow the action.
    """
    context.viewer.must(may_enroll)
    found = await seen(context.loaders.enrollment, Enrollment, enrollment_id, "enrollmentId")
    row = await Enrollment.select_for_update(no_key=True).get(id=found.id)
    context.viewer.must(may_walk, row)
    if action is not None:
        ENROLLMENT_MACHINE.must_allow(row, action, Actor.OWNER)
    return row


async def step_called(row: Enrollment, key: str) -> RoadmapStep:
    """The step of an enrollment's edition with this key.

    Raises: DomainError NOT_FOUND when it has none.
    """
    step = await RoadmapStep.get_or_none(version_id=row.roadmap_version_id, key=key)
    if step is None:
        raise absent("RoadmapStep", "stepKey")
    return step


async def _must_be_unlocked(context: Context, row: Enrollment, step: RoadmapStep) -> None:
    states = {state["id"]: state for state in await _states(context, row)}
    before = [ProgressStatus(states[key]["status"]) for key in states[step.id]["waits_for"]]
    if not is_unlocked(before):
        raise invalid_transition("Steps come before this one that are neither done nor skipped.")


async def _states(context: Context, row: Enrollment) -> list[Any]:
    found: list[Any] = await context.transaction.fetch(_STATES, row.id, row.roadmap_version_id)
    return found


async def _write(
    context: Context, row: Enrollment, step: RoadmapStep, status: ProgressStatus, note: str | None
) -> bool:
    """Write a step's progress down; answers whether its status is another one now."""
    now = context.now()
    kept = await StepProgress.get_or_none(enrollment_id=row.id, step_id=step.id)
    progress = kept or StepProgress(
        id=StepProgress.new_id(now),
        enrollment_id=row.id,
        step_id=step.id,
        status=ProgressStatus.NOT_STARTED,
    )
    is_other = progress.status != status
    if note is not UNSET:
        progress.note = note or None
    if is_other:
        progress.status = status
        progress.done_at = now if status is ProgressStatus.DONE else None
        progress.attested_by_id = progress.attested_at = None
    progress.updated_at = now
    await progress.save()
    return is_other


async def _advance(context: Context, row: Enrollment, status: ProgressStatus) -> None:
    row.version += 1
    await row.save(update_fields=["version"])
    await complete_if_done(context, row)
    if status is ProgressStatus.DONE or row.completed_at is not None:
        await tell_rooms(context, row)


async def complete_if_done(context: Context, row: Enrollment) -> None:
    """Complete a locked enrollment of which all that counts is done. At most two statements."""
    states = await _states(context, row)
    steps = ((state["weight"], state["optional"], ProgressStatus(state["status"])) for state in states)
    if is_through(steps):
        ENROLLMENT_MACHINE.take(row, "complete", Actor.OWNER, context.now())
        await row.save(update_fields=["status", "completed_at", "version"])


async def tell_rooms(context: Context, row: Enrollment) -> None:
    """Announce a change of an enrollment to every mentorship it is shared with. One statement."""
    shares = await EnrollmentShare.filter(enrollment_id=row.id).order_by("mentorship_id")
    for share in shares:
        announce_enrollment(context, share.mentorship_id, row.id)


def announce_enrollment(context: Context, mentorship_id: UUID, enrollment_id: UUID) -> None:
    """Tell a room's listeners that an enrollment shared with it is another one now."""
    context.announcer.announce(
        Announcement(StreamKind.MENTORSHIP, mentorship_id, EventKind.ENROLLMENT_CHANGED, enrollment_id)
    )


async def attest_step(info: Info, enrollment_id: EnrollmentId, step_key: StepKey) -> Enrollment:
    """Vouches, as their mentor, for a step that somebody did; asked again, it answers the same."""
    context = info.context
    context.viewer.must(may_enroll)
    found = await seen(context.loaders.enrollment, Enrollment, enrollment_id, "enrollmentId")
    row = await Enrollment.select_for_update(no_key=True).get(id=found.id)
    room = await mentoring_room(context, row)
    must_be_open(room)
    ENROLLMENT_MACHINE.must_allow(row, "attest", Actor.MENTOR)
    step = await step_called(row, step_key)
    progress = await StepProgress.get_or_none(enrollment_id=row.id, step_id=step.id)
    if progress is None or progress.status != ProgressStatus.DONE:
        raise invalid_transition("Only a step that is done can be attested.")
    if progress.attested_by_id is None:
        progress.attested_by_id, progress.attested_at = context.member_id, context.now()
        await progress.save(update_fields=["attested_by_id", "attested_at"])
        await tell_rooms(context, row)
        subject = Subject(enrollment_id=row.id)
        await notify(context, NotificationKind.STEP_ATTESTED, [row.educator_id], subject)
    return row


async def mentoring_room(context: Context, row: Enrollment) -> Mentorship:
    """The mentorship it is shared with in which the viewer mentors whoever walks, locked.

    Raises: InvalidTransition when there is none.
    """
    shared = EnrollmentShare.filter(enrollment_id=row.id).values_list("mentorship_id", flat=True)
    mine = Mentorship.filter(mentor_id=context.member_id, mentee_id=row.educator_id, id__in=await shared)
    found = await mine.order_by("-id").first()
    if found is None:
        raise invalid_transition("Only a mentor with whom it is shared can attest a step.")
    return await room_of(context, found.id, "enrollmentId", Enrollment)
