"""Tells trouble with the database, which passes, from bugs, which do not."""

import asyncpg

from kit.database import DatabaseBusyError

_OUTAGES = (
    DatabaseBusyError,
    # A statement took longer than it may, or waited too long for a lock.
    asyncpg.QueryCanceledError,
    asyncpg.LockNotAvailableError,
    # Tried again already, and still in somebody's way.
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    # The server is gone, going, full, or not reached.
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    ConnectionError,
    TimeoutError,
)


def is_outage(error: BaseException | None) -> bool:
    """Whether the same request may well succeed a little later."""
    while error is not None:
        if isinstance(error, _OUTAGES) or _is_about_closed_connection(error):
            return True
        error = error.__cause__
    return False


def _is_about_closed_connection(error: BaseException) -> bool:
    # asyncpg has one exception for this and for being used wrongly, which would be a bug.
    return isinstance(error, asyncpg.InterfaceError) and "clos" in str(error)
