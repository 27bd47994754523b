"""In which media type an operation is answered, and with which status."""

from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from execution import LIMIT_EXCEEDED
from schema.masking import INTERNAL, UNAVAILABLE
from schema.operation import BAD_REQUEST

GRAPHQL_RESPONSE = "application/graphql-response+json"
RETRY_LATER = 503


def negotiated(accept: str) -> str:
    """The media type of the answer: the newer one for those who ask for it."""
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    return GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in kinds else "application/json"


def status_of(result: ExecutionResult, media_type: str) -> int:
    """How an operation ended, as HTTP says it: the older media type has 200 for most refusals."""
    codes = {(error.extensions or {}).get("code") for error in result.errors or ()}
    if UNAVAILABLE in codes:
        return RETRY_LATER
    if not was_refused(result):
        return 200
    if INTERNAL in codes:
        return 500
    is_never_taken = bool(codes & {LIMIT_EXCEEDED, BAD_REQUEST})
    return 400 if is_never_taken or media_type == GRAPHQL_RESPONSE else 200


def was_refused(result: ExecutionResult) -> bool:
    """Whether a request failed before any field was executed."""
    if isinstance(result, PreExecutionError):
        return True
    return result.data is None and bool(result.errors) and all(e.path is None for e in result.errors or ())
