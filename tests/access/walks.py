"""Ways along a roadmap, of everybody in a room and of some alone, as rows."""

from itertools import product
from uuid import UUID

from models import (
    Educator,
    Enrollment,
    EnrollmentShare,
    EnrollmentStatus,
    EnrollmentVisibility,
    Evidence,
    Mentorship,
    Roadmap,
    RoadmapStep,
    RoadmapVersion,
)
from tests.access.relations import NOW, Relations

LEVELS = [
    *product(EnrollmentVisibility, (EnrollmentStatus.ACTIVE,)),
    (EnrollmentVisibility.PUBLIC, EnrollmentStatus.LEFT),
]


def enroll_some(made: Relations) -> None:
    """A roadmap for each level, as one is on each once; every other way is shared with its room."""
    for place, (visibility, status) in enumerate(LEVELS):
        curator = made.rows[Educator][place]
        texts = {"slug": f"way-{place}", "title": "A way", "summary": "From here to somewhere else"}
        state = {"status": "PUBLISHED", "latest_number": 1, "published_at": NOW, "version": 2}
        roadmap = made.add(Roadmap, curator_id=curator.id, **texts, **state)
        edition = made.add(RoadmapVersion, roadmap_id=roadmap.id, number=1, published_at=NOW)
        said = {"key": "look", "title": "Look", "expected_outcome": "You look around.", "kind": "SKILL"}
        counts = {"position": 1, "optional": False, "weight": 1, "est_minutes": 5}
        step = made.add(RoadmapStep, version_id=edition.id, **said, **counts)
        there = {"roadmap_id": roadmap.id, "roadmap_version_id": edition.id}
        taken = set[UUID]()
        for number, room in enumerate(made.rows[Mentorship]):
            for educator_id in (room.mentor_id, room.mentee_id):
                if educator_id in taken:
                    continue
                taken.add(educator_id)
                row = _enrollment(made, educator_id, visibility, status, there)
                what = {"kind": "OBSERVATION", "text": "Text", "captured_on": NOW.date()}
                of = {"enrollment_id": row.id, "step_id": step.id, "author_id": educator_id}
                made.add(Evidence, no_pupil_data=True, **what, **of)
                if number % 2:
                    made.add(EnrollmentShare, enrollment_id=row.id, mentorship_id=room.id)
    # Rows go in model by model, and evidence points to enrollments.
    made.rows[Evidence] = made.rows.pop(Evidence)


def _enrollment(
    made: Relations,
    educator_id: UUID,
    visibility: EnrollmentVisibility,
    status: EnrollmentStatus,
    there: dict[str, UUID],
) -> Enrollment:
    row: Enrollment = made.add(
        Enrollment,
        educator_id=educator_id,
        visibility=visibility,
        status=status,
        started_on=NOW.date(),
        left_at=NOW if status == EnrollmentStatus.LEFT else None,
        version=1,
        **there,
    )
    return row
