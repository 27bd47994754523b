"""Ties: mentorships that have begun, written behind the API."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from tests.behind import row_id
from tests.clock import BEGINNING
from tests.meetings import room
from tests.network import Network, Person

_FUNCTIONS = """UPDATE mentorship_request r SET functions = $2 FROM mentorship m
    WHERE m.id = $1 AND r.id = m.request_id"""


async def tied(
    connection: asyncpg.Connection,
    mentor: Person,
    mentee: Person,
    functions: Sequence[str] = (),
    **columns: Any,
) -> UUID:
    """A mentorship that both show, begun now unless the columns say otherwise."""
    made = await room(connection, mentor, mentee)
    await connection.execute(_FUNCTIONS, made, list(functions))
    shown = {"shown_by_mentor": True, "shown_by_mentee": True, "activated_at": BEGINNING}
    await changed(connection, made, **{**shown, **columns})
    return made


async def changed(connection: asyncpg.Connection, mentorship_id: UUID, **columns: Any) -> None:
    """Other columns of a mentorship."""
    sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(columns, 2))
    await connection.execute(f"UPDATE mentorship SET {sets} WHERE id = $1", mentorship_id, *columns.values())


def closed(at: Any, reason: str = "NO_FAULT") -> dict[str, Any]:
    """The columns of a mentorship that has ended."""
    return {"status": "CLOSED", "closed_at": at, "close_reason": reason}


async def people(network: Network, *handles: str) -> dict[str, Person]:
    """Educators by handle."""
    return {handle: await network.educator(handle) for handle in handles}


async def stands_at(connection: asyncpg.Connection, person: Person, **profile: Any) -> None:
    """Other columns of somebody's profile."""
    sets = ", ".join(f"{name} = ${n}" for n, name in enumerate(profile, 2))
    await connection.execute(
        f"UPDATE educator SET {sets} WHERE id = $1", row_id(person.id), *profile.values()
    )
