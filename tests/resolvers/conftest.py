"""Fixtures of the tests of resolvers."""

import asyncpg
import pytest

from tests.behind import Behind


@pytest.fixture
def behind(connection: asyncpg.Connection) -> Behind:
    """What stands in the database behind the API."""
    return Behind(connection)
