"""What the clock alone brings about: everybody's steps that time takes, and what is forgotten."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from kit.database import Database, DatabaseBusyError, OwnConnection
from models.answer import KEPT_FOR
from models.limit import FORGET
from resolvers.context import Platform
from resolvers.due import bring_about

RETENTION_DAYS = 30
# Any constant number will do, as long as every server uses the same one.
DUE_LOCK = 0x4D454E55
# The name of the task in which a server runs it.
DUE_TASK = "due"
LIMITS_KEPT_FOR = timedelta(days=1)

logger = structlog.get_logger("menteo.due")

_TRY_LOCK = "SELECT pg_try_advisory_lock($1) AS is_held"
_UNLOCK = "SELECT pg_advisory_unlock($1)"
_FORGET_EVENTS = "DELETE FROM event WHERE at < $1"
_FORGET_ANSWERS = "DELETE FROM answer WHERE created_at < $1"
_COUNTED = "WITH gone AS ({delete} RETURNING 1) SELECT count(*) FROM gone"


async def run_due(platform: Platform, now: datetime, retention_days: int = RETENTION_DAYS) -> dict[str, int]:
    """How many things of each kind were due and are done; run twice, the second finds nothing.

    Takes an advisory lock, so that of many servers one does it; the others answer nothing at all.
    """
    connection = await platform.database.connect("due")
    try:
        (lock,) = await connection.execute(_TRY_LOCK, DUE_LOCK)
        if not lock["is_held"]:
            return {}
        try:
            done = await bring_about(platform, now)
            return done | await _forget(connection, now, retention_days)
        finally:
            # The end of the connection does it too, but some time after it is closed here.
            with suppress(*Database.FAILURES):
                await connection.execute(_UNLOCK, DUE_LOCK)
    finally:
        await connection.close()


async def _forget(connection: OwnConnection, now: datetime, retention_days: int) -> dict[str, int]:
    """How many of each kind were too old to be kept."""
    tasks = {
        "events forgotten": (_FORGET_EVENTS, now - timedelta(days=retention_days)),
        "answers forgotten": (_FORGET_ANSWERS, now - KEPT_FOR),
        "limits forgotten": (FORGET, now - LIMITS_KEPT_FOR),
    }
    done = {}
    for name, (delete, before) in tasks.items():
        (row,) = await connection.execute(_COUNTED.format(delete=delete), before)
        done[name] = row["count"]
    return done


async def keep_due(platform: Platform, retention_days: int, every: float) -> None:
    """Run what is due every so many seconds, until cancelled."""
    while True:
        try:
            await run_due(platform, platform.clock(), retention_days)
        except (DatabaseBusyError, *Database.FAILURES) as error:
            logger.warning("due run failed", error=type(error).__name__)
        except Exception:
            # The next one may find its way; without any, nothing would ever be due again.
            logger.exception("due run failed")
        await asyncio.sleep(every)
