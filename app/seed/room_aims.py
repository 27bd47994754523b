"""The goals of a generated mentorship, with evidence and reflections, and its journal."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.seed.dice import Dice
from app.seed.matches import Match
from app.seed.room_plan import Aim, Note, Proof
from app.seed.room_voice import RoomVoice

FOCUSES = ("TEACHING_PRACTICE",) * 4 + ("ENGAGEMENT",) * 2 + ("STUDENT_ACHIEVEMENT", "CAREER", "WELLBEING")
VISIBILITIES = ("ROOM",) * 6 + ("PUBLIC",) * 3 + ("PRIVATE",)
OPEN_STATES = ("ACTIVE",) * 6 + ("DRAFT", "MET")
ENDED_STATES = ("MET", "MET", "NOT_MET", "NOT_MET", "DROPPED")
PROOFS = ("OBSERVATION", "AGGREGATE_DATA", "ARTEFACT", "REFLECTION")
KINDS = ("TAKEAWAY", "REFLECTION", "ACTION", "QUESTION")


class RoomAims:
    """What the two of one mentorship work towards, between when it became active and `until`."""

    def __init__(self, match: Match, until: datetime, voice: RoomVoice, dice: Dice) -> None:
        self._match, self._until, self._voice, self._dice = match, until, voice, dice

    def goals(self) -> Iterator[Aim]:
        """One goal or two, for a mentorship that has been active for some days."""
        since = self._match.activated_at
        if self._match.kind == "INFORMAL" or since is None or self._until - since < timedelta(days=6):
            return
        for _ in range(self._dice.pick((0, 1, 1, 1, 2))):
            yield self._goal(since)

    def _goal(self, since: datetime) -> Aim:
        dice, voice = self._dice, self._voice
        at = dice.between(since, since + timedelta(days=3))
        status = self._status()
        active = status != "DRAFT"
        activated_at = dice.between(at, at + timedelta(days=1)) if active else None
        ended_at = None
        if activated_at and status != "ACTIVE":
            ended_at = dice.between(activated_at + (self._until - activated_at) / 2, self._until)
        known_until = ended_at or self._until
        baseline = float(dice.randint(2, 9))
        return Aim(
            at=at,
            by_mentor=dice.happens(0.1),
            title=voice.say("goal_title", 140),
            why=voice.say("goal_why"),
            focus=dice.pick(FOCUSES),
            status=status,
            visibility=dice.pick(VISIBILITIES),
            activated_at=activated_at,
            ended_at=ended_at,
            measure=voice.say("goal_measure", 200),
            unit="",
            baseline=baseline,
            target=baseline + 10,
            reached=baseline + dice.randint(9, 14) if status == "MET" else None,
            due_on=(since + timedelta(days=dice.randint(60, 150))).date(),
            proofs=tuple(self._proofs(activated_at, known_until, status)) if activated_at else (),
            reflections=tuple(self._reflections(activated_at, known_until, status)) if activated_at else (),
        )

    def _status(self) -> str:
        if self._match.status in ("ACTIVE", "PAUSED"):
            return self._dice.pick(OPEN_STATES)
        return "MET" if self._match.reason == "GOALS_MET" else self._dice.pick(ENDED_STATES)

    def _proofs(self, since: datetime, until: datetime, status: str) -> Iterator[Proof]:
        for _ in range(self._dice.pick((1, 1, 2)) if status == "MET" else self._dice.pick((0, 0, 1))):
            at = self._dice.between(since, until)
            attested_at = self._dice.between(at, until) if self._dice.happens(0.5) else None
            by_mentor = self._dice.happens(0.15)
            kind = self._dice.pick(PROOFS)
            yield Proof(at, by_mentor, kind, self._voice.say("evidence"), None, attested_at)

    def _reflections(self, since: datetime, until: datetime, status: str) -> Iterator[tuple[datetime, str]]:
        if status == "MET" or self._dice.happens(0.2):
            yield self._dice.between(since + timedelta(seconds=1), until), self._voice.say("reflection")

    def notes(self) -> Iterator[Note]:
        """Now and then a journal entry, mostly the mentee's."""
        since = self._match.activated_at or self._match.opened_at
        for _ in range(self._dice.pick((0, 0, 0, 1, 1, 2))):
            at = self._dice.between(since, self._until)
            visibility = "ROOM" if self._dice.happens(0.4) else "PRIVATE"
            by_mentor = self._dice.happens(0.2)
            yield Note(at, by_mentor, self._dice.pick(KINDS), self._voice.say("journal"), visibility)
