"""The networks that are measured on: a PostgreSQL folder for each size, made once and kept."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from app.cluster import Cluster
from app.embedded import embedded_postgres
from app.migrate import migrate_database
from app.seed import SIZES, SeedReport, seed

FOLDER = Path(__file__).parents[2] / ".bench"
# The day on which the networks are looked at: the same rows on every machine, whenever they are made.
TODAY = datetime(2026, 11, 2, 12, tzinfo=UTC)
# The same for every size. Without replicas the load writes no log of the rows of new tables.
_SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


@contextmanager
def measured_database(size: str) -> Iterator[str]:
    """The URL of the network of a size, which is made first if need be; several may use one at a time.

    What is written to it stays: measure mutations such that more of them change nothing.
    """
    folder = FOLDER / size
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{size}.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not folder.exists():
            make(size)
    with embedded_postgres(folder) as url:
        asyncio.run(migrate_database(url))
        yield url


def make(size: str) -> SeedReport:
    """Make the folder of a size; it gets its name when it is complete."""
    fresh = FOLDER / f"{size}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    cluster = Cluster(fresh / "postgres", _SETTINGS)
    cluster.start()
    try:
        report = asyncio.run(_fill(cluster.url, size))
    finally:
        cluster.stop()
    # From here on it must survive a loss of power.
    os.sync()
    fresh.rename(FOLDER / size)
    return report


async def _fill(url: str, size: str) -> SeedReport:
    await _set(url, "ALTER SYSTEM SET fsync = off")
    await migrate_database(url)
    report = await seed(url, size, lambda: TODAY)
    await _set(url, "ALTER SYSTEM RESET fsync")
    return report


async def _set(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
        await connection.execute("SELECT pg_reload_conf()")
    finally:
        await connection.close()


__all__ = ["FOLDER", "SIZES", "measured_database"]
