"""Generated mentors: what they offer, how many they take, when they can meet; and what others look for."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from app.seed.batch import Batch
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.mentor_rows import (
    AvailabilityOverrideRow,
    AvailabilityRuleRow,
    MentorOfferRow,
    MentorProfileRow,
    NeedRow,
)
from app.seed.people import TopicIds
from app.seed.room_voice import RoomVoice
from models import MentoringFunction

FUNCTIONS = tuple(str(function) for function in MentoringFunction)
MENTORS = 0.25  # of all educators
SEEKERS = 0.2
STATUSES = ("OPEN",) * 14 + ("WAITLIST",) * 2 + ("PAUSED",) * 2 + ("AWAY", "CLOSED")
CAPACITIES = (1, 2, 2, 2, 2, 3, 3, 4, 5, 8)
CHATS = (0, 1, 1, 2, 2, 3)
NEED_VISIBILITIES = ("MATCHING",) * 5 + ("PUBLIC",) * 3 + ("PRIVATE",) * 2


class Mentor(NamedTuple):
    """A generated mentor."""

    member: Member
    capacity: int


class CrowdMentors:
    """Makes one in four of the educators a mentor, in the order in which they joined."""

    def __init__(self, members: Sequence[Member], topic_ids: TopicIds, today: datetime) -> None:
        self.mentors: list[Mentor] = []
        self._members = members
        self._topics = list(topic_ids.values())
        self._today = today
        self._dice = Dice("crowd mentors")

    def batch(self) -> Batch:
        """All the profiles with what belongs to them, and all the needs."""
        batch = Batch()
        for member in self._members:
            if self._dice.happens(MENTORS):
                batch.extend(self._profile(member))
            if self._dice.happens(SEEKERS):
                batch.extend(self._needs(member))
        return batch

    def _profile(
        self, member: Member
    ) -> Iterator[MentorProfileRow | MentorOfferRow | AvailabilityRuleRow | AvailabilityOverrideRow]:
        dice = self._dice
        status, capacity = dice.pick(STATUSES), dice.pick(CAPACITIES)
        self.mentors.append(Mentor(member, capacity))
        back = self._today + timedelta(days=dice.randint(5, 60)) if status == "AWAY" else None
        at = dice.after(member.joined, 24 * 10, self._today)
        statement = RoomVoice(member, dice).say("statement")
        yield MentorProfileRow(
            dice.id(at), member.id, status, back, capacity, dice.pick(CHATS), statement, at
        )
        for topic_id in dice.sample(self._topics, dice.pick((1, 2, 2, 3))):
            for function in dice.sample(FUNCTIONS, dice.pick((1, 1, 2))):
                yield MentorOfferRow(dice.id(at), member.id, topic_id, function)
        for weekday in dice.sample(range(6), dice.pick((1, 2, 2, 3))):
            start = dice.pick((420, 900, 930, 960, 990, 1020, 1080, 1140))
            end = start + dice.pick((60, 90, 120, 180))
            yield AvailabilityRuleRow(dice.id(at), member.id, weekday, start, end)
        if dice.happens(0.1):
            free = self._today.date() + timedelta(days=dice.randint(1, 40))
            yield AvailabilityOverrideRow(dice.id(at), member.id, free)

    def _needs(self, member: Member) -> Iterator[NeedRow]:
        dice, voice = self._dice, RoomVoice(member, self._dice)
        for topic_id in dice.sample(self._topics, dice.pick((1, 1, 2))):
            at = dice.between(member.joined, self._today)
            closed_at = dice.between(at, self._today) if dice.happens(0.35) else None
            yield NeedRow(
                id=dice.id(at),
                educator_id=member.id,
                topic_id=topic_id,
                function=dice.pick(FUNCTIONS),
                note=voice.say("need_note", 500),
                visibility=dice.pick(NEED_VISIBILITIES),
                opened_at=at,
                closed_at=closed_at,
            )
