"""The test database, looked at from behind the API."""

import asyncpg

KEPT_TABLES = {"tortoise_migrations", "stream_epoch"}


async def empty_tables(connection: asyncpg.Connection) -> None:
    """Nobody has signed up, nothing has been written.

    TRUNCATE makes new files for every table and index, which takes longer than most tests; rows
    can be deleted in any order while foreign keys sleep, which only a superuser may bid them.
    """
    rows = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = [row["tablename"] for row in rows if row["tablename"] not in KEPT_TABLES]
    if await connection.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
        deletes = "; ".join(f"DELETE FROM {table}" for table in tables)
        await connection.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {deletes}; COMMIT")
    else:
        await connection.execute(f"TRUNCATE {', '.join(tables)}")
