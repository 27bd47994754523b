"""Somebody who only knocks: a client for tests to which it does not matter what is in the database."""

from collections.abc import AsyncIterator

import pytest

from tests.api import Api


@pytest.fixture
async def visitor(address: str) -> AsyncIterator[Api]:
    """Nobody's client of the running server, whatever the database holds."""
    async with Api(address) as client:
        yield client
