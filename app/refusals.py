"""What is answered when an operation cannot even be begun: the token does not hold, the database is busy."""

import asyncpg
from starlette.requests import Request
from starlette.responses import Response

from app.negotiation import RETRY_LATER, only_error
from app.sign_in import BadTokenError
from kit.database import DatabaseBusyError
from schema.masking import BUSY, UNAVAILABLE

REFUSED = (BadTokenError, DatabaseBusyError, asyncpg.PostgresConnectionError)


def refusal_of(error: Exception) -> Response:
    """The answer to a request that one of `REFUSED` has ended."""
    if isinstance(error, BadTokenError):
        return only_error(str(error), "UNAUTHENTICATED", 401, {"www-authenticate": "Bearer"})
    return only_error(BUSY, UNAVAILABLE, RETRY_LATER)


async def refuse_request(_: Request, error: Exception) -> Response:
    """The same, for FastAPI."""
    return refusal_of(error)
