"""How large a request's body may be, and how long it may take."""

import asyncio
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.middleware import BodyCap
from tests.api import Api
from tests.serving import serving


async def sent(address: str, head: str, body: Iterator[bytes]) -> tuple[bytes, int]:
    """All that a server says to a request, and how many pieces of the body were sent until then."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST /graphql HTTP/1.1\r\nhost: {address}\r\n{head}\r\n\r\n".encode())
    pieces = count()
    answer = asyncio.create_task(reader.read())
    try:
        for piece in body:
            writer.write(piece)
            next(pieces)
            await writer.drain()
            await asyncio.sleep(0)
    except ConnectionError:
        pass
    async with asyncio.timeout(5):
        try:
            said = await answer
        except ConnectionResetError:
            said = b""
    writer.close()
    return said, next(pieces)


JSON_HEAD = "content-type: application/json\r\n"


async def test_a_body_that_announces_100_mb_is_refused_unread(address: str) -> None:
    said, _ = await sent(address, JSON_HEAD + "content-length: 100000000", iter(()))
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in said
    assert b"A request may have 100000 bytes at most." in said


async def test_a_body_in_chunks_is_cut_off_at_the_limit(address: str) -> None:
    chunk = b"2710\r\n" + b"x" * 10_000 + b"\r\n"
    said, pieces = await sent(address, JSON_HEAD + "transfer-encoding: chunked", iter([chunk] * 11))
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in said
    assert pieces == 11


async def test_a_body_of_100_mb_in_chunks_is_not_read_on(address: str) -> None:
    chunk = b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    _, pieces = await sent(address, JSON_HEAD + "transfer-encoding: chunked", iter([chunk] * 1_500))
    assert pieces < 1_500


async def test_a_body_at_the_limit_is_taken(visitor: Api) -> None:
    body = b'{"query": "{__typename}", "variables": {"x": "'
    body += b"x" * (100_000 - len(body) - 3) + b'"}}'
    assert len(body) == 100_000
    json = {"content-type": "application/json"}
    assert (await visitor.http.post("/graphql", content=body, headers=json)).status_code == 200
    assert (await visitor.http.post("/graphql", content=body + b" ", headers=json)).status_code == 413


async def echo(request: Request) -> Response:
    return JSONResponse(len(await request.body()))


@pytest.fixture
def impatient() -> FastAPI:
    app = FastAPI()
    app.add_route("/graphql", echo, ["POST"])
    app.add_middleware(BodyCap, most_bytes=1_000, within_seconds=0.2)
    return app


async def test_a_body_that_trickles_in_is_not_waited_for(impatient: FastAPI) -> None:
    async with serving(impatient) as address:
        said, _ = await sent(address, "content-length: 100", iter([b"x", b"x"]))
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"connection: close" in said
    assert b"A request must have come whole within 0.2 seconds." in said


async def test_a_body_that_came_in_time_is_taken(impatient: FastAPI) -> None:
    async with serving(impatient) as address, Api(address) as client:
        answer: Any = (await client.http.post("/graphql", content=b"x" * 1_000)).json()
    assert answer == 1_000
