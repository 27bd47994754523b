import re

import asyncpg

from models import EventKind

KNOWN = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'event_kind_known'"


async def test_the_log_holds_the_kinds_that_the_code_knows(
    database_url: str, connection: asyncpg.Connection
) -> None:
    definition = await connection.fetchval(KNOWN)
    assert set(re.findall(r"'(\w+)'", definition)) == set(EventKind)
