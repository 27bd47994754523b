from collections.abc import AsyncIterator

import asyncpg
import pytest

from resolvers.context import Platform
from tests.crowd import Crowd, gathered_crowd


@pytest.fixture(scope="module")
async def crowd(connection: asyncpg.Connection, platform: Platform, address: str) -> AsyncIterator[Crowd]:
    """The crowd; only for modules whose tests empty nothing."""
    async with gathered_crowd(connection, platform, address) as gathered:
        yield gathered
