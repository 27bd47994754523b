"""A client of the running server, as a careful user would write it."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect

PROTOCOL = "graphql-transport-ws"
# The server speaks plain HTTP; to load certificates for each client takes longer than most tests.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Refused(AssertionError):  # noqa: N818 - reads as what happened
    """The server answered errors where a test expected data."""


class Api:
    """Sends operations over HTTP, on behalf of `token`'s owner."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.address = address
        self.token = token
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.http = httpx.AsyncClient(base_url=f"http://{address}", headers=headers, timeout=30, verify=PLAIN)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def send(self, query: str, **variables: Any) -> dict[str, Any]:
        """The whole answer: data and errors."""
        # Escaped, so that a test can send what UTF-8 cannot say.
        body = json.dumps({"query": query, "variables": variables})
        response = await self.http.post(
            "/graphql", content=body, headers={"content-type": "application/json"}
        )
        answer: dict[str, Any] = response.json()
        return answer

    async def data(self, query: str, **variables: Any) -> Any:
        """The data of an operation that must succeed."""
        answer = await self.send(query, **variables)
        if answer.get("errors"):
            raise Refused(json.dumps(answer["errors"], indent=1))
        return answer["data"]

    async def codes(self, query: str, **variables: Any) -> list[str]:
        """The codes of a query's errors."""
        answer = await self.send(query, **variables)
        return [
            error.get("extensions", {}).get("code", error["message"]) for error in answer.get("errors", [])
        ]

    async def perform(self, mutation: str, shape: str, /, **arguments: Any) -> Any:
        """What a mutation answers: the thing in this shape, or its Problem."""
        name = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
            __typename {shape} ... on Problem {{ code message fields {{ path message }} }} }} }}"""
        return (await self.data(document, input=arguments))[mutation]

    @asynccontextmanager
    async def socket(self) -> AsyncIterator[ClientConnection]:
        """An acknowledged `graphql-transport-ws` socket."""
        payload = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        async with connect(f"ws://{self.address}/graphql", subprotocols=[PROTOCOL]) as socket:  # type: ignore[list-item]
            await socket.send(json.dumps({"type": "connection_init", "payload": payload}))
            assert json.loads(await socket.recv())["type"] == "connection_ack"
            yield socket

    @asynccontextmanager
    async def subscribe(self, query: str, **variables: Any) -> AsyncIterator["Subscribed"]:
        """A subscription over a socket of its own."""
        async with self.socket() as socket:
            message = {"id": "1", "type": "subscribe", "payload": {"query": query, "variables": variables}}
            await socket.send(json.dumps(message))
            yield Subscribed(socket)


class Subscribed:
    """What comes over one subscription."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def message(self) -> dict[str, Any]:
        """The next message of the protocol."""
        message: dict[str, Any] = json.loads(await self.socket.recv())
        return message

    async def next(self) -> Any:
        """The next event, heartbeats included."""
        message = await self.message()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        (event,) = message["payload"]["data"].values()
        return event

    async def event(self) -> Any:
        """The next event that is no Heartbeat."""
        while (event := await self.next())["__typename"] == "Heartbeat":
            pass
        return event

    async def until(self, type_name: str) -> list[Any]:
        """The events up to and without the first of a type, heartbeats left out."""
        events = []
        while (event := await self.event())["__typename"] != type_name:
            events.append(event)
        return events
