"""How an operation is answered: in which media type, with which status, in which bytes."""

import zlib
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import brotli
import orjson
from cross_web import HTTPException
from starlette.responses import Response
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from execution import LIMIT_EXCEEDED
from schema.masking import INTERNAL, UNAVAILABLE
from schema.operation import BAD_REQUEST

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
RETRY_LATER = 503
# Below this, compressed and plain answers fill the same packet.
SMALLEST_COMPRESSED = 1000


def answered(result: ExecutionResult, headers: Mapping[str, str]) -> Response:
    """The answer to who sent these headers."""
    media_type = negotiated(headers.get("accept", ""))
    status = status_of(result, media_type)
    return _response(content_of(result), status, f"{media_type}; charset=utf-8", headers, {})


def refused(refusal: HTTPException) -> Response:
    """The answer to a request that is no operation."""
    return only_error(refusal.reason, BAD_REQUEST, refusal.status_code)


def only_error(
    message: str, code: str, status: int, headers: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """The answer to a request that is not executed, with these headers."""
    error = {"message": message, "extensions": {"code": code}}
    return _response({"errors": [error]}, status, JSON, {}, dict(headers))


def content_of(result: ExecutionResult) -> dict[str, Any]:
    """A result as JSON can hold it; a request that was not executed has no `data`."""
    content: dict[str, Any] = {} if was_refused(result) else {"data": result.data}
    if result.errors:
        content["errors"] = [error.formatted for error in result.errors]
    if result.extensions:
        content["extensions"] = result.extensions
    return content


@lru_cache(maxsize=256)
def negotiated(accept: str) -> str:
    """The media type of the answer: the newer one for those who ask for it."""
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    return GRAPHQL_RESPONSE if GRAPHQL_RESPONSE in kinds else "application/json"


def status_of(result: ExecutionResult, media_type: str) -> int:
    """How an operation ended, as HTTP says it: the older media type has 200 for most refusals."""
    if not result.errors:
        return 200
    codes = {(error.extensions or {}).get("code") for error in result.errors}
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


def _response(
    content: Mapping[str, Any],
    status: int,
    media_type: str,
    asked: Mapping[str, str],
    headers: dict[str, str],
) -> Response:
    body = orjson.dumps(content)
    if status == RETRY_LATER:
        headers["retry-after"] = "1"
    if len(body) >= SMALLEST_COMPRESSED:
        body, encoding = compressed(body, asked.get("accept-encoding", ""))
        headers["vary"] = "Accept-Encoding"
        if encoding:
            headers["content-encoding"] = encoding
    return Response(body, status, headers, media_type)


def compressed(body: bytes, accept_encoding: str) -> tuple[bytes, str | None]:
    """The bytes to send, and how they are encoded.

    The lowest levels: of 80 kB they leave 23 or 24, the next useful ones 22, for two to three times
    the processor time, which every other request of the process waits for.
    """
    taken = {part.strip().lower() for part in accept_encoding.split(",")}
    if "br" in taken:
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=1), "br"
    if "gzip" in taken:
        return zlib.compress(body, level=1, wbits=31), "gzip"
    return body, None
