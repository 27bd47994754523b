"""Taking up roadmaps: enrolling, changing who sees it, moving to a newer edition, leaving."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from strawberry import UNSET

from access.enrollment import may_enroll
from kit.errors import invalid, invalid_transition
from models import (
    Actor,
    Enrollment,
    EnrollmentStatus,
    EnrollmentVisibility,
    Roadmap,
    RoadmapStatus,
    RoadmapStep,
    RoadmapVersion,
    Row,
    StepProgress,
)
from models.enrollment import ENROLLMENT_MACHINE
from resolvers.arguments import described
from resolvers.context import Context, Info
from resolvers.enrollment import EnrollmentId
from resolvers.node import seen
from resolvers.roadmap import RoadmapId
from resolvers.time_zone import local_date
from resolvers.walking import complete_if_done, hold_enrollment, tell_rooms

_VISIBILITY = described("Who sees that you are on it, besides mentorships you share it with.")
_TARGET = described("By which day you want to be through.")


@dataclass(frozen=True)
class EnrollmentMigration:
    """What moving to a newer edition did: which steps, by their keys, are in both, new, or gone."""

    enrollment: Enrollment
    kept: list[str]
    added: list[str]
    removed: list[str]

    def source(self) -> Row:
        """The enrollment."""
        return self.enrollment


async def enroll(
    info: Info,
    roadmap_id: RoadmapId,
    visibility: Annotated[EnrollmentVisibility | None, _VISIBILITY] = None,
    target_on: Annotated[date | None, _TARGET] = None,
) -> Enrollment:
    """Takes up the latest edition of a roadmap; asked again, it is the same, and who had left comes back."""
    context = info.context
    context.viewer.must(may_enroll)
    found = await seen(context.loaders.roadmap, Roadmap, roadmap_id, "roadmapId")
    # Two windows at once take it up one after the other.
    roadmap = await Roadmap.select_for_update(no_key=True).get(id=found.id)
    open_ones = Enrollment.filter(educator_id=context.member_id, roadmap_id=roadmap.id)
    row = await open_ones.exclude(status=EnrollmentStatus.COMPLETED).select_for_update().get_or_none()
    if row is not None and row.status == EnrollmentStatus.ACTIVE:
        return row
    if roadmap.status != RoadmapStatus.PUBLISHED:
        raise invalid_transition(f"Nobody takes up a roadmap that is {roadmap.status.lower()}.")
    if row is not None:
        ENROLLMENT_MACHINE.take(row, "return_to", Actor.OWNER, context.now())
        await row.save(update_fields=["status", "version"])
        return row
    return await _new(context, roadmap, visibility or EnrollmentVisibility.PRIVATE, target_on)


async def _new(
    context: Context, roadmap: Roadmap, visibility: EnrollmentVisibility, target_on: date | None
) -> Enrollment:
    today = await local_date(context)
    _check_target(target_on, today)
    edition = await RoadmapVersion.get(roadmap_id=roadmap.id, number=roadmap.latest_number)
    return await Enrollment.create(
        id=Enrollment.new_id(context.now()),
        roadmap_id=roadmap.id,
        roadmap_version_id=edition.id,
        educator_id=context.member_id,
        status=EnrollmentStatus.ACTIVE,
        visibility=visibility,
        started_on=today,
        target_on=target_on,
        created_at=context.now(),
        version=1,
    )


def _check_target(target_on: date | None, first: date) -> None:
    if target_on is not None and target_on < first:
        raise invalid("targetOn", "This day is over.")


async def update_enrollment(
    info: Info,
    enrollment_id: EnrollmentId,
    visibility: Annotated[EnrollmentVisibility | None, _VISIBILITY] = None,
    target_on: Annotated[date | None, _TARGET] = UNSET,
) -> Enrollment:
    """Changes who sees a way along a roadmap of yours, or by when you want to be through."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id)
    if target_on is not UNSET and target_on != row.target_on:
        _check_target(target_on, max(row.started_on, await local_date(context)))
    wanted = (visibility or row.visibility, row.target_on if target_on is UNSET else target_on)
    if wanted != (row.visibility, row.target_on):
        row.visibility, row.target_on = wanted
        row.version += 1
        await row.save(update_fields=["visibility", "target_on", "version"])
    return row


async def leave_roadmap(info: Info, enrollment_id: EnrollmentId) -> Enrollment:
    """Leaves a roadmap; what you did is kept, should you come back."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id, "leave")
    ENROLLMENT_MACHINE.take(row, "leave", Actor.OWNER, context.now())
    await row.save(update_fields=["status", "left_at", "version"])
    await tell_rooms(context, row)
    return row


async def migrate_enrollment(info: Info, enrollment_id: EnrollmentId) -> EnrollmentMigration:
    """Moves to the latest edition of the roadmap: what was done stays done, step by step, by their keys."""
    context = info.context
    row = await hold_enrollment(context, enrollment_id, "migrate")
    roadmap = await Roadmap.get(id=row.roadmap_id)
    latest = await RoadmapVersion.get(roadmap_id=roadmap.id, number=roadmap.latest_number)
    if latest.id == row.roadmap_version_id:
        raise invalid_transition("There is no newer edition to move to.")
    row.migrated_from_id, row.roadmap_version_id = row.roadmap_version_id, latest.id
    moved, old = await _compared(row)
    await _move_steps(context, row, old)
    ENROLLMENT_MACHINE.take(row, "migrate", Actor.OWNER, context.now())
    await row.save(update_fields=["roadmap_version_id", "migrated_from_id", "version"])
    await complete_if_done(context, row)
    await tell_rooms(context, row)
    return moved


async def recall_migration(info: Info, row: Row) -> EnrollmentMigration:
    """What the last move of an enrollment did."""
    del info
    return (await _compared(await Enrollment.get(id=row.id)))[0]


async def _compared(row: Enrollment) -> tuple[EnrollmentMigration, dict[str, RoadmapStep]]:
    """What lies between the two editions, and the older one's steps by key."""
    old, new = await _steps(row.migrated_from_id), await _steps(row.roadmap_version_id)
    migration = EnrollmentMigration(
        row,
        kept=[key for key in new if key in old],
        added=[key for key in new if key not in old],
        removed=[key for key in old if key not in new],
    )
    return migration, old


async def _steps(version_id: UUID | None) -> dict[str, RoadmapStep]:
    rows = await RoadmapStep.filter(version_id=version_id).order_by("position")
    return {step.key: step for step in rows}


_MOVE = """UPDATE {table} x SET step_id = new.id
    FROM roadmap_step old JOIN roadmap_step new ON new.key = old.key
    WHERE x.enrollment_id = $1 AND old.id = x.step_id AND new.version_id = $2"""


async def _move_steps(context: Context, row: Enrollment, old: dict[str, RoadmapStep]) -> None:
    """Have what was done, shown and written count for the steps of the new edition that have the same key."""
    for table in ("step_progress", "evidence", "journal_entry"):
        await context.transaction.fetch(_MOVE.format(table=table), row.id, row.roadmap_version_id)
    gone = [step.id for step in old.values()]
    await StepProgress.filter(enrollment_id=row.id, step_id__in=gone).delete()
