"""Operations that are answered once: POST of JSON to JSON, by the shortest way.

Everything else (GET, streams, sockets, GraphiQL) takes Strawberry's router in `app/graphql.py`;
what both must obey stands in `app/request.py` and `app/negotiation.py`. See `docs/decisions/0013`.
"""

from collections.abc import Mapping

from cross_web import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.connection import Connection
from app.negotiation import answered, refused
from app.presence import Presence
from app.refusals import REFUSED, refusal_of
from app.request import EVENT_STREAM, headers_of, operation_in, posted
from schema.operation import OperationSchema

ENDPOINT = "/graphql"


class Answering:
    """Answers every POST of an operation that asks for no stream, and passes everything else on."""

    def __init__(self, app: ASGIApp, schema: OperationSchema) -> None:
        self._app = app
        self._schema = schema

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, unless the client has gone meanwhile."""
        if scope["type"] != "http" or scope["path"] != ENDPOINT or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        headers = headers_of(scope)
        if EVENT_STREAM in headers.get("accept", "").lower():
            await self._app(scope, receive, send)
            return
        try:
            answer = await self._answer(scope, headers, receive)
        except HTTPException as refusal:
            answer = refused(refusal)
        except REFUSED as refusal:
            answer = refusal_of(refusal)
        if answer is not None:
            await answer(scope, receive, send)

    async def _answer(self, scope: Scope, headers: Mapping[str, str], receive: Receive) -> Response | None:
        """What the client reads; None when the client has gone."""
        # The whole body is in the first message: `BodyCap` saw to it.
        asked = operation_in(posted(headers.get("content-type"), (await receive())["body"]))
        connection = Connection(scope["app"].state.platform, headers, scope["client"])
        with Presence(receive) as client:
            result = await self._schema.execute(
                asked.query,
                asked.variables,
                connection,
                operation_name=asked.operation_name,
                operation_extensions=asked.extensions,
            )
        return None if client.gone else answered(result, headers)
