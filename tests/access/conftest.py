"""One world for all questions of a module, which only reads it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import asyncpg
import pytest

from resolvers.context import Platform
from tests.access.rooms import Asked, Rooms
from tests.access.world import Builder, World
from tests.api import Api
from tests.clock import BEGINNING, DrivenClock
from tests.database import empty_tables
from tests.network import Network

# Access tokens expire after ten minutes, and the questions of a module take a few seconds.
TOKENS_HOLD = timedelta(minutes=8)


@pytest.fixture(scope="session")
async def nobody(address: str) -> AsyncIterator[Api]:
    """A client that nobody signs in with, for as long as any world lasts."""
    async with Api(address) as client:
        yield client


@pytest.fixture(scope="session")
async def builders(nobody: Api, connection: asyncpg.Connection) -> AsyncIterator[list[Builder]]:
    """Who built the worlds so far; the last one may still stand."""
    made: list[Builder] = []
    yield made
    for builder in made:
        await builder.network.close()


@pytest.fixture(scope="module")
async def world(
    nobody: Api, builders: list[Builder], connection: asyncpg.Connection, clock: DrivenClock
) -> World:
    """The visibility matrix's network; built again where a test emptied it, or let its tokens expire."""
    if builders and clock.time - BEGINNING < TOKENS_HOLD and await builders[-1].stands():
        return builders[-1].made
    await empty_tables(connection)
    clock.rewind()
    builders.append(Builder(Network(nobody), connection))
    return await builders[-1].world()


@pytest.fixture
def silence(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """Streams without heartbeats: what comes, comes because something happened."""
    monkeypatch.setattr(platform.hub, "times", replace(platform.hub.times, heartbeat=600.0))


@pytest.fixture(scope="module")
async def asked(connection: asyncpg.Connection, address: str, clock: DrivenClock) -> AsyncIterator[Asked]:
    """Mentorship Rooms of every kind, and everybody who asks about them."""
    clock.rewind()
    rooms = Rooms()
    await rooms.insert(connection)
    clients = {name: Api(address, secret) for name, secret in rooms.secrets.items()}
    clients["nobody"] = Api(address)
    async with AsyncExitStack() as stack:
        yield Asked(rooms, {name: await stack.enter_async_context(one) for name, one in clients.items()})
