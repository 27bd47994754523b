"""Rooms, requests and sessions in whatever state, put into the database as they would have come to be."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from models import (
    Account,
    Agreement,
    Educator,
    Mentorship,
    MentorshipRequest,
    ProfileVisibility,
    Row,
    Session,
    SessionFeedback,
)
from tests.access.relations import Relations

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Waiting:
    """Rows made by hand; `put` inserts them, `now` reads them again."""

    def __init__(self, connection: asyncpg.Connection, start: datetime = START) -> None:
        self.rows = Relations()
        self.start = start
        self._connection = connection

    def educator(self) -> Educator:
        """Somebody new."""
        return self.rows.educator(ProfileVisibility.MEMBERS)

    def lives_in(self, educator_id: UUID, time_zone: str) -> None:
        """Somebody's days are those of this zone, no longer of UTC."""
        (account_id,) = [row.account_id for row in self.rows.rows[Educator] if row.id == educator_id]
        self.rows.ids(Account)[account_id].time_zone = time_zone

    def request(self, status: str, **more: Any) -> MentorshipRequest:
        """A mentee's request for a mentorship."""
        mentor, mentee = self.educator().id, self.educator().id
        plain: dict[str, Any] = {"questions": [], "functions": [], "proposed_slots": [], "version": 1}
        given: dict[str, Any] = {
            "mentor_id": mentor,
            "mentee_id": mentee,
            "initiator_id": mentee,
            "kind": "MENTORSHIP",
            "message": "m" * 50,
            "status": status,
            "expires_at": self.start + 14 * DAY,
        }
        made: MentorshipRequest = self.rows.add(MentorshipRequest, **{**given, **plain, **more})
        return made

    def room(self, status: str, **more: Any) -> Mentorship:
        """A mentorship of two new educators, opened at the start."""
        request = self.request("ACCEPTED", answered_at=self.start)
        given = {
            "mentor_id": request.mentor_id,
            "mentee_id": request.mentee_id,
            "request_id": request.id,
            "kind": "SUSTAINED",
            "status": status,
            "awaiting": "NONE",
            "opened_at": self.start,
            "last_activity_at": self.start,
            "shown_by_mentor": False,
            "shown_by_mentee": False,
            "message_count": 0,
            "version": 1,
            "last_seq": 0,
        }
        made: Mentorship = self.rows.add(Mentorship, **{**given, **more})
        return made

    def agreement(self, room: Mentorship, status: str, **more: Any) -> Agreement:
        """The first version of an agreement, proposed by the mentor."""
        texts = {"purpose": "p" * 10, "mentor_learning_goal": "g" * 10, "off_limits": ""}
        terms = {"cadence_days": 14, "session_minutes": 45, "reply_within_days": 3, "non_evaluative": True}
        given = {
            "mentorship_id": room.id,
            "number": 1,
            "proposer_id": room.mentor_id,
            "status": status,
            "start_on": date(2026, 3, 2),
            "end_on": date(2026, 12, 1),
            "confidentiality": "ROOM_ONLY",
            "content_hash": "0" * 64,
            "created_at": self.start,
            "version": 1,
        }
        made: Agreement = self.rows.add(Agreement, **{**given, **texts, **terms, **more})
        return made

    def session(self, room: Mentorship, status: str, starts_at: datetime, **more: Any) -> Session:
        """An hour that the mentor proposed."""
        given = {
            "mentorship_id": room.id,
            "proposer_id": room.mentor_id,
            "status": status,
            "agenda": "",
            "starts_at": starts_at,
            "ends_at": starts_at + HOUR,
            "minutes": 60,
            "version": 1,
            "created_at": self.start,
            "changed_at": self.start,
            "confirmed_at": None if status == "PROPOSED" else self.start,
            "ended_at": None if status in {"PROPOSED", "CONFIRMED"} else starts_at + HOUR,
        }
        made: Session = self.rows.add(Session, **{**given, **more})
        return made

    def feedback(self, session: Session, educator_id: UUID) -> None:
        """What one of the two thought of a session."""
        marks = {"useful": 4, "goal_progress": 4, "learned": True, "takeaway": ""}
        who = {"session_id": session.id, "educator_id": educator_id}
        self.rows.add(SessionFeedback, submitted_at=self.start + HOUR, **who, **marks)

    async def put(self) -> None:
        """Insert all rows."""
        await self.rows.insert(self._connection)

    async def now(self, row: Row) -> Mapping[str, Any]:
        """The row as it stands now."""
        table = row._meta.db_table
        found = await self._connection.fetchrow(f"SELECT * FROM {table} WHERE id = $1", row.id)
        assert found is not None
        return dict(found)

    async def heard(self, room: Mentorship) -> list[str]:
        """The events of a room's stream, in order; nobody did them."""
        rows = await self._connection.fetch(
            "SELECT kind, actor_id FROM event WHERE stream_id = $1 ORDER BY seq", room.id
        )
        assert {row["actor_id"] for row in rows} <= {None}
        return [row["kind"] for row in rows]

    async def told(self, educator_id: UUID) -> list[tuple[str, int]]:
        """What somebody was notified of and how often, each announced in their stream."""
        rows = await self._connection.fetch(
            """SELECT kind, count, actor_id, (SELECT count(*) FROM event
                WHERE stream_id = educator_id AND subject_id = notification.id) AS events
            FROM notification WHERE educator_id = $1 ORDER BY kind""",
            educator_id,
        )
        assert all(row["actor_id"] is None and row["events"] >= 1 for row in rows)
        return [(row["kind"], row["count"]) for row in rows]
