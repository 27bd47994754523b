"""What happens in a generated mentorship, composed to the length that it was given."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from app.seed.asking import Asked, request_rows
from app.seed.calendar import Calendar
from app.seed.crowd_mentors import FUNCTIONS
from app.seed.dice import Dice
from app.seed.matches import Match
from app.seed.mentor_rows import RequestRow, RequestTopicRow
from app.seed.people import TopicIds
from app.seed.room_aims import RoomAims
from app.seed.room_meetings import DAY, RoomMeetings
from app.seed.room_plan import Farewell, Meeting, Praise, RoomPlan, Said, Terms
from app.seed.room_voice import RoomVoice
from models.mentorship import LONGEST_PAUSE

LONG_TERM, SHORT_TERM = 365, 182  # days
SHOWN = ((True, True),) * 7 + ((True, False), (False, True), (False, False))
PRAISE = ("ACCEPTED",) * 7 + ("PENDING",) * 2 + ("DECLINED",)


class RoomLife:
    """Composes generated mentorships, one after another."""

    def __init__(self, topic_ids: TopicIds, calendar: Calendar, today: datetime, dice: Dice) -> None:
        self._topics = list(topic_ids.values())
        self._calendar, self._today, self._dice = calendar, today, dice

    def plan(self, match: Match, sessions: int, messages: int) -> tuple[RoomPlan, list[RequestTopicRow]]:
        """A mentorship with so many agreed sessions and messages; beside it, its request's topics."""
        dice, voice = self._dice, RoomVoice(match.mentee, self._dice)
        request, topics = self._request(match, voice)
        meeting = RoomMeetings(match, voice, self._calendar, dice)
        meetings = (*meeting.chat(self._today), *meeting.agreed(sessions, self._today))
        until = match.ends_at or match.closed_at or self._today
        aims = RoomAims(match, until, voice, dice)
        farewells = tuple(self._farewells(match, voice))
        plan = RoomPlan(
            mentor_id=match.mentor.id,
            mentee_id=match.mentee.id,
            request=request,
            kind=match.kind,
            status=match.status,
            opened_at=match.opened_at,
            upgraded_at=match.upgraded_at,
            activated_at=match.activated_at,
            closing_at=None if match.reason == "SAFETY" else match.ends_at,
            closed_at=match.closed_at,
            close_reason=match.reason,
            shown=(False, False) if match.reason == "SAFETY" else dice.pick(SHOWN),
            messages=tuple(self._messages(match, messages, voice)),
            meetings=meetings,
            terms=tuple(self._terms(match, voice)),
            aims=tuple(aims.goals()),
            notes=tuple(aims.notes()),
            farewells=farewells,
            praises=tuple(self._praises(match, meetings, voice)),
        )
        return self._paused(plan), topics

    def _request(self, match: Match, voice: RoomVoice) -> tuple[RequestRow, list[RequestTopicRow]]:
        dice = self._dice
        by_mentor = dice.happens(0.12)
        chat = match.chat_at is not None
        kind = "offer" if by_mentor else "chat_request" if chat else "request"
        # Hours until the answer: log-normal, the median is most of a day.
        hours = min(13 * 24, dice.lognormvariate(2.9, 1.2))
        asked = Asked(
            mentor_id=match.mentor.id,
            mentee_id=match.mentee.id,
            by_mentor=by_mentor,
            kind="INFORMAL_CHAT" if chat else "MENTORSHIP",
            status="ACCEPTED",
            at=match.opened_at - timedelta(seconds=60 + int(hours * 3600)),
            message=voice.say(kind),
            functions=dice.sample(FUNCTIONS, dice.pick((1, 1, 2))),
            topic_ids=dice.sample(self._topics, dice.pick((1, 1, 2))),
            questions=(voice.say("question", 300),) if dice.happens(0.4) else (),
            ended_at=match.opened_at,
        )
        return request_rows(asked, dice)

    def _messages(self, match: Match, count: int, voice: RoomVoice) -> Iterator[Said]:
        """So many messages between opening and end; those of a live mentorship go on until lately."""
        dice, last = self._dice, match.ends_at or match.closed_at or self._today
        if match.reason == "INACTIVE":
            last -= timedelta(days=60)
        times = sorted(dice.between(match.opened_at, last) for _ in range(count))
        if times and match.status in ("ACTIVE", "PAUSED"):
            times[-1] = max(times[-1], dice.between(max(match.opened_at, last - 20 * DAY), last))
        by_mentor = dice.happens(0.5)
        for at in times:
            by_mentor = by_mentor if dice.happens(0.35) else not by_mentor
            body = voice.say("mentor_message" if by_mentor else "mentee_message")
            yield Said(at, by_mentor, None if dice.happens(0.004) else body)

    def _terms(self, match: Match, voice: RoomVoice) -> Iterator[Terms]:
        """The agreement: signed by both where the mentorship became active, else proposed at most."""
        dice = self._dice
        formed_at = match.upgraded_at or match.opened_at
        sealed_at = match.activated_at
        if match.kind == "INFORMAL" or not (sealed_at or dice.happens(0.6)):
            return
        at = dice.between(formed_at, sealed_at or min(self._today, formed_at + 5 * DAY))
        start_on = (sealed_at or at).date()
        lapsed_at = match.closed_at if sealed_at is None else None
        yield Terms(
            at=at,
            by_mentor=dice.happens(0.6),
            cadence_days=match.cadence,
            session_minutes=dice.pick((30, 45, 60)),
            start_on=start_on,
            end_on=start_on + timedelta(days=self._term(match)),
            purpose=voice.say("purpose", 1000),
            mentor_learning_goal=voice.say("mentor_learning_goal", 1000),
            sealed_at=sealed_at,
            confidentiality=dice.pick(("ROOM_ONLY", "ROOM_ONLY", "CONSENT_TO_SHARE")),
            reply_within_days=dice.pick((2, 3, 5, 7)),
            off_limits=voice.say("off_limits"),
            withdrawn_at=lapsed_at,
        )

    def _term(self, match: Match) -> int:
        """For how many days: to its end where the term ended it, else for longer than it has lasted."""
        if match.activated_at is None:
            return SHORT_TERM
        life = ((match.ends_at or self._today) - match.activated_at).days
        if match.reason == "TERM_ENDED":
            return max(28, life)
        return SHORT_TERM if life < SHORT_TERM - 7 and self._dice.happens(0.6) else LONG_TERM

    def _farewells(self, match: Match, voice: RoomVoice) -> Iterator[Farewell]:
        """One of the two before it closed early, both or one otherwise."""
        until = match.closed_at or self._today
        if match.ends_at is None or match.ends_at >= until:
            return
        both = match.status == "CLOSED" and self._dice.happens(0.6)
        for by_mentor in (False, True) if both else (self._dice.happens(0.4),):
            kind = "mentor_farewell" if by_mentor else "mentee_farewell"
            yield Farewell(self._dice.between(match.ends_at, until), by_mentor, voice.say(kind))

    def _praises(self, match: Match, meetings: Sequence[Meeting], voice: RoomVoice) -> Iterator[Praise]:
        held = any(meeting.status == "HELD" for meeting in meetings)
        ended_at = match.closed_at if match.reason != "SAFETY" else None
        for by_mentor in (False, True) if held and ended_at else ():
            if ended_at and self._dice.happens(0.3):
                at = self._dice.after(ended_at, 48, self._today)
                status = self._dice.pick(PRAISE)
                answered_at = None if status == "PENDING" else self._dice.after(at, 48, self._today)
                yield Praise(at, by_mentor, voice.say("endorsement", 600), status, answered_at)

    def _paused(self, plan: RoomPlan) -> RoomPlan:
        """The mentorship with its pause, when it is paused: since some weeks, for some more."""
        if plan.status != "PAUSED":
            return plan
        paused_at = self._dice.between(self._today - 28 * DAY, self._today - DAY)
        longest = paused_at + LONGEST_PAUSE
        return plan._replace(
            paused_at=paused_at, paused_until=self._dice.between(self._today + 4 * DAY, longest)
        )
