"""Mentors, rooms and sessions written behind the API, for tests of what is read of them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from kit.ids import encode_id
from tests.behind import row_id
from tests.clock import BEGINNING
from tests.network import Person


async def _insert(connection: asyncpg.Connection, table: str, **row: Any) -> UUID:
    row = {"id": uuid4(), **row}
    names, values = ", ".join(row), ", ".join(f"${n + 1}" for n in range(len(row)))
    await connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", *row.values())
    made: UUID = row["id"]
    return made


async def mentors(
    connection: asyncpg.Connection, person: Person, status: str = "OPEN", away_until: datetime | None = None
) -> None:
    """Give somebody a mentor profile, or change theirs."""
    await connection.execute("DELETE FROM mentor_profile WHERE educator_id = $1", row_id(person.id))
    await _insert(
        connection,
        "mentor_profile",
        educator_id=row_id(person.id),
        status=status,
        away_until=away_until,
        capacity=2,
        intro_chats_per_week=2,
        statement="",
        created_at=BEGINNING,
        version=1,
    )


async def room(connection: asyncpg.Connection, mentor: Person, mentee: Person) -> UUID:
    """An active mentorship of the two."""
    pair = {"mentor_id": row_id(mentor.id), "mentee_id": row_id(mentee.id)}
    request = await _insert(
        connection,
        "mentorship_request",
        **pair,
        kind="MENTORSHIP",
        status="ACCEPTED",
        initiator_id=pair["mentee_id"],
        message="I would like to learn from how you start your lessons.",
        questions=[],
        functions=[],
        proposed_slots=[],
        created_at=BEGINNING,
        expires_at=BEGINNING + timedelta(days=14),
        answered_at=BEGINNING,
        version=1,
    )
    return await _insert(
        connection,
        "mentorship",
        **pair,
        request_id=request,
        kind="SUSTAINED",
        status="ACTIVE",
        awaiting="NONE",
        opened_at=BEGINNING,
        last_activity_at=BEGINNING,
        shown_by_mentor=False,
        shown_by_mentee=False,
        message_count=0,
        version=1,
        last_seq=0,
    )


async def meeting(
    connection: asyncpg.Connection, room_id: UUID, starts_at: datetime, status: str = "CONFIRMED", **more: Any
) -> str:
    """The global id of a session of an hour in the room."""
    planned = status in ("PROPOSED", "CONFIRMED")
    mentor_id = await connection.fetchval("SELECT mentor_id FROM mentorship WHERE id = $1", room_id)
    row = {
        "mentorship_id": room_id,
        "proposer_id": mentor_id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "minutes": 60,
        "agenda": "",
        "status": status,
        "created_at": BEGINNING,
        "changed_at": BEGINNING,
        "confirmed_at": None if status == "PROPOSED" else BEGINNING,
        "reported_by_id": mentor_id if status in ("NO_SHOW", "DISPUTED") else None,
        "ended_at": None if planned else BEGINNING,
        "version": 1,
    }
    return encode_id("Session", await _insert(connection, "session", **{**row, **more}))
