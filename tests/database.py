"""The test database, looked at from behind the API."""

import asyncpg

KEPT_TABLES = {"tortoise_migrations", "stream_epoch"}


async def empty_tables(connection: asyncpg.Connection) -> None:
    """Nobody has signed up, nothing has been written."""
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = ", ".join(row["tablename"] for row in rows if row["tablename"] not in KEPT_TABLES)
    await connection.execute(f"TRUNCATE {tables}")
