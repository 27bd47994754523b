"""Ways along roadmaps: who takes one up, and how far they have come."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.seed.demo_roadmaps import Way
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.roadmap_rows import EnrollmentRow, EnrollmentShareRow, StepProgressRow
from app.seed.room_rows import MentorshipRow

Rows = Iterator[EnrollmentRow | StepProgressRow | EnrollmentShareRow]
VISIBILITIES = ("MEMBERS",) * 5 + ("PUBLIC",) * 3 + ("PRIVATE",) * 2
# How far those of twenty are who took one up: some have hardly begun, a few are through.
FAR = (
    0.0,
    0.05,
    0.1,
    0.1,
    0.15,
    0.2,
    0.25,
    0.3,
    0.35,
    0.4,
    0.45,
    0.5,
    0.6,
    0.7,
    0.8,
    0.9,
    1.0,
    1.0,
    1.0,
    1.0,
)
NOTES = (
    "Worked with the quiet half first.",
    "Try it again with the younger group before moving on.",
    "Took twice as long as it says. Worth it.",
    "Ask in the next session how others begin this.",
)


def walks(ways: Sequence[Way], members: Sequence[Member], today: datetime, dice: Dice) -> Rows:
    """What two of five have taken up, mostly about what they teach."""
    for member in members:
        if not dice.happens(0.4):
            continue
        about = [way for way in ways if way.topics & set(member.topics)]
        chosen = dice.pick(about if about and dice.happens(0.8) else ways)
        begin, end = max(member.joined, chosen.published_at), today - timedelta(days=2)
        if begin < end:
            yield from _Walk(member, chosen, dice.between(begin, end), today, dice).rows()


def shares(walked: Sequence[EnrollmentRow], rooms: Sequence[MentorshipRow], dice: Dice) -> Rows:
    """Mentees let a mentor whom they have now follow their way."""
    mentored = {row.mentee_id: row for row in rooms if row.status == "ACTIVE"}
    for walk in walked:
        room = mentored.get(walk.educator_id)
        if room is not None:
            at = max(walk.created_at, room.opened_at) + timedelta(minutes=20)
            yield EnrollmentShareRow(dice.id(at), walk.id, room.id, at)


class _Walk:
    """One educator on one roadmap."""

    def __init__(self, member: Member, way: Way, at: datetime, today: datetime, dice: Dice) -> None:
        self._member, self._way, self._dice = member, way, dice
        self._at, self._today = at, today
        self._id = dice.id(at)

    def rows(self) -> Rows:
        """The enrollment and every step that was touched."""
        dice, far = self._dice, self._dice.pick(FAR)
        progress = list(self._progress(far))
        is_through = far == 1.0
        has_left = not is_through and dice.happens(0.08)
        last = max((row.updated_at for row in progress), default=self._at)
        started_on = self._at.astimezone(ZoneInfo(self._member.time_zone)).date()
        yield EnrollmentRow(
            self._id,
            self._way.roadmap_id,
            self._way.version_id,
            self._member.id,
            "COMPLETED" if is_through else "LEFT" if has_left else "ACTIVE",
            dice.pick(VISIBILITIES),
            started_on,
            started_on + timedelta(days=dice.randint(60, 240)) if dice.happens(0.5) else None,
            self._at,
            last if is_through else None,
            dice.between(last, self._today) if has_left else None,
            1 + len(progress),
        )
        yield from progress

    def _progress(self, far: float) -> Iterator[StepProgressRow]:
        """Steps in their order, each after what comes before it; those at the front are done."""
        dice, steps = self._dice, self._way.steps
        needed = {key for step in steps for key in step.prerequisites}
        count, closed = int(far * len(steps)), set[str]()
        pace = (self._today - timedelta(hours=3) - self._at) / (count + 2)
        at = self._at
        for step in steps[:count]:
            at += dice.random() * pace
            if step.optional and step.key not in needed and dice.happens(0.5):
                yield self._state(step.key, "SKIPPED", at)
            elif closed.issuperset(step.prerequisites):
                closed.add(step.key)
                yield self._state(step.key, "DONE", at)
        if count < len(steps) and closed.issuperset(steps[count].prerequisites):
            yield self._state(steps[count].key, "IN_PROGRESS", at + dice.random() * pace)

    def _state(self, key: str, status: str, at: datetime) -> StepProgressRow:
        note = self._dice.pick(NOTES) if self._dice.happens(0.15) else None
        at = at.replace(microsecond=0)
        done_at = at if status == "DONE" else None
        step_id = self._way.step_ids[key]
        return StepProgressRow(self._dice.id(at), self._id, step_id, status, note, done_at, None, None, at)
