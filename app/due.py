"""What the clock alone brings about: old events, answers and limits are removed."""

import asyncio
from datetime import datetime, timedelta

import asyncpg
import structlog

from kit.database import Database, DatabaseBusyError
from models.answer import KEPT_FOR
from models.limit import FORGET
from resolvers.context import Platform

EVERY_SECONDS = 60.0
RETENTION_DAYS = 30
# Any constant number will do, as long as every server uses the same one.
DUE_LOCK = 0x4D454E55
LIMITS_KEPT_FOR = timedelta(days=1)

logger = structlog.get_logger("menteo.due")

_TRY_LOCK = "SELECT pg_try_advisory_lock($1)"
_UNLOCK = "SELECT pg_advisory_unlock($1)"
_FORGET_EVENTS = "DELETE FROM event WHERE at < $1"
_FORGET_ANSWERS = "DELETE FROM answer WHERE created_at < $1"


async def run_due(url: str, now: datetime, retention_days: int = RETENTION_DAYS) -> dict[str, int]:
    """How many things of each kind were due and are done; run twice, the second finds nothing.

    Takes an advisory lock, so that of many servers one does it; the others answer nothing at all.
    """
    connection = await asyncpg.connect(url)
    try:
        if not await connection.fetchval(_TRY_LOCK, DUE_LOCK):
            return {}
        tasks = {
            "events forgotten": (_FORGET_EVENTS, now - timedelta(days=retention_days)),
            "answers forgotten": (_FORGET_ANSWERS, now - KEPT_FOR),
            "limits forgotten": (FORGET, now - LIMITS_KEPT_FOR),
        }
        done = {
            name: int((await connection.execute(sql, before)).rpartition(" ")[2])
            for name, (sql, before) in tasks.items()
        }
        # The end of the connection does it too, but some time after it is closed here.
        await connection.execute(_UNLOCK, DUE_LOCK)
        return done
    finally:
        await connection.close()


async def keep_due(platform: Platform, retention_days: int) -> None:
    """Run what is due every minute, until cancelled."""
    while True:
        try:
            await run_due(platform.database.url, platform.clock(), retention_days)
        except (DatabaseBusyError, *Database.FAILURES) as error:
            logger.warning("due run failed", error=type(error).__name__)
        await asyncio.sleep(EVERY_SECONDS)
