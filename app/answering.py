"""Operations that are answered once: POST of JSON to JSON, by the shortest way.

Everything else (GET, streams, sockets, GraphiQL) takes Strawberry's router in `app/graphql.py`;
what both must obey stands in `app/request.py` and `app/negotiation.py`. See `docs/decisions/0013`.
"""

from cross_web import HTTPException
from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from app.connection import Connection
from app.negotiation import answered, refused
from app.presence import Presence
from app.request import EVENT_STREAM, operation_in, posted
from schema import OperationSchema


class OperationRoute(Route):
    """Takes every POST that asks for no stream."""

    def __init__(self, path: str, schema: OperationSchema) -> None:
        super().__init__(path, Answering(schema), methods=["POST"])

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether a request is one of these; the others are left to the routes that follow."""
        match, child = super().matches(scope)
        if match is Match.FULL and not _wants_stream(scope):
            return match, child
        return Match.NONE, {}


def _wants_stream(scope: Scope) -> bool:
    wanted = EVENT_STREAM.encode()
    return any(name == b"accept" and wanted in value.lower() for name, value in scope["headers"])


class Answering:
    """Runs the operation of a request and sends its answer."""

    def __init__(self, schema: OperationSchema) -> None:
        self._schema = schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client has gone meanwhile."""
        request = Request(scope, receive)
        try:
            parameters = posted(request.headers.get("content-type"), await request.body())
            asked = operation_in(parameters)
        except HTTPException as refusal:
            await refused(refusal)(scope, receive, send)
            return
        with Presence(receive) as client:
            result = await self._schema.execute(
                asked.query,
                asked.variables,
                Connection(scope["app"].state.platform, request),
                operation_name=asked.operation_name,
                operation_extensions=asked.extensions,
            )
        if not client.gone:
            await answered(result, request.headers)(scope, receive, send)
