"""Connections come back to their pools, however a transaction ends."""

import asyncio
from contextlib import suppress

from tortoise.connection import get_connections

from kit.database import PoolSizes, tortoise_config
from resolvers.context import Platform


async def test_a_transaction_that_is_given_up_at_any_moment_returns_its_connection(
    platform: Platform,
) -> None:
    async def write_for_ever() -> None:
        async with platform.database.transaction() as transaction:
            await transaction.fetch("SELECT 1")
            await asyncio.Event().wait()

    for moment in range(40):
        task = asyncio.create_task(write_for_ever())
        for _ in range(moment % 20):
            await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    client = get_connections().get("default")
    pool = client._pool
    assert pool.get_idle_size() == pool.get_size()
    async with platform.database.transaction() as transaction:
        assert await transaction.value("SELECT 1") == 1


def test_both_pools_read_the_same_from_a_url() -> None:
    url = "postgresql://m%40x:p%2Fw%25d@db.example:5433/my%20db?sslmode=require"
    config = tortoise_config(url, ["models"], PoolSizes())
    found = config["connections"]["default"]["credentials"]
    assert {name: found[name] for name in ("host", "port", "user", "password", "database", "ssl")} == {
        "host": "db.example",
        "port": 5433,
        "user": "m@x",
        "password": "p/w%d",
        "database": "my db",
        "ssl": "require",
    }
