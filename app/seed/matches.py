"""Who mentors whom among generated educators: when it began, what became of it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from app.seed.crowd_mentors import Mentor
from app.seed.crowd_ties import circle
from app.seed.dice import Dice
from app.seed.member import Member
from models.mentorship import CLOSING_FOR, INFORMAL_ENDS_AFTER, TAKING_A_PLACE, UNSIGNED_AFTER

HISTORY = timedelta(days=760)
ACQUAINTED = timedelta(days=14)
CHATS = 0.45  # of all mentorships begin with a chat
UPGRADED = 0.36  # of those; some are too young for it
TRIES = 40
CADENCES = (7, 7, 7, 7, 10, 14, 14, 21)
# How many days a sustained mentorship lasts: many end early, a few last for a year.
LIVES = ((20, 95),) * 7 + ((90, 270),) * 9 + ((270, 350),) * 4
REASONS = ("GOALS_MET",) * 7 + ("TERM_ENDED",) * 5 + ("NO_FAULT",) * 4 + ("INACTIVE",) * 3
Pair = tuple[UUID, UUID]


class Match(NamedTuple):
    """One mentorship in outline: `chat_at` if it began with a chat, `ends_at` if it winds down."""

    mentor: Member
    mentee: Member
    opened_at: datetime
    chat_at: datetime | None
    kind: str
    status: str
    upgraded_at: datetime | None = None
    activated_at: datetime | None = None
    ends_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str | None = None
    cadence: int = 14


class Matches:
    """Brings mentors and mentees together, nobody twice, and no mentor beyond their places."""

    def __init__(
        self, members: Sequence[Member], mentors: Sequence[Mentor], today: datetime, dice: Dice
    ) -> None:
        self._members, self._mentors = members, mentors
        self._joined = [member.joined for member in members]
        self._mentors_joined = [mentor.member.joined for mentor in mentors]
        self._numbers = {member.id: number for number, member in enumerate(members)}
        self._taken: Counter[UUID] = Counter()
        self._pairs: set[Pair] = set()
        self._today, self._dice = today, dice

    def all(self, count: int) -> Iterator[Match]:
        """So many mentorships in the order in which they began."""
        for number in range(count):
            begun = (number + self._dice.random()) / count
            age = timedelta(days=1, seconds=int(HISTORY.total_seconds() * (1 - begun) ** 1.3))
            yield self._match(self._today - age)

    def _match(self, at: datetime) -> Match:
        """A mentorship that began then; later, when nobody was left to begin one."""
        while True:
            fate = self._fate(at)
            takes_place = fate.kind == "SUSTAINED" and fate.status in TAKING_A_PLACE
            if pair := self.pair(at, for_place=takes_place):
                mentor, mentee = pair
                self._taken[mentor.id] += takes_place
                return fate._replace(mentor=mentor, mentee=mentee)
            at = self._dice.between(at, self._today - timedelta(days=1))

    def pair(self, at: datetime, *, for_place: bool = False) -> tuple[Member, Member] | None:
        """Two who were in the network before `at` and were not paired so yet; with a free place if asked for.

        None when such are hard to find.
        """
        mentors = bisect_left(self._mentors_joined, at - ACQUAINTED)
        members = bisect_left(self._joined, at - ACQUAINTED)
        for _ in range(TRIES if mentors else 0):
            mentor = self._mentors[int(mentors * self._dice.random() ** 1.2)]
            if for_place and self._taken[mentor.member.id] >= mentor.capacity:
                continue
            mentee = self._some_mentee(mentor.member, members)
            pair = (mentor.member.id, mentee.id)
            if mentee is not mentor.member and pair not in self._pairs:
                self._pairs.add(pair)
                return mentor.member, mentee
        return None

    def _some_mentee(self, mentor: Member, present: int) -> Member:
        """A neighbour of the mentor every third time, else anybody who is present."""
        if self._dice.happens(0.35):
            near = [n for n in circle(self._numbers[mentor.id], len(self._members)) if n < present]
            if near:
                return self._members[self._dice.pick(near)]
        return self._members[int(present * self._dice.random())]

    def _fate(self, at: datetime) -> Match:
        """What became of a mentorship that began then, whoever the two are."""
        dice = self._dice
        nobody = self._members[0]
        begins = Match(nobody, nobody, at, None, "SUSTAINED", "FORMING", cadence=dice.pick(CADENCES))
        if not dice.happens(CHATS):
            return self._sustained(begins, at)
        day = (at + timedelta(days=dice.randint(1, 9))).replace(minute=0, second=0)
        chat_at = day.replace(hour=dice.randint(6, 19))
        begins = begins._replace(chat_at=chat_at)
        upgraded_at = dice.between(chat_at + timedelta(hours=2), chat_at + INFORMAL_ENDS_AFTER)
        if dice.happens(UPGRADED) and upgraded_at < self._today:
            return self._sustained(begins._replace(upgraded_at=upgraded_at), upgraded_at)
        closed_at = chat_at + timedelta(minutes=30) + INFORMAL_ENDS_AFTER
        begins = begins._replace(kind="INFORMAL", activated_at=at)
        if closed_at < self._today:
            return begins._replace(status="CLOSED", closed_at=closed_at, reason="TERM_ENDED")
        return begins._replace(status="ACTIVE")

    def _sustained(self, begins: Match, formed_at: datetime) -> Match:
        dice, today = self._dice, self._today
        if dice.happens(0.06) and formed_at + UNSIGNED_AFTER < today:
            return begins._replace(status="CLOSED", closed_at=formed_at + UNSIGNED_AFTER, reason="UNSIGNED")
        activated_at = dice.after(formed_at, 90, formed_at + UNSIGNED_AFTER)
        if activated_at >= today:
            return begins
        begun = begins._replace(status="ACTIVE", activated_at=activated_at)
        ends_at = activated_at + timedelta(days=dice.randint(*dice.pick(LIVES)), hours=dice.randint(1, 9))
        if ends_at >= today:
            return begun._replace(status="PAUSED") if self._pauses(activated_at) else begun
        life = ends_at - activated_at
        reason = dice.pick(REASONS)
        if reason == "INACTIVE" and life < timedelta(days=90):
            reason = "NO_FAULT"
        if dice.happens(0.015):
            return begun._replace(status="CLOSED", ends_at=ends_at, closed_at=ends_at, reason="SAFETY")
        closed_at = dice.between(ends_at + timedelta(hours=20), ends_at + CLOSING_FOR)
        if closed_at < today:
            return begun._replace(status="CLOSED", ends_at=ends_at, closed_at=closed_at, reason=reason)
        return begun._replace(status="CLOSING", ends_at=ends_at, reason=reason)

    def _pauses(self, activated_at: datetime) -> bool:
        return activated_at < self._today - timedelta(days=50) and self._dice.happens(0.08)
