"""Servers beside the session's own, over the same platform, for what must be set up otherwise."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from app.asgi import create_app
from app.frames import FrameProtocol
from app.server import listen
from app.settings import Settings
from resolvers.context import Platform


def app_over(platform: Platform, settings: Settings) -> FastAPI:
    """The application with other settings, for a server that does not run its lifespan."""
    app = create_app(settings, platform.database.url, platform.clock)
    app.state.platform = platform
    return app


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """The host and port of a server of this application."""
    listener = listen(Settings(host="127.0.0.1", port=0))
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        http="httptools",
        ws=FrameProtocol,
        ws_max_size=100_000,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=2,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve([listener]))
    while not server.started:  # noqa: ASYNC110 - uvicorn tells no other way
        await asyncio.sleep(0.01)
    try:
        host, port = listener.getsockname()
        yield f"{host}:{port}"
    finally:
        server.should_exit = True
        await task
