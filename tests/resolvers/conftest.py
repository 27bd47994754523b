"""Fixtures of the tests of resolvers."""

import asyncpg
import pytest

from tests.behind import Behind
from tests.network import Network
from tests.pairs import Pair, a_pair
from tests.resolvers.waiting import Waiting


@pytest.fixture
def behind(connection: asyncpg.Connection) -> Behind:
    """What stands in the database behind the API."""
    return Behind(connection)


@pytest.fixture
def waiting(empty: None, connection: asyncpg.Connection) -> Waiting:
    """Things that wait for their time."""
    return Waiting(connection)


@pytest.fixture
async def pair(network: Network, behind: Behind) -> Pair:
    """Ada, the mentor, and Ben, the mentee, in an active mentorship."""
    return await a_pair(network, behind)
