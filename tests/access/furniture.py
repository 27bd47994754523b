"""What fills a Mentorship Room: one of each thing, the mentee's unless it is the mentor's by nature."""

from datetime import date, timedelta
from typing import Any

from kit.ids import encode_id
from models import (
    Agreement,
    ClosureReflection,
    Endorsement,
    Evidence,
    Goal,
    JournalEntry,
    MentorProfile,
    Mentorship,
    MentorshipRequest,
    Message,
    Need,
    NextStep,
    Notification,
    Row,
    Session,
    SessionFeedback,
    SessionLog,
    Topic,
)
from tests.access.relations import NOW, Relations


class Furniture:
    """Fills one room."""

    def __init__(self, made: Relations, mentorship: Mentorship) -> None:
        self.made = made
        self.room = mentorship
        self.of_room = {"mentorship_id": mentorship.id}

    def things(self) -> dict[str, str]:
        """The global id of each thing by its name."""
        held, told = self._session(revealed=False), self._session(revealed=True)
        rows: dict[str, Row] = {
            "mentorship": self.room,
            "request": self.made.rows[MentorshipRequest][-1],
            "agreement": self._agreement(),
            "session": held,
            "log": self._log(held),
            "next_step": self._next_step(held),
            "blind_feedback": self._feedback(held),
            "shown_feedback": self._feedback(told),
            "message": self._message(),
            **self._goals(),
            **self._journal(),
            **self._people(),
            "closure": self._closure(),
            "pending_endorsement": self._endorsement(self.room.mentor_id, "PENDING"),
            "accepted_endorsement": self._endorsement(self.room.mentee_id, "ACCEPTED"),
        }
        rows["evidence"] = self._evidence(rows["room_goal"])
        rows["news"] = self.made.add(
            Notification,
            kind="MESSAGE",
            actor_id=self.room.mentor_id,
            educator_id=self.room.mentee_id,
            count=1,
            updated_at=NOW,
            **self.of_room,
        )
        return {name: encode_id(type(row).__name__, row.id) for name, row in rows.items()}

    def _agreement(self) -> Row:
        terms = {
            "cadence_days": 14,
            "session_minutes": 30,
            "reply_within_days": 3,
            "start_on": date(2026, 1, 5),
            "end_on": date(2026, 6, 5),
            "purpose": "Calmer transitions",
            "mentor_learning_goal": "Asking before telling",
            "confidentiality": "ROOM_ONLY",
            "off_limits": "",
            "non_evaluative": True,
        }
        made: Row = self.made.add(
            Agreement,
            number=1,
            proposer_id=self.room.mentor_id,
            status="IN_FORCE",
            content_hash="0" * 64,
            in_force_at=NOW,
            version=2,
            **terms,
            **self.of_room,
        )
        return made

    def _session(self, *, revealed: bool) -> Row:
        made: Row = self.made.add(
            Session,
            proposer_id=self.room.mentor_id,
            starts_at=NOW - timedelta(days=1),
            ends_at=NOW - timedelta(days=1) + timedelta(minutes=30),
            minutes=30,
            agenda="Transitions",
            status="HELD",
            changed_at=NOW,
            confirmed_at=NOW,
            ended_at=NOW,
            feedback_revealed_at=NOW if revealed else None,
            version=3,
            **self.of_room,
        )
        return made

    def _log(self, session: Row) -> Row:
        texts = {"whats_working": "Bells", "focus_and_challenges": "", "next_focus": ""}
        made: Row = self.made.add(SessionLog, session_id=session.id, updated_at=NOW, version=1, **texts)
        return made

    def _next_step(self, session: Row) -> Row:
        made: Row = self.made.add(
            NextStep, session_id=session.id, assignee_id=self.room.mentee_id, text="Try it"
        )
        return made

    def _feedback(self, session: Row) -> Row:
        made: Row = self.made.add(
            SessionFeedback,
            session_id=session.id,
            educator_id=self.room.mentee_id,
            useful=4,
            goal_progress=3,
            learned=True,
            takeaway="Start with the bell",
            submitted_at=NOW,
        )
        return made

    def _message(self) -> Row:
        made: Row = self.made.add(
            Message, author_id=self.room.mentee_id, seq=1, body="Hello", sent_at=NOW, **self.of_room
        )
        return made

    def _goals(self) -> dict[str, Row]:
        texts: dict[str, Any] = {"why": "", "focus": "ENGAGEMENT", "measure": "", "unit": ""}
        return {
            f"{visibility.lower()}_goal": self.made.add(
                Goal,
                owner_id=self.room.mentee_id,
                title=f"A {visibility.lower()} goal",
                status="ACTIVE",
                visibility=visibility,
                activated_at=NOW,
                version=2,
                **texts,
                **self.of_room,
            )
            for visibility in ("PRIVATE", "ROOM", "PUBLIC")
        }

    def _people(self) -> dict[str, Row]:
        """How the mentor mentors, and what the mentee looks for."""
        profile = self.made.add(
            MentorProfile,
            educator_id=self.room.mentor_id,
            status="OPEN",
            capacity=2,
            intro_chats_per_week=2,
            statement="",
            version=1,
        )
        needs = {
            f"{visibility.lower()}_need": self.made.add(
                Need,
                educator_id=self.room.mentee_id,
                topic_id=self.made.rows[Topic][0].id,
                function=function,
                note="",
                visibility=visibility,
                opened_at=NOW,
            )
            for visibility, function in (("PRIVATE", "SAFE_SPACE"), ("PUBLIC", "ROLE_MODEL"))
        }
        return {"profile": profile, **needs}

    def _evidence(self, goal: Row) -> Row:
        made: Row = self.made.add(
            Evidence,
            goal_id=goal.id,
            author_id=self.room.mentee_id,
            kind="ARTEFACT",
            text="A plan",
            captured_on=date(2026, 3, 1),
            no_pupil_data=True,
        )
        return made

    def _journal(self) -> dict[str, Row]:
        return {
            f"{visibility.lower()}_entry": self.made.add(
                JournalEntry,
                author_id=self.room.mentee_id,
                kind="REFLECTION",
                body="It worked",
                visibility=visibility,
                version=1,
                **self.of_room,
            )
            for visibility in ("PRIVATE", "ROOM")
        }

    def _closure(self) -> Row:
        made: Row = self.made.add(
            ClosureReflection,
            educator_id=self.room.mentee_id,
            body="A good year",
            submitted_at=NOW,
            **self.of_room,
        )
        return made

    def _endorsement(self, author_id: Any, status: str) -> Row:
        made: Row = self.made.add(
            Endorsement,
            author_id=author_id,
            receiver_id=self.room.counterpart_of(author_id),
            body="Listens well",
            status=status,
            answered_at=None if status == "PENDING" else NOW,
            version=1,
            **self.of_room,
        )
        return made
