"""A client who leaves takes the operation along, its SQL included."""

import asyncio
import json
import logging

import asyncpg
import pytest

from app.presence import Presence
from tests.network import Network, Person

READ = {"query": "{topics {nodes {id}}}"}
CREATE = {"query": 'mutation {createThread(input: {title: "A quiet start"}) {__typename}}'}
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


async def ask(person: Person, body: dict[str, str]) -> asyncio.StreamWriter:
    """A connection over which an operation was sent, and nobody reads."""
    address, token = person.api.address, person.api.token
    host, port = address.split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    content = json.dumps(body).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {token}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
    )
    writer.write(head.encode() + content)
    return writer


async def until_waiting(connection: asyncpg.Connection, count: int) -> None:
    async with asyncio.timeout(5):
        while await connection.fetchval(WAITING) != count:  # noqa: ASYNC110 - only PostgreSQL knows
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("body", "table"), [(READ, "topic"), (CREATE, "thread")])
async def test_the_sql_of_a_client_who_left_is_stopped(
    network: Network,
    connection: asyncpg.Connection,
    caplog: pytest.LogCaptureFixture,
    body: dict[str, str],
    table: str,
) -> None:
    ada = await network.educator("ada")
    async with connection.transaction():
        await connection.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        writer = await ask(ada, body)
        await until_waiting(connection, 1)
        writer.close()
        await until_waiting(connection, 0)
    assert (await ada.api.data("{threads {nodes {id}}}"))["threads"]["nodes"] == []
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_who_stays_is_answered_however_long_it_takes(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada = await network.educator("ada")
    async with connection.transaction():
        await connection.execute("LOCK TABLE topic IN ACCESS EXCLUSIVE MODE")
        asked = asyncio.create_task(ada.api.data(READ["query"]))
        await until_waiting(connection, 1)
        # By now the server watches the connection.
        await asyncio.sleep(0.1)
    assert await asked == {"topics": {"nodes": []}}


async def test_a_stop_is_not_taken_for_a_client_who_left() -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    async def work() -> None:
        with Presence(never):  # type: ignore[arg-type]
            await asyncio.Event().wait()

    working = asyncio.create_task(work())
    await asyncio.sleep(0)
    working.cancel()
    with pytest.raises(asyncio.CancelledError):
        await working
