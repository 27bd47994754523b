"""One world for all questions of a module, which only reads it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg
import pytest

from resolvers.context import Platform
from tests.access.world import Builder, World
from tests.api import Api
from tests.clock import DrivenClock
from tests.database import empty_tables
from tests.network import Network


@pytest.fixture(scope="module")
async def world(connection: asyncpg.Connection, clock: DrivenClock, address: str) -> AsyncIterator[World]:
    """The network of the visibility matrix."""
    await empty_tables(connection)
    clock.rewind()
    async with Api(address) as nobody:
        network = Network(nobody)
        yield await Builder(network, connection).world()
        await network.close()


@pytest.fixture
def silence(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams without heartbeats: what comes, comes because something happened."""
    monkeypatch.setattr(platform.hub, "times", replace(platform.hub.times, heartbeat=600.0))
