"""A stop: open streams get their last word, stubborn ones are cut off, in bounded time."""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI, WebSocket
from starlette.responses import StreamingResponse
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.server import Server, listen
from app.settings import Settings


@dataclass
class Live:
    """Streams that end when they are told to, or never."""

    stubborn: bool
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def close(self) -> None:
        self.ended.set()

    async def words(self) -> AsyncIterator[str]:
        yield "first"
        await self.ended.wait()
        if self.stubborn:
            await asyncio.sleep(3600)
        yield "last"


@dataclass
class Running:
    """A server in a thread of its own."""

    server: Server
    thread: threading.Thread
    port: int
    closed: list[str]

    def stop(self) -> float:
        """How long it takes from the signal to the end of the server, in seconds."""
        start = time.monotonic()
        self.server.handle_exit(signal.SIGTERM, None)
        self.thread.join(timeout=20)
        assert not self.thread.is_alive()
        return time.monotonic() - start


def streaming_app(closed: list[str], *, stubborn: bool) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.live = Live(stubborn)
        yield
        closed.append("database")

    app = FastAPI(lifespan=lifespan)

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(app.state.live.words())

    @app.websocket("/socket")
    async def socket(socket: WebSocket) -> None:
        await socket.accept()
        async for word in app.state.live.words():
            await socket.send_text(word)
        await socket.close(1012)

    return app


@contextmanager
def running(*, grace: int, stubborn: bool = False) -> Iterator[Running]:
    settings = Settings(port=0, shutdown_grace_seconds=grace)
    closed: list[str] = []
    ready = threading.Event()
    with listen(settings) as listener:
        server = Server(streaming_app(closed, stubborn=stubborn), settings, ready.set)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        assert ready.wait(10)
        try:
            yield Running(server, thread, listener.getsockname()[1], closed)
        finally:
            server.handle_exit(signal.SIGTERM, None)
            thread.join(timeout=20)


def test_open_streams_get_their_last_word() -> None:
    with (
        running(grace=10) as served,
        httpx.stream("GET", f"http://127.0.0.1:{served.port}/stream") as stream,
        connect(f"ws://127.0.0.1:{served.port}/socket") as socket,
    ):
        chunks = stream.iter_text()
        assert (next(chunks), socket.recv()) == ("first", "first")
        assert served.stop() < 3
        assert (next(chunks), socket.recv()) == ("last", "last")
        with pytest.raises(ConnectionClosed) as end:
            socket.recv()
        assert end.value.rcvd is not None
        assert end.value.rcvd.code == 1012
        assert served.closed == ["database"]


def test_what_does_not_end_is_cut_off_within_the_grace_time() -> None:
    with (
        running(grace=2, stubborn=True) as served,
        connect(f"ws://127.0.0.1:{served.port}/socket") as socket,
    ):
        assert socket.recv() == "first"
        assert served.stop() < 3
        assert served.closed == ["database"]


def test_a_second_signal_ends_it_at_once_but_not_the_echo_of_the_first() -> None:
    with (
        running(grace=60, stubborn=True) as served,
        httpx.stream("GET", f"http://127.0.0.1:{served.port}/stream") as stream,
    ):
        chunks = stream.iter_text()
        assert next(chunks) == "first"
        for _ in range(2):
            served.server.handle_exit(signal.SIGTERM, None)
        time.sleep(0.7)
        assert served.thread.is_alive()
        assert served.stop() < 2


async def test_small_answers_are_sent_at_once() -> None:
    bound = listen(Settings(host="127.0.0.1", port=0))
    undelayed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def met(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted = writer.get_extra_info("socket")
        undelayed.set_result(accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(met, sock=bound):
        _, writer = await asyncio.open_connection(*bound.getsockname())
        assert await asyncio.wait_for(undelayed, 5) == 1
        writer.close()
        await writer.wait_closed()
