"""What a request asks for: the rules that every operation sent over HTTP obeys, by whichever way it runs."""

from collections.abc import Mapping
from typing import Any

import orjson
from cross_web import HTTPException
from strawberry.http import GraphQLRequestData, GraphQLRequestProtocol

# Browsers send none of these to another origin without asking it first (CORS preflight).
PREFLIGHT_HEADERS = (
    "graphql-require-preflight",
    "apollo-require-preflight",
    "x-requested-with",
    "authorization",
)
EVENT_STREAM = "text/event-stream"
_KINDS = {
    "query": (str, "a string"),
    "variables": (dict, "an object"),
    "extensions": (dict, "an object"),
}


def check_preflight(headers: Mapping[str, str]) -> None:
    """Pass a GET that no foreign page could have sent.

    Raises: HTTPException for any other.
    """
    if not any(name in headers for name in PREFLIGHT_HEADERS):
        raise HTTPException(400, f"A GET needs one of these headers: {', '.join(PREFLIGHT_HEADERS)}.")


def posted(content_type: str | None, body: bytes) -> Mapping[str, Any]:
    """The JSON object in a body; nesting without end is refused, not followed.

    Raises: HTTPException for other media types, which a foreign page could send, and for other JSON.
    """
    if (content_type or "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "Send the operation as application/json.")
    try:
        parameters = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise HTTPException(400, "Unable to parse request body as JSON") from error
    if not isinstance(parameters, dict):
        raise HTTPException(400, "Send one operation, as a JSON object.")
    return parameters


def operation_in(
    parameters: Mapping[str, Any], protocol: GraphQLRequestProtocol = "http"
) -> GraphQLRequestData:
    """The operation that parameters describe.

    Raises: HTTPException for a parameter of another kind than it must be.
    """
    for name, (kind, words) in _KINDS.items():
        if not isinstance(parameters.get(name), kind | None):
            raise HTTPException(
                400, f"The GraphQL operation's `{name}` must be {words} or null, if provided."
            )
    called = parameters.get("operationName")
    if not isinstance(called, str | None):
        raise HTTPException(400, "`operationName` must be a string or null, if provided.")
    return GraphQLRequestData(
        parameters.get("query"), parameters.get("variables"), called, parameters.get("extensions"), protocol
    )
