"""The PostgreSQL that a command works on: the one of DATABASE_URL, else the embedded one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import asyncpg

from app.embedded import embedded_postgres
from app.migrate import migrate_database
from app.settings import CommandError, Settings

OLDEST_VERSION = 15
_CONNECT_SECONDS = 10


@contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The URL of a PostgreSQL that answers and is new enough.

    Raises: CommandError when there is none.
    """
    if settings.database_url is None:
        with embedded_postgres(settings.data_dir) as url:
            yield url
    else:
        url = settings.database_url.get_secret_value()
        asyncio.run(_check(url))
        yield url


@contextmanager
def migrated_database(settings: Settings) -> Iterator[str]:
    """The same, with the tables of this version."""
    with database(settings) as url:
        asyncio.run(migrate_database(url))
        yield url


async def _check(url: str) -> None:
    where = _place(url)
    try:
        connection = await asyncpg.connect(url, timeout=_CONNECT_SECONDS)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = str(error).split("\n")[0] or "no answer in time"
        raise CommandError(
            f"PostgreSQL cannot be reached at {where}: {reason}. "
            "Start it or correct DATABASE_URL; without DATABASE_URL the embedded one is used."
        ) from None
    found = connection.get_server_version().major
    await connection.close()
    refuse_old(found, where)


def refuse_old(version: int, where: str) -> None:
    """Raises: CommandError when this major version of PostgreSQL lacks what the tables need."""
    if version < OLDEST_VERSION:
        raise CommandError(
            f"PostgreSQL at {where} has version {version}: "
            f"point DATABASE_URL to one of version {OLDEST_VERSION} or newer."
        )


def _place(url: str) -> str:
    """Where the URL leads, without user and password."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or 'the socket'}{port}{parts.path}"
