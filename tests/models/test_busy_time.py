"""PostgreSQL itself keeps people out of two places at once, whatever writes the sessions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from models import Mentorship, Session
from tests.access.relations import Relations, mentorship_between
from tests.database import empty_tables

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
async def rooms(connection: asyncpg.Connection) -> list[Mentorship]:
    """Two rooms of one person, once as the mentor and once as the mentee, and a third of strangers."""
    await empty_tables(connection)
    made = Relations()
    ada, ben, eva, dan = (made.educator("PUBLIC") for _ in range(4))  # type: ignore[arg-type]
    pairs = ((ada, ben), (eva, ada), (dan, ben))
    rooms = [mentorship_between(made, mentor, mentee) for mentor, mentee in pairs]
    await made.insert(connection)
    return rooms


async def plan(
    connection: asyncpg.Connection, room: Mentorship, starts_at: datetime, status: str = "PROPOSED"
) -> UUID:
    """The id of a new session of half an hour."""
    session_id = uuid4()
    row = {
        **dict.fromkeys(Session.columns()),
        "id": session_id,
        "mentorship_id": room.id,
        "proposer_id": room.mentor_id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "minutes": 30,
        "agenda": "",
        "status": status,
        "created_at": NINE,
        "changed_at": NINE,
        "confirmed_at": NINE,
        "ended_at": NINE if status == "HELD" else None,
        "version": 1,
    }
    names, values = ", ".join(row), ", ".join(f"${n + 1}" for n in range(len(row)))
    await connection.execute(f"INSERT INTO session ({names}) VALUES ({values})", *row.values())
    return session_id


async def busy(connection: asyncpg.Connection, room: Mentorship) -> Sequence[datetime]:
    """When the room's mentor is busy."""
    sql = "SELECT starts_at FROM busy_time WHERE educator_id = $1 ORDER BY starts_at"
    return [row["starts_at"] for row in await connection.fetch(sql, room.mentor_id)]


async def test_nobody_is_in_two_places_in_any_role(
    connection: asyncpg.Connection, rooms: list[Mentorship]
) -> None:
    await plan(connection, rooms[0], NINE)
    with pytest.raises(asyncpg.ExclusionViolationError) as refused:
        await plan(connection, rooms[1], NINE + timedelta(minutes=29))
    assert refused.value.constraint_name == "busy_time_apart"
    await plan(connection, rooms[1], NINE + timedelta(minutes=30))
    assert await busy(connection, rooms[0]) == [NINE, NINE + timedelta(minutes=30)]


async def test_only_planned_sessions_take_time(
    connection: asyncpg.Connection, rooms: list[Mentorship]
) -> None:
    cancelled = await plan(connection, rooms[0], NINE)
    await plan(connection, rooms[0], NINE, "HELD")
    await connection.execute(
        "UPDATE session SET status = 'CANCELLED', ended_at = $2 WHERE id = $1", cancelled, NINE
    )
    assert await busy(connection, rooms[0]) == []
    await plan(connection, rooms[1], NINE)


async def test_a_session_that_moves_takes_its_time_along(
    connection: asyncpg.Connection, rooms: list[Mentorship]
) -> None:
    moved = await plan(connection, rooms[0], NINE)
    later = NINE + timedelta(hours=2)
    sql = "UPDATE session SET starts_at = $2, ends_at = $3 WHERE id = $1"
    await connection.execute(sql, moved, later, later + timedelta(minutes=30))
    assert await busy(connection, rooms[0]) == [later]


async def test_strangers_do_not_stand_in_each_others_way(
    connection: asyncpg.Connection, rooms: list[Mentorship]
) -> None:
    await plan(connection, rooms[1], NINE)
    await plan(connection, rooms[2], NINE)
    assert await busy(connection, rooms[2]) == [NINE]
