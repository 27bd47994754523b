"""Evidence of steps of a roadmap: adding it, and taking it away."""

from datetime import date
from typing import Annotated

from access.viewer import may_write
from models import Actor, Enrollment, Evidence, EvidenceKind
from models.enrollment import ENROLLMENT_MACHINE
from resolvers.arguments import described
from resolvers.context import Info
from resolvers.enrollment import EnrollmentId, StepKey
from resolvers.evidence import EvidenceId, Shown, check_evidence
from resolvers.node import absent, seen
from resolvers.walking import hold_enrollment, step_called, tell_rooms


async def add_step_evidence(
    info: Info,
    enrollment_id: EnrollmentId,
    step_key: StepKey,
    kind: Annotated[EvidenceKind, described("What it is.")],
    captured_on: Annotated[date, described("On which day it was captured; today at the latest.")],
    no_pupil_data: Annotated[bool, described("True: you confirm that no pupil can be recognised in it.")],
    url: Annotated[str | None, described("Where it is: http or https, at most 2000 characters.")] = None,
    text: Annotated[str | None, described("What it says: Markdown, 1–5000 characters.")] = None,
) -> Evidence:
    """Adds what shows that a step of yours was done: an address, a text, or both."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id, "progress_in")
    step = await step_called(row, step_key)
    await check_evidence(context, Shown(kind, captured_on, url, text), no_pupil_data=no_pupil_data)
    evidence = await Evidence.create(
        id=Evidence.new_id(context.now()),
        enrollment_id=row.id,
        step_id=step.id,
        author_id=context.member_id,
        kind=kind,
        url=url,
        text=text,
        captured_on=captured_on,
        no_pupil_data=no_pupil_data,
        created_at=context.now(),
    )
    await tell_rooms(context, row)
    return evidence


async def remove_step_evidence(info: Info, evidence_id: EvidenceId) -> Enrollment:
    """Takes evidence away from a step of yours, while you are on your way."""
    context = info.context
    context.viewer.must(may_write)
    found = await seen(context.loaders.evidence, Evidence, evidence_id, "evidenceId")
    if found.enrollment_id is None or found.author_id != context.member_id:
        raise absent("Evidence", "evidenceId")
    row = await Enrollment.select_for_update(no_key=True).get(id=found.enrollment_id)
    await _take_away(row, found)
    await tell_rooms(context, row)
    return row


async def _take_away(row: Enrollment, found: Evidence) -> None:
    ENROLLMENT_MACHINE.must_allow(row, "progress_in", Actor.OWNER)
    if not await Evidence.filter(id=found.id).delete():
        raise absent("Evidence", "evidenceId")
