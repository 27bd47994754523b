"""What a request asks for: the rules that every operation sent over HTTP obeys, by whichever way it runs."""

from collections.abc import Mapping
from typing import Any

import orjson
from cross_web import HTTPException
from starlette.types import Scope
from strawberry.http import GraphQLRequestData, GraphQLRequestProtocol

# Browsers send none of these to another origin without asking it first (CORS preflight).
PREFLIGHT_HEADERS = (
    "graphql-require-preflight",
    "apollo-require-preflight",
    "x-requested-with",
    "authorization",
)
EVENT_STREAM = "text/event-stream"


def headers_of(scope: Scope) -> Mapping[str, str]:
    """All headers at once, by their names in small letters; of several alike, the first."""
    headers: dict[str, str] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1"), value.decode("latin-1"))
    return headers


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
    query, variables = parameters.get("query"), parameters.get("variables")
    name, extensions = parameters.get("operationName"), parameters.get("extensions")
    if not (query is None or isinstance(query, str)):
        raise _misshapen("The GraphQL operation's `query`", "a string")
    if not (variables is None or isinstance(variables, dict)):
        raise _misshapen("The GraphQL operation's `variables`", "an object")
    if not (extensions is None or isinstance(extensions, dict)):
        raise _misshapen("The GraphQL operation's `extensions`", "an object")
    if not (name is None or isinstance(name, str)):
        raise _misshapen("`operationName`", "a string")
    return GraphQLRequestData(query, variables, name, extensions, protocol)


def _misshapen(what: str, kind: str) -> HTTPException:
    return HTTPException(400, f"{what} must be {kind} or null, if provided.")
