"""A server that dies in mid-write, again and again: what it acknowledged is there, and nothing twice."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from random import Random

import asyncpg
import httpx
from websockets.exceptions import WebSocketException

from kit.ids import decode_id
from resolvers.context import Platform
from tests.api import Api
from tests.live.conftest import Serve, Served
from tests.live.reader import Reader
from tests.live.test_load import ADD, cursor_of
from tests.network import Network

KILLS = 3
WRITERS = 6
POSTS = """SELECT body, seq FROM post WHERE thread_id = $1 ORDER BY seq"""
EVENTS = """SELECT event.seq, post.seq AS post FROM event JOIN post ON post.id = subject_id
    WHERE stream_id = $1 ORDER BY event.seq"""


@dataclass
class Intent:
    """A post that a client wants written: once, whatever happens."""

    key: str
    seq: int | None = None


class Writers:
    """Clients that write down what they want before they ask for it, and what they were told."""

    def __init__(self, thread: str, token: str) -> None:
        self.intents: list[Intent] = []
        self._thread = thread
        self._token = token

    async def fulfil(self, http: httpx.AsyncClient, intent: Intent) -> None:
        """Ask until it is answered."""
        body = {
            "threadId": self._thread,
            "kind": "PROGRESS",
            "body": intent.key,
            "idempotencyKey": intent.key,
        }
        answer = await http.post("/graphql", json={"query": ADD, "variables": {"input": body}})
        intent.seq = answer.json()["data"]["addPost"]["seq"]

    async def write_until_killed(self, server: Served, acknowledged: int) -> None:
        """Keep writing; the server is killed when it has acknowledged so many more."""
        enough = asyncio.Event()
        before = self.acknowledged

        async def write(http: httpx.AsyncClient) -> None:
            while True:
                self.intents.append(Intent(f"intent {len(self.intents)}"))
                await self.fulfil(http, self.intents[-1])
                if self.acknowledged - before >= acknowledged:
                    enough.set()

        async with Api(server.address, self._token) as api:
            writing = [asyncio.create_task(write(api.http)) for _ in range(WRITERS)]
            await enough.wait()
            await server.kill()
            ended = await asyncio.gather(*writing, return_exceptions=True)
        assert all(isinstance(error, httpx.TransportError) for error in ended), ended

    @property
    def acknowledged(self) -> int:
        """How many intents were answered."""
        return sum(intent.seq is not None for intent in self.intents)

    async def ask_again(self, api: Api) -> int:
        """Send what was not acknowledged with its own key; how many that were."""
        waiting = [intent for intent in self.intents if intent.seq is None]
        await asyncio.gather(*(self.fulfil(api.http, intent) for intent in waiting))
        return len(waiting)

    async def are_fulfilled_once(self, connection: asyncpg.Connection) -> None:
        """Fails unless each intent has its post, and each post its event, with the number that was told."""
        every = list(range(1, len(self.intents) + 1))
        decoded = decode_id(self._thread)
        assert decoded is not None
        posts = await connection.fetch(POSTS, decoded.id)
        assert {row["body"]: row["seq"] for row in posts} == {one.key: one.seq for one in self.intents}
        assert [row["seq"] for row in posts] == every
        events = await connection.fetch(EVENTS, decoded.id)
        assert [(row["seq"], row["post"]) for row in events] == [(seq, seq) for seq in every]


async def test_what_a_killed_server_acknowledged_is_there_once_with_its_event(
    serve: Serve, platform: Platform, connection: asyncpg.Connection
) -> None:
    server = await serve()
    people = Network(Api(server.address))
    ada = await people.educator("ada")
    thread, token = await ada.starts_thread(), ada.api.token
    assert token is not None
    writers, chance, retried = Writers(thread, token), Random(7), 0
    reader = Reader(ada.api, thread, await cursor_of(ada, thread), 1)
    for _ in range(KILLS):
        async with Api(server.address, token) as reader.api:
            reading = asyncio.create_task(reader.read(platform.keys, 10_000))
            await writers.write_until_killed(server, chance.randint(5, 20))
            with suppress(WebSocketException, OSError):
                await reading
        server = await serve()
        async with Api(server.address, token) as api:
            retried += await writers.ask_again(api)
    async with Api(server.address, token) as reader.api:
        await reader.read(platform.keys, len(writers.intents))
    print(  # noqa: T201 - figures for whoever runs it with -s
        f"\n{KILLS} kills: {len(writers.intents)} posts, {retried} unacknowledged and sent again, "
        f"{reader.repeats} repeated on the wire"
    )
    await people.close()
    await people.api.http.aclose()
    await writers.are_fulfilled_once(connection)
    assert reader.posts == reader.events == list(range(1, len(writers.intents) + 1))
