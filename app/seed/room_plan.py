"""What happens in a mentorship from opening to end, before it becomes rows; `by_mentor` says whose it is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.seed.mentor_rows import RequestRow


class Said(NamedTuple):
    """A message; without a body it was deleted."""

    at: datetime
    by_mentor: bool
    body: str | None


class Log(NamedTuple):
    """What both wrote of a session."""

    whats_working: str
    focus_and_challenges: str
    next_focus: str


class Task(NamedTuple):
    """A next step, and how long after the session it was done; None when it was not."""

    by_mentor: bool
    text: str
    done_after: timedelta | None


class Opinion(NamedTuple):
    """One party's feedback."""

    by_mentor: bool
    useful: int
    goal_progress: int
    learned: bool
    takeaway: str


class Meeting(NamedTuple):
    """A session; `by_mentor` says who proposed it."""

    starts_at: datetime
    minutes: int
    status: str
    by_mentor: bool
    agenda: str
    proposed_at: datetime
    log: Log | None = None
    tasks: Sequence[Task] = ()
    opinions: Sequence[Opinion] = ()
    dispute_note: str | None = None


class Terms(NamedTuple):
    """A version of the agreement; both have signed it when `sealed_at` is set, one has otherwise."""

    at: datetime
    by_mentor: bool
    cadence_days: int
    session_minutes: int
    start_on: date
    end_on: date
    purpose: str
    mentor_learning_goal: str
    sealed_at: datetime | None
    confidentiality: str = "ROOM_ONLY"
    reply_within_days: int = 5
    off_limits: str = ""
    non_evaluative: bool = True
    safeguard: str | None = None
    withdrawn_at: datetime | None = None


class Proof(NamedTuple):
    """Evidence for a goal."""

    at: datetime
    by_mentor: bool
    kind: str
    text: str | None
    url: str | None = None
    attested_at: datetime | None = None


class Aim(NamedTuple):
    """A goal with its evidence, and what its owner wrote about it: (when, what)."""

    at: datetime
    by_mentor: bool
    title: str
    why: str
    focus: str
    status: str
    visibility: str
    activated_at: datetime | None = None
    ended_at: datetime | None = None
    measure: str = ""
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    reached: float | None = None
    due_on: date | None = None
    proofs: Sequence[Proof] = ()
    reflections: Sequence[tuple[datetime, str]] = ()


class Note(NamedTuple):
    """A journal entry."""

    at: datetime
    by_mentor: bool
    kind: str
    body: str
    visibility: str


class Farewell(NamedTuple):
    """How one of the two looks back."""

    at: datetime
    by_mentor: bool
    body: str


class Praise(NamedTuple):
    """An endorsement; `answered_at` is set unless it is PENDING."""

    at: datetime
    by_mentor: bool
    body: str
    status: str
    answered_at: datetime | None


class RoomPlan(NamedTuple):
    """A whole mentorship."""

    mentor_id: UUID
    mentee_id: UUID
    request: RequestRow
    kind: str
    status: str
    opened_at: datetime
    upgraded_at: datetime | None = None
    activated_at: datetime | None = None
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    closing_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: str | None = None
    shown: tuple[bool, bool] = (True, True)
    messages: Sequence[Said] = ()
    meetings: Sequence[Meeting] = ()
    terms: Sequence[Terms] = ()
    aims: Sequence[Aim] = ()
    notes: Sequence[Note] = ()
    farewells: Sequence[Farewell] = ()
    praises: Sequence[Praise] = ()

    def one(self, by_mentor: bool) -> UUID:  # noqa: FBT001 - which of the two
        """The id of the mentor, or of the mentee."""
        return self.mentor_id if by_mentor else self.mentee_id
