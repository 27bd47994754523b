"""Servers as anybody starts them, beside the one in this process and on the same database."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from app.settings import Settings

ROOT = Path(__file__).parents[2]
_ADDRESS = re.compile(rb"listens at http://(\S+)")

Serve = Callable[..., Awaitable["Served"]]


class Served:
    """A `menteo serve` of its own process."""

    def __init__(self, process: Process, address: str) -> None:
        self.process = process
        self.address = address

    async def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        await self.process.communicate()
        assert self.process.returncode is not None
        return self.process.returncode


@pytest.fixture
async def serve(database_url: str, settings: Settings, empty: None) -> AsyncIterator[Serve]:
    """Starts servers on the test's database, whose tokens and cursors hold on all of them."""
    assert settings.secret_key is not None
    common = {
        "DATABASE_URL": database_url,
        "SECRET_KEY": settings.secret_key.get_secret_value(),
        "DATA_DIR": str(settings.data_dir),
        "PORT": "0",
        "LOG_LEVEL": "error",
        # The clock of tests stands long ago.
        "EVENT_RETENTION_DAYS": "36500",
    }
    started: list[Process] = []

    async def start(**more: str) -> Served:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", "serve", "--no-demo"),
            cwd=ROOT,
            env=os.environ | common | more,
            stdout=PIPE,
        )
        started.append(process)
        assert process.stdout is not None
        async with asyncio.timeout(90):
            while (found := _ADDRESS.search(line := await process.stdout.readline())) is None:
                assert line, "The server did not start."
        return Served(process, found[1].decode())

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()
