"""Brings a database to the schema of this version."""

from datetime import timedelta

import asyncpg
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor

from kit.database import PoolSizes, tortoise_config

# Any constant number will do, as long as every version of the server uses the same one.
MIGRATION_LOCK = 0x4D454E54
_PATIENCE = timedelta(minutes=30)


async def migrate_database(url: str) -> list[str]:
    """The names of the migrations that were applied; none when the database is up to date.

    Holds an advisory lock, so that servers started together migrate once.
    """
    guard = await asyncpg.connect(url)
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", MIGRATION_LOCK, timeout=_PATIENCE.total_seconds())
        return await _apply(url)
    finally:
        await guard.close()


async def _apply(url: str) -> list[str]:
    sizes = PoolSizes(writes=1, statement_timeout_ms=int(_PATIENCE.total_seconds() * 1000))
    config = tortoise_config(url, ["models"], sizes)
    async with TortoiseContext() as context:
        await context.init(config=config)
        executor = MigrationExecutor(context.db(), config["apps"])
        applied = [step.migration.name for step in await executor.plan()]
        await executor.migrate()
    return applied
