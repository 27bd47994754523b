"""`graphql-transport-ws`, and nothing else, over a socket that misbehaves in every way."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from app.graphql import MOST_SUBSCRIPTIONS, GraphQL
from resolvers.context import Platform
from schema import build_schema
from tests.api import PROTOCOL
from tests.network import Network
from tests.serving import serving

INIT = {"type": "connection_init"}
QUERY = {"query": "{__typename}"}
SUBSCRIPTION = {"query": "subscription($id: ID!) {threadEvents(threadId: $id) {__typename}}"}


@asynccontextmanager
async def opened(address: str, *messages: Any, protocol: str = PROTOCOL) -> AsyncIterator[ClientConnection]:
    """A socket over which messages have been sent."""
    async with connect(f"ws://{address}/graphql", subprotocols=[Subprotocol(protocol)]) as socket:
        for message in messages:
            await socket.send(message if isinstance(message, str | bytes) else json.dumps(message))
        yield socket


async def closed_with(socket: ClientConnection) -> int:
    """The code with which the server closes, whatever it says before."""
    with suppress(ConnectionClosed):
        async with asyncio.timeout(5):
            async for _ in socket:
                pass
    assert socket.close_code is not None
    return socket.close_code


async def said(socket: ClientConnection) -> dict[str, Any]:
    message: dict[str, Any] = json.loads(await asyncio.wait_for(socket.recv(), 5))
    return message


def subscribe(name: str, payload: Any = QUERY) -> dict[str, Any]:
    return {"type": "subscribe", "id": name, "payload": payload}


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.parametrize("protocol", ["graphql-ws", "graphql-sse", "soap"])
async def test_no_other_protocol_is_spoken(address: str, protocol: str) -> None:
    async with connect(
        f"ws://{address}/graphql", additional_headers={"sec-websocket-protocol": protocol}
    ) as socket:
        assert socket.subprotocol is None
        assert await closed_with(socket) == 4406


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([subscribe("1")], 4401),
        ([INIT, INIT], 4429),
        ([{"type": "connection_init", "payload": {"authorization": "Bearer forged"}}], 4403),
        ([{"type": "connection_init", "payload": {"authorization": "Basic YTpi"}}], 4403),
        ([{"type": "connection_init", "payload": "token"}], 4400),
        (["{"], 4400),
        ([""], 4400),
        (["[" * 50_000], 4400),
        ([b"\x00\x01"], 4400),
        ([b'{"type": "connection_init"}'], 4400),
        (["[]"], 4400),
        (["null"], 4400),
        (['"ping"'], 4400),
        ([{"type": 7}], 4400),
        ([{"type": ["ping"]}], 4400),
        ([{"kind": "ping"}], 4400),
        ([{"type": "start", "id": "1", "payload": QUERY}], 4400),
        ([INIT, {"type": "subscribe", "payload": QUERY}], 4400),
        ([INIT, {"type": "subscribe", "id": [], "payload": QUERY}], 4400),
        ([INIT, subscribe("1", None)], 4400),
        ([INIT, subscribe("1", {"query": 1})], 4400),
        ([INIT, subscribe("1", {**QUERY, "variables": []})], 4400),
        ([INIT, subscribe("1", {**QUERY, "operationName": 1})], 4400),
        ([INIT, {"type": "complete", "id": {}}], 4400),
        (["x" * 100_001], 1009),
    ],
)
async def test_what_breaks_the_protocol_closes_the_socket(
    platform: Platform, messages: list[Any], code: int
) -> None:
    app = socket_app(platform)
    async with serving(app) as address, opened(address, *messages) as socket:
        assert await closed_with(socket) == code


def socket_app(platform: Platform, init_within: float = 10) -> FastAPI:
    """Only the endpoint, with its own patience."""
    app = FastAPI()
    app.state.platform = platform
    patience = timedelta(seconds=init_within)
    graphql = GraphQL(build_schema(), allowed_origins=(), graphiql=False, init_within=patience)
    app.include_router(graphql, prefix="/graphql")
    return app


async def test_a_socket_that_says_nothing_is_closed(platform: Platform) -> None:
    async with serving(socket_app(platform, init_within=0.1)) as address, opened(address) as socket:
        assert await closed_with(socket) == 4408


async def test_an_id_is_used_once_at_a_time(network: Network) -> None:
    ada = await network.educator("ada")
    payload = {**SUBSCRIPTION, "variables": {"id": await ada.starts_thread()}}
    async with opened(ada.api.address, INIT, subscribe("1", payload), subscribe("1", payload)) as socket:
        assert await closed_with(socket) == 4409


async def test_a_socket_has_so_many_subscriptions_and_no_more(network: Network) -> None:
    ada = await network.educator("ada")
    payload = {**SUBSCRIPTION, "variables": {"id": await ada.starts_thread()}}
    many = [subscribe(str(number), payload) for number in range(MOST_SUBSCRIPTIONS + 1)]
    async with opened(ada.api.address, INIT, *many) as socket:
        while (message := await said(socket))["type"] != "error":
            pass
        assert message["id"] == str(MOST_SUBSCRIPTIONS)
        assert message["payload"][0]["message"] == "Subscription limit reached"


async def test_pings_are_answered_also_before_the_beginning(address: str) -> None:
    async with opened(address, {"type": "ping"}, {"type": "pong"}, INIT, {"type": "ping"}) as socket:
        assert [(await said(socket))["type"] for _ in range(3)] == ["pong", "connection_ack", "pong"]


async def test_queries_and_mutations_work_over_a_socket(network: Network) -> None:
    ada = await network.educator("ada")
    mutation = 'mutation {createThread(input: {title: "Over the wire"}) {... on Thread {title}}}'
    async with ada.api.socket() as socket:
        await socket.send(json.dumps(subscribe("m", {"query": mutation})))
        assert (await said(socket))["payload"] == {"data": {"createThread": {"title": "Over the wire"}}}
        assert await said(socket) == {"type": "complete", "id": "m"}
        await socket.send(json.dumps(subscribe("q", {"query": "{threads {nodes {title}}}"})))
        (thread,) = (await said(socket))["payload"]["data"]["threads"]["nodes"]
        assert thread == {"title": "Over the wire"}


async def test_each_operation_on_a_socket_reads_anew(network: Network) -> None:
    ada = await network.educator("ada", displayName="Ada")
    query = subscribe(
        "q", {"query": "query($h: String!) {educator(handle: $h) {displayName}}", "variables": {"h": "ada"}}
    )
    async with ada.api.socket() as socket:
        await socket.send(json.dumps(query))
        assert (await said(socket))["payload"]["data"]["educator"]["displayName"] == "Ada"
        await said(socket)
        await ada.api.perform("updateProfile", "... on Educator { id }", displayName="Ada L.")
        await socket.send(json.dumps(query))
        assert (await said(socket))["payload"]["data"]["educator"]["displayName"] == "Ada L."


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"query": "{"}, "Syntax Error: Expected Name, found <EOF>."),
        ({"query": "{nothingLikeIt}"}, "Cannot query field 'nothingLikeIt' on type 'Query'."),
        ({"query": "query A {__typename}", "operationName": "B"}, 'Unknown operation named "B".'),
        ({"query": "{" + "a " * 1000 + "}"}, "A document may have 1,000 tokens at most."),
    ],
)
async def test_a_slip_in_one_document_leaves_the_socket_open(
    address: str, payload: dict[str, Any], message: str
) -> None:
    async with opened(address, INIT, subscribe("1", payload), subscribe("2")) as socket:
        await said(socket)
        answers = {(answer := await said(socket))["id"]: answer for _ in range(2)}
        assert answers["1"]["type"] == "error"
        assert answers["1"]["payload"][0]["message"] == message
        assert answers["2"]["payload"] == {"data": {"__typename": "Query"}}


async def test_garbage_and_cut_sockets_leave_no_task_behind(network: Network, platform: Platform) -> None:
    ada = await network.educator("ada")
    payload = {**SUBSCRIPTION, "variables": {"id": await ada.starts_thread()}}
    address = ada.api.address
    before = asyncio.all_tasks()
    for last in ("{", b"\x00", json.dumps([]), json.dumps(subscribe("1", None))):
        async with opened(address, INIT, subscribe("1", payload)) as socket:
            await said(socket)
            await said(socket)
            await socket.send(last)
            assert await closed_with(socket) == 4400
    async with opened(address, INIT, subscribe("1", payload)) as socket:
        await said(socket)
        await said(socket)
        socket.transport.abort()
    async with asyncio.timeout(5):
        while platform.hub.subscribers or asyncio.all_tasks() - before:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.01)
    assert platform.hub.subscribers == 0
