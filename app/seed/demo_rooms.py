"""The written mentorships as plans; a day in them counts from the opening."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from app.seed.asking import Asked, request_rows
from app.seed.content import Script
from app.seed.dice import Dice
from app.seed.member import Member
from app.seed.people import TopicIds
from app.seed.room import room_rows
from app.seed.room_plan import (
    Aim,
    Farewell,
    Log,
    Meeting,
    Note,
    Opinion,
    Praise,
    Proof,
    RoomPlan,
    Said,
    Task,
    Terms,
)
from app.seed.rows import SeedRow


def demo_rooms(
    scripts: Sequence[Script], members: Mapping[str, Member], topic_ids: TopicIds, today: datetime
) -> Iterator[SeedRow]:
    """The rows of the written mentorships and of the requests that they came from."""
    dice = Dice("rooms")
    for script in scripts:
        diary = _Diary(script, members, topic_ids, today, dice)
        plan = diary.plan()
        yield plan.request
        yield from diary.topics
        yield from room_rows(plan, today, dice)


class _Diary:
    """Reads one written mentorship."""

    def __init__(
        self, script: Script, members: Mapping[str, Member], topic_ids: TopicIds, today: datetime, dice: Dice
    ) -> None:
        self._script, self._topic_ids, self._today, self._dice = script, topic_ids, today, dice
        self._mentor, self._mentee = members[script["mentor"]].id, members[script["mentee"]].id
        self._opened = today - timedelta(days=script["opened_days_ago"] - 0.6)
        self._asked_at = self._opened - timedelta(hours=script["request"]["hours"])
        self.request, self.topics = request_rows(self._asked(script["request"]), dice)

    def plan(self) -> RoomPlan:
        """The mentorship as it was written."""
        script = self._script
        stamps = {
            name: self._day(name) for name in ("upgraded", "paused", "paused_until", "closing", "closed")
        }
        activated = self._opened if script["kind"] == "INFORMAL" else self._day("activated")
        mentor_shows, mentee_shows = script.get("shown", (True, True))
        return RoomPlan(
            mentor_id=self._mentor,
            mentee_id=self._mentee,
            request=self.request,
            kind=script["kind"],
            status=script["status"],
            opened_at=self._opened,
            upgraded_at=stamps["upgraded"],
            activated_at=activated,
            paused_at=stamps["paused"],
            paused_until=stamps["paused_until"],
            closing_at=stamps["closing"],
            closed_at=stamps["closed"],
            close_reason=script.get("reason"),
            shown=(mentor_shows, mentee_shows),
            messages=tuple(self._messages()),
            meetings=tuple(self._meeting(entry) for entry in script.get("sessions", ())),
            terms=tuple(self._terms(entry) for entry in script.get("agreements", ())),
            aims=tuple(self._aim(entry) for entry in script.get("goals", ())),
            notes=tuple(self._note(entry) for entry in script.get("journal", ())),
            farewells=tuple(
                Farewell(self._at(entry["day"], 0.15), _by_mentor(entry), entry["body"])
                for entry in script.get("closure", ())
            ),
            praises=tuple(self._praise(entry) for entry in script.get("endorsements", ())),
        )

    def _at(self, day: float, later: float = 0.0) -> datetime:
        """The instant so many days after the opening."""
        return self._opened + timedelta(days=day + later)

    def _day(self, name: str) -> datetime | None:
        day = self._script.get(name)
        return None if day is None else self._at(day, 0.2)

    def _on(self, day: int) -> date:
        return self._at(day).date()

    def _asked(self, entry: Script) -> Asked:
        return Asked(
            mentor_id=self._mentor,
            mentee_id=self._mentee,
            by_mentor=_by_mentor(entry),
            kind=entry.get("kind", "MENTORSHIP"),
            status="ACCEPTED",
            at=self._asked_at,
            message=entry["message"],
            functions=entry["functions"],
            topic_ids=[self._topic_ids[slug] for slug in entry["topics"]],
            questions=entry.get("questions", ()),
            ended_at=self._opened,
        )

    def _messages(self) -> Iterator[Said]:
        """The messages in their order: those of one day some minutes apart."""
        at = self._opened
        for entry in self._script.get("messages", ()):
            pause = timedelta(minutes=self._dice.randint(4, 70))
            at = max(at + pause, self._at(entry["day"]) + pause)
            yield Said(at, _by_mentor(entry), entry["body"])

    def _meeting(self, entry: Script) -> Meeting:
        starts_at = self._at(entry["day"]).replace(hour=entry["hour"], minute=0)
        log = entry.get("log")
        opinions = [Opinion(one == "mentor", *said) for one, said in entry.get("feedback", {}).items()]
        earliest = max(self._opened, starts_at - timedelta(days=6))
        return Meeting(
            starts_at=starts_at,
            minutes=entry.get("minutes", 45),
            status=entry.get("status", "HELD"),
            by_mentor=_by_mentor(entry, "mentor"),
            agenda=entry.get("agenda", ""),
            proposed_at=self._dice.between(earliest, min(starts_at, self._today)),
            log=Log(*log) if log else None,
            tasks=tuple(_task(task) for task in entry.get("tasks", ())),
            opinions=tuple(opinions),
            dispute_note=entry.get("dispute"),
        )

    def _terms(self, entry: Script) -> Terms:
        start_on = self._on(entry.get("sealed", entry["day"]))
        return Terms(
            at=self._at(entry["day"], 0.1),
            by_mentor=_by_mentor(entry),
            cadence_days=entry["cadence"],
            session_minutes=entry["minutes"],
            start_on=start_on,
            end_on=start_on + timedelta(days=entry["term"]),
            purpose=entry["purpose"],
            mentor_learning_goal=entry["learns"],
            sealed_at=self._at(entry["sealed"], 0.2) if "sealed" in entry else None,
            confidentiality=entry.get("confidentiality", "ROOM_ONLY"),
            reply_within_days=entry.get("reply", 5),
            off_limits=entry.get("off_limits", ""),
            non_evaluative=entry.get("non_evaluative", True),
            safeguard=entry.get("safeguard"),
            withdrawn_at=self._at(entry["withdrawn"], 0.2) if "withdrawn" in entry else None,
        )

    def _aim(self, entry: Script) -> Aim:
        ended, activated = entry.get("ended"), entry.get("activated")
        return Aim(
            at=self._at(entry["day"]),
            by_mentor=_by_mentor(entry),
            title=entry["title"],
            why=entry["why"],
            focus=entry["focus"],
            status=entry["status"],
            visibility=entry["visibility"],
            activated_at=None if activated is None else self._at(activated),
            ended_at=None if ended is None else self._at(ended),
            measure=entry["measure"],
            unit=entry["unit"],
            baseline=float(entry["baseline"]),
            target=float(entry["target"]),
            reached=float(entry["reached"]) if "reached" in entry else None,
            due_on=self._on(entry["due"]),
            proofs=tuple(self._proof(proof) for proof in entry.get("evidence", ())),
            reflections=tuple((self._at(one["day"]), one["body"]) for one in entry.get("reflections", ())),
        )

    def _proof(self, entry: Script) -> Proof:
        attested_at = self._at(entry["attested"], 0.05) if "attested" in entry else None
        at = self._at(entry["day"])
        return Proof(at, _by_mentor(entry), entry["kind"], entry.get("text"), entry.get("url"), attested_at)

    def _note(self, entry: Script) -> Note:
        at = self._at(entry["day"], 0.08)
        return Note(at, _by_mentor(entry), entry["kind"], entry["body"], entry["visibility"])

    def _praise(self, entry: Script) -> Praise:
        at, pending = self._at(entry["day"], 0.2), entry["status"] == "PENDING"
        answered_at = None if pending else at + timedelta(hours=19)
        return Praise(at, _by_mentor(entry), entry["body"], entry["status"], answered_at)


def _by_mentor(entry: Script, otherwise: str = "mentee") -> bool:
    return bool(entry.get("by", otherwise) == "mentor")


def _task(entry: Script) -> Task:
    done = entry.get("done")
    return Task(_by_mentor(entry), entry["text"], timedelta(days=done) if done else None)
