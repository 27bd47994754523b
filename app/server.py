"""Serves the application and stops in bounded time, whatever is still open."""

from __future__ import annotations

import asyncio
import errno
import gc
import math
import socket
import time
from collections.abc import Callable
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from app.frames import FrameProtocol
from app.settings import CommandError, Settings

_BACKLOG = 2048
_LAST_PORT = 65535
_log = structlog.get_logger("menteo.server")
# `make` passes on to its child a signal that the terminal has sent to both.
_ECHO_SECONDS = 0.5
# Shares of the grace time; the rest is for closing the connections to the database.
_FOR_STREAMS = 0.3
_FOR_REQUESTS = 0.5


def listen(settings: Settings) -> socket.socket:
    """The socket to serve on; who connects before the server runs waits.

    Raises: CommandError when the address cannot be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # By its protocol asyncio knows it for TCP, and then sends small answers at once.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        # A port is free again at once after a stop, though old connections still linger.
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
        bound.listen(_BACKLOG)
    except OSError as error:
        bound.close()
        raise CommandError(_refused(settings, error)) from None
    bound.settimeout(0)
    return bound


def _refused(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = settings.port + 1 if settings.port < _LAST_PORT else 8000
        return f"Port {settings.port} is taken by another program: stop it, or choose another: PORT={other}."
    if error.errno == errno.EACCES:
        return f"Port {settings.port} needs more rights than you have: choose a PORT above 1023."
    return f"HOST={settings.host} cannot be served on: {error.strerror}. Use an address of this machine."


def settle() -> None:
    """Let the garbage collector leave alone what this process has built: it stays as long as the process.

    Each full collection walks the heap while every client waits. With more than 100,000 objects of schema
    and libraries set aside there is little left to walk, and the young are looked at once in 10,000, not
    in 700: at eight connections that takes 3 to 7 % off a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


class Server(uvicorn.Server):
    """Ends the live streams before it waits for connections to close, and exits with 0 after a stop."""

    def __init__(self, app: FastAPI, settings: Settings, on_ready: Callable[[], None]) -> None:
        super().__init__(_config(app, settings))
        self._app = app
        self._grace = settings.shutdown_grace_seconds
        self._on_ready = on_ready
        self._asked_at = 0.0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Stop in order at the first signal, at once at the second."""
        # The signal is not recorded for uvicorn to raise again: it has been obeyed, which is success.
        now = time.monotonic()
        if not self.should_exit:
            self._asked_at = now
            self.should_exit = True
        elif now - self._asked_at > _ECHO_SECONDS:
            self.force_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the application, then tell that it is ready."""
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop within the grace time: what does not end by then is cut off."""
        deadline = time.monotonic() + self._grace
        stop = asyncio.create_task(self._stop(sockets))
        while not (stop.done() or self.force_exit or time.monotonic() > deadline):
            await asyncio.wait({stop}, timeout=0.1)
        if stop.done():
            stop.result()
        else:
            _log.warning("cut off what did not end in time", grace_seconds=self._grace)
            stop.cancel()
            await asyncio.wait({stop}, timeout=1)

    async def _stop(self, sockets: list[socket.socket] | None) -> None:
        for listener in self.servers:
            listener.close()
        # uvicorn asks streams to end only by closing their sockets, and waits for those that do not notice.
        live = getattr(self._app.state, "live", None)
        if live is not None:
            try:
                await asyncio.wait_for(live.close(), timeout=self._grace * _FOR_STREAMS)
            except TimeoutError:
                # Somebody does not read; their connection is cut below.
                _log.warning("some live streams did not end in time")
            except Exception:  # noqa: BLE001 - whatever fails here, the stop goes on
                _log.exception("live streams did not end in order")
        await super().shutdown(sockets)


def _config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http="httptools",
        ws=FrameProtocol,
        lifespan="on",
        ws_max_size=settings.max_body_bytes,
        # A compressed frame of some bytes can unfold to megabytes.
        ws_per_message_deflate=False,
        proxy_headers=settings.trust_proxy_headers,
        forwarded_allow_ips="*" if settings.trust_proxy_headers else None,
        server_header=False,
        # Operations are logged by name; an access log would hold the variables of GET requests.
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=math.ceil(settings.shutdown_grace_seconds * _FOR_REQUESTS),
    )
