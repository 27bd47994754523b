"""The sessions of a generated mentorship: in cadence, with gaps, and what came of each."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.seed.calendar import Calendar
from app.seed.dice import Dice
from app.seed.matches import Match
from app.seed.room_plan import Log, Meeting, Opinion, Task
from app.seed.room_voice import RoomVoice
from models.session import CHAT_MINUTES

ENDED = ("HELD",) * 86 + ("CANCELLED",) * 8 + ("NO_SHOW",) * 5 + ("DISPUTED",)
MINUTES = (30, 45, 45, 60, 60, 60)
QUIET_FOR = (47, 75)  # days since the last session in a room that needs attention
DAY = timedelta(days=1)


def meeting_window(match: Match, today: datetime) -> tuple[datetime, datetime] | None:
    """Between when the agreed sessions of a mentorship lie; None when there can be none."""
    if match.kind == "INFORMAL" or match.activated_at is None:
        return None
    first = match.activated_at + DAY
    last = (match.ends_at or today) - 2 * DAY
    if match.reason == "INACTIVE":
        last -= timedelta(days=60)
    if match.status == "PAUSED":
        last -= timedelta(days=30)
    return (first, last) if last - first > 2 * DAY else None


class RoomMeetings:
    """The sessions of one mentorship."""

    def __init__(self, match: Match, voice: RoomVoice, calendar: Calendar, dice: Dice) -> None:
        self._match, self._voice, self._calendar, self._dice = match, voice, calendar, dice
        self._minutes = dice.pick(MINUTES)

    def chat(self, today: datetime) -> Iterator[Meeting]:
        """The informal chat that it began with, if it did."""
        match = self._match
        if match.chat_at is None:
            return
        starts_at = self._booked(match.chat_at)
        happened = starts_at + timedelta(hours=20) < today
        status = "HELD" if happened else "CONFIRMED"
        if happened and match.upgraded_at is None and self._dice.happens(0.1):
            status = "NO_SHOW"
        yield self._meeting(starts_at, CHAT_MINUTES, status, match.opened_at, by_mentor=False)

    def agreed(self, count: int, today: datetime) -> Iterator[Meeting]:
        """So many sessions, the last of them planned where the mentorship goes on."""
        window = meeting_window(self._match, today)
        if window is None or count == 0:
            return
        first, last = window
        goes_on = self._match.status == "ACTIVE"
        planned = 1 if goes_on and self._dice.happens(0.75) else 0
        if goes_on and last - first > timedelta(days=120) and self._dice.happens(0.25):
            last, planned = last - timedelta(days=self._dice.randint(*QUIET_FOR)), 0
        gap = (last - first) / max(1, count - planned)
        for place in range(count - planned):
            wanted = first + gap * (place + 0.1 + 0.7 * self._dice.random())
            yield self._past(wanted, first)
        if planned:
            wanted = today + timedelta(days=self._dice.randint(1, self._match.cadence))
            starts_at = self._booked(wanted)
            status = "CONFIRMED" if self._dice.happens(0.75) else "PROPOSED"
            proposed_at = self._dice.between(today - 2 * DAY, today)
            yield self._meeting(starts_at, self._minutes, status, proposed_at, by_mentor=False)

    def _past(self, wanted: datetime, first: datetime) -> Meeting:
        starts_at = self._booked(wanted)
        status = self._dice.pick(ENDED)
        since = max(first - DAY, starts_at - timedelta(days=self._match.cadence))
        proposed_at = self._dice.between(since, starts_at - timedelta(hours=4))
        by_mentor = self._dice.happens(0.4)
        return self._meeting(starts_at, self._minutes, status, proposed_at, by_mentor=by_mentor)

    def _booked(self, wanted: datetime) -> datetime:
        match = self._match
        return self._calendar.book(
            match.mentor.id, match.mentee.id, wanted, match.mentor.time_zone, self._dice
        )

    def _meeting(
        self, starts_at: datetime, minutes: int, status: str, proposed_at: datetime, *, by_mentor: bool
    ) -> Meeting:
        dice, voice = self._dice, self._voice
        agenda = voice.say("agenda") if dice.happens(0.6) else ""
        note = voice.say("dispute_note") if status == "DISPUTED" else None
        meeting = Meeting(starts_at, minutes, status, by_mentor, agenda, proposed_at, dispute_note=note)
        if status != "HELD":
            return meeting
        opinions = tuple(self._opinions()) if dice.happens(0.6) else ()
        if not dice.happens(0.75):
            return meeting._replace(opinions=opinions)
        log = Log(*(voice.say(kind) for kind in ("whats_working", "focus_and_challenges", "next_focus")))
        return meeting._replace(log=log, tasks=tuple(self._tasks()), opinions=opinions)

    def _tasks(self) -> Iterator[Task]:
        for _ in range(self._dice.pick((0, 1, 1, 2))):
            by_mentor = self._dice.happens(0.25)
            text = self._voice.say("mentor_step" if by_mentor else "next_step", 500)
            done = timedelta(days=1 + 11 * self._dice.random()) if self._dice.happens(0.7) else None
            yield Task(by_mentor, text, done)

    def _opinions(self) -> Iterator[Opinion]:
        """Both parties' feedback twice in three times, else the mentee's alone."""
        for by_mentor in (False, True) if self._dice.happens(0.67) else (False,):
            useful = self._dice.pick((2, 3, 4, 4, 4, 5, 5))
            progress = self._dice.pick((2, 3, 3, 4, 4, 5))
            learned = self._dice.happens(0.62 if by_mentor else 0.82)
            kind = "mentor_takeaway" if by_mentor else "mentee_takeaway"
            yield Opinion(by_mentor, useful, progress, learned, self._voice.say(kind, 1000))
