"""A stop with streams open: each is told where it stood, and nobody can hold the server up."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from time import perf_counter
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.api import PROTOCOL, Api
from tests.events.test_stream import SNAPSHOT, TAIL
from tests.live.conftest import Serve
from tests.network import Network

GRACE = 6
# Enough to fill every buffer between a server and a client that does not read.
LONG = "A long story. " * 1400
HEAVY = """subscription ($id: ID!, $after: String) { threadEvents(threadId: $id, after: $after) {
    cursor ... on PostAdded { post { a: body b: body c: body d: body e: body f: body g: body } } } }"""


@asynccontextmanager
async def stuck(api: Api, thread: str, after: str) -> AsyncIterator[ClientConnection]:
    """A client that asks for megabytes and reads none of them."""
    narrow = socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    host, _, port = api.address.partition(":")
    narrow.connect((host, int(port)))
    narrow.setblocking(False)
    uri = f"ws://{api.address}/graphql"
    options: dict[str, Any] = {"subprotocols": [PROTOCOL], "max_queue": 1, "ping_interval": None}
    async with connect(uri, sock=narrow, close_timeout=0.1, **options) as client:
        payload = {"Authorization": f"Bearer {api.token}"}
        await client.send(json.dumps({"type": "connection_init", "payload": payload}))
        await client.recv()
        query = {"query": HEAVY, "variables": {"id": thread, "after": after}}
        await client.send(json.dumps({"id": "1", "type": "subscribe", "payload": query}))
        yield client


async def last_words_over_websocket(api: Api, thread: str, listening: asyncio.Event) -> list[str]:
    """The types of what comes after CaughtUp, and the code the socket closes with."""
    async with api.subscribe(TAIL, id=thread) as tail:
        await tail.until("CaughtUp")
        listening.set()
        # A closing code other than 1000 and 1001 ends the iteration with an error.
        words: list[str] = []
        with suppress(ConnectionClosed):
            async for text in tail.socket:
                message = json.loads(text)
                event = message.get("payload", {}).get("data", {}).get("threadEvents", {})
                words.append(event.get("__typename", message["type"]))
        return [*words, str(tail.socket.close_code)]


async def last_words_over_sse(api: Api, thread: str, listening: asyncio.Event) -> list[str]:
    """The types of what comes after CaughtUp, and what else the stream says."""
    body = {"query": TAIL, "variables": {"id": thread}}
    words = []
    accept = {"accept": "text/event-stream"}
    async with api.http.stream("POST", "/graphql", json=body, headers=accept) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: {"):
                words.append(json.loads(line[6:])["data"]["threadEvents"]["__typename"])
                listening.set()
            elif line.startswith(("retry", "event: complete")):
                words.append(line)
    return words[1:]


async def test_each_stream_says_where_it_stood_and_the_server_exits_in_time(serve: Serve) -> None:
    server = await serve(SHUTDOWN_GRACE_SECONDS=str(GRACE), HEARTBEAT_SECONDS="3600")
    async with Api(server.address) as nobody:
        people = Network(nobody)
        ada = await people.educator("ada")
        thread = await ada.starts_thread()
        start = (await ada.api.data(SNAPSHOT, id=thread))["thread"]["liveCursor"]
        for _ in range(40):
            await ada.posts(thread, LONG)
        async with stuck(ada.api, thread, start):
            ready = [asyncio.Event() for _ in range(6)]
            sockets = [last_words_over_websocket(ada.api, thread, listening) for listening in ready[:4]]
            streams = [last_words_over_sse(ada.api, thread, listening) for listening in ready[4:]]
            reading = asyncio.gather(*sockets, *streams)
            await asyncio.gather(*(listening.wait() for listening in ready))
            began = perf_counter()
            code = await server.stop()
            took = perf_counter() - began
            said = await reading
        await people.close()
    assert said == [["Heartbeat", "1012"]] * 4 + [["Heartbeat", "retry: 1000"]] * 2
    assert code == 0
    assert took < GRACE + 4
    with pytest.raises(httpx.ConnectError):
        async with Api(server.address) as gone:
            await gone.http.get("/health/live")
