"""What is answered when an operation cannot even be begun: the token does not hold, the database is busy."""

import asyncpg
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.sign_in import BadTokenError
from kit.database import DatabaseBusyError
from schema.masking import BUSY, UNAVAILABLE

REFUSED = (BadTokenError, DatabaseBusyError, asyncpg.PostgresConnectionError)


def refusal_of(error: Exception) -> Response:
    """The answer to a request that one of `REFUSED` has ended."""
    if isinstance(error, BadTokenError):
        refusal = {"message": str(error), "extensions": {"code": "UNAUTHENTICATED"}}
        return JSONResponse({"errors": [refusal]}, 401, {"www-authenticate": "Bearer"})
    refusal = {"message": BUSY, "extensions": {"code": UNAVAILABLE}}
    return JSONResponse({"errors": [refusal]}, 503, {"retry-after": "1"})


async def refuse_request(_: Request, error: Exception) -> Response:
    """The same, for FastAPI."""
    return refusal_of(error)
