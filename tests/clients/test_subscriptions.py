"""The clients people use, against the running server: they replay, and they hear what happens."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from typing import Any

import pytest
from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

from tests.api import PROTOCOL
from tests.clients.npm import npm_clients
from tests.events.test_stream import cursor_of
from tests.network import Network, Person

POSTS = """subscription ($id: ID!, $after: String) { threadEvents(threadId: $id, after: $after) {
    __typename ... on PostAdded { post { seq } } } }"""
SCHEMES = {"ws.mjs": "ws", "sse.mjs": "http"}
# Two posts are replayed, then the stream is caught up, then a third comes live.
EXPECTED = [1, 2, "CaughtUp", 3]


@pytest.fixture
async def ada(network: Network) -> Person:
    return await network.educator("ada")


@pytest.fixture
async def thread(ada: Person) -> str:
    return await ada.starts_thread()


def told(event: dict[str, Any]) -> int | str:
    """A post's number, or what else it is."""
    word: int | str = event["post"]["seq"] if event["__typename"] == "PostAdded" else event["__typename"]
    return word


async def words_of(client: Process, ada: Person, thread: str) -> list[int | str]:
    """What the client prints until it ends; one more post is written once it is caught up."""
    words = list[int | str]()
    assert client.stdout
    async for line in client.stdout:
        words.append(told(json.loads(line)["data"]["threadEvents"]))
        if words[-1] == "CaughtUp":
            await ada.posts(thread)
    return words


async def test_gql_replays_and_listens(ada: Person, thread: str, address: str) -> None:
    start = await cursor_of(ada, thread)
    for _ in range(2):
        await ada.posts(thread)
    transport = WebsocketsTransport(
        url=f"ws://{address}/graphql",
        init_payload={"Authorization": f"Bearer {ada.api.token}"},
        subprotocols=[PROTOCOL],
    )
    heard: list[int | str] = []
    request = gql(POSTS)
    request.variable_values = {"id": thread, "after": start}
    async with Client(transport=transport, fetch_schema_from_transport=True) as session:
        async for answer in session.subscribe(request):
            if (word := told(answer["threadEvents"])) != "Heartbeat":
                heard.append(word)
            if word == "CaughtUp":
                await ada.posts(thread)
            if word == EXPECTED[-1]:
                break
    assert heard == EXPECTED


@pytest.mark.parametrize("script", ["ws.mjs", "sse.mjs"])
async def test_the_npm_clients_replay_and_listen(ada: Person, thread: str, address: str, script: str) -> None:
    folder = await asyncio.to_thread(npm_clients)
    start = await cursor_of(ada, thread)
    for _ in range(2):
        await ada.posts(thread)
    variables = {"id": thread, "after": start}
    # Silence is short in tests, so some of what comes may be heartbeats.
    request = {"token": ada.api.token, "query": POSTS, "variables": variables, "count": 8}
    client = await asyncio.create_subprocess_exec(
        *("node", script, f"{SCHEMES[script]}://{address}/graphql", json.dumps(request)),
        cwd=folder,
        stdout=PIPE,
        stderr=PIPE,
    )
    async with asyncio.timeout(60):
        words = await words_of(client, ada, thread)
        _, err = await client.communicate()
    assert client.returncode == 0, err.decode()
    assert [word for word in words if word != "Heartbeat"] == EXPECTED
