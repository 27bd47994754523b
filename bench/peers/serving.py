"""How the Python peers are served: like ours, as fast as their parts allow."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import uvicorn
from fastapi import FastAPI

Lifespan = Callable[[FastAPI], Any]


async def _keep_session(_: asyncpg.Connection[Any]) -> None:
    """Spare the reset query at each release, as ours does."""


@asynccontextmanager
async def pooled(app: FastAPI) -> AsyncIterator[None]:
    """A pool of the size ours has, as `app.state.pool`; the collector no longer walks what was loaded."""
    settings = {"timezone": "UTC", "statement_timeout": "5000"}
    async with asyncpg.create_pool(
        os.environ["DATABASE_URL"], min_size=1, max_size=10, reset=_keep_session, server_settings=settings
    ) as pool:
        app.state.pool = pool
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 20, 100)
        yield


def serve(app: FastAPI) -> None:
    """Serve on PORT: uvloop, httptools, one process, no access log."""
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        access_log=False,
        log_level="warning",
        server_header=False,
    )
