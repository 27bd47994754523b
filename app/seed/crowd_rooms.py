"""Generated mentorships, exactly as many as asked for, and the requests that led to none."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.seed.asking import Asked, request_rows
from app.seed.batch import Batch
from app.seed.calendar import Calendar
from app.seed.crowd_mentors import FUNCTIONS, Mentor
from app.seed.dice import Dice
from app.seed.matches import Matches
from app.seed.member import Member
from app.seed.mentor_rows import RequestReferralRow
from app.seed.people import TopicIds
from app.seed.room import room_rows
from app.seed.room_life import RoomLife
from app.seed.room_meetings import DAY, meeting_window
from app.seed.room_voice import RoomVoice
from app.seed.shares import shares
from models import DeclineReason
from models.request import OPEN_FOR

PLANNED_AT_ONCE = 500
UNANSWERED = 0.5  # requests that led to nothing, for each mentorship
FRUITLESS = ("DECLINED",) * 9 + ("EXPIRED",) * 5 + ("WITHDRAWN",) * 3 + ("OPEN",) * 3
REASONS = tuple(str(reason) for reason in DeclineReason)


class CrowdRooms:
    """Writes mentorships in the order in which they began."""

    def __init__(
        self, members: Sequence[Member], mentors: Sequence[Mentor], topic_ids: TopicIds, today: datetime
    ) -> None:
        self._dice = Dice("crowd rooms")
        self._matches = Matches(members, mentors, today, self._dice)
        self._mentors = mentors
        self._topics = list(topic_ids.values())
        self._life = RoomLife(topic_ids, Calendar(), today, self._dice)
        self._today = today

    def batches(self, mentorships: int, sessions: int, messages: int) -> Iterator[Batch]:
        """All the mentorships with everything in them, some hundreds at a time; then fruitless requests."""
        matches = list(self._matches.all(mentorships))
        chats = sum(match.chat_at is not None for match in matches)
        spans = [self._span(meeting_window(match, self._today), match.cadence) for match in matches]
        planned = list(shares(sessions - chats, spans))
        said = list(shares(messages, [self._dice.random() + 0.4 * count for count in planned]))
        for start in range(0, mentorships, PLANNED_AT_ONCE):
            batch = Batch()
            for place in range(start, min(start + PLANNED_AT_ONCE, mentorships)):
                plan, topics = self._life.plan(matches[place], planned[place], said[place])
                batch.add(plan.request)
                batch.extend(topics)
                batch.extend(room_rows(plan, self._today, self._dice))
            yield batch
        yield self._fruitless(int(mentorships * UNANSWERED))

    def _span(self, window: tuple[datetime, datetime] | None, cadence: int) -> float:
        return (window[1] - window[0]).total_seconds() / cadence if window else 0.0

    def _fruitless(self, count: int) -> Batch:
        batch = Batch()
        for _ in range(count):
            if not (asked := self._asked()):
                continue
            row, topics = request_rows(asked, self._dice)
            batch.add(row)
            batch.extend(topics)
            if row.status == "DECLINED" and self._dice.happens(0.3):
                other = self._dice.pick(self._mentors).member.id
                if other not in (row.mentor_id, row.mentee_id):
                    batch.add(RequestReferralRow(self._dice.id(row.created_at), row.id, other))
        return batch

    def _asked(self) -> Asked | None:
        """A request that was declined, withdrawn, never answered, or is still open; None for want of two."""
        dice, status = self._dice, self._dice.pick(FRUITLESS)
        age = timedelta(days=15 + 700 * dice.random() ** 1.5)
        if status == "OPEN":
            status, age = dice.pick(("PENDING", "PENDING", "INFO_REQUESTED")), 12 * dice.random() * DAY
        at = self._today - timedelta(hours=3) - age
        if not (pair := self._matches.pair(at)):
            return None
        mentor, mentee = pair
        voice, chat = RoomVoice(mentee, dice), dice.happens(0.5)
        asked = Asked(
            mentor_id=mentor.id,
            mentee_id=mentee.id,
            by_mentor=False,
            kind="INFORMAL_CHAT" if chat else "MENTORSHIP",
            status=status,
            at=at,
            message=voice.say("chat_request" if chat else "request"),
            functions=dice.sample(FUNCTIONS, 1),
            topic_ids=dice.sample(self._topics, 1),
        )
        return self._answered(asked, voice)

    def _answered(self, asked: Asked, voice: RoomVoice) -> Asked:
        dice = self._dice
        if asked.status in ("PENDING", "EXPIRED"):
            return asked
        hours = min(13 * 24, dice.lognormvariate(3.2, 1.2))
        ended_at = min(asked.at + timedelta(seconds=60 + int(hours * 3600)), asked.at + OPEN_FOR)
        if ended_at >= self._today:
            ended_at = dice.between(asked.at, self._today)
        if asked.status == "DECLINED":
            note = voice.say("decline_note", 1000)
            asked = asked._replace(decline_reason=dice.pick(REASONS), decline_note=note)
        if asked.status == "INFO_REQUESTED":
            asked = asked._replace(info_question=voice.say("info_question"))
        return asked._replace(ended_at=ended_at)
