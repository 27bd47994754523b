"""GraphQL over WebSocket (`graphql-transport-ws` only), Server-Sent Events and GET."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any, cast

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send
from strawberry.exceptions import ConnectionRejectionError
from strawberry.fastapi import GraphQLRouter
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.http.streaming import SSETransport
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.unset import UNSET

from app.connection import Connection, connection_of
from app.negotiation import answered, content_of, refused
from app.request import check_preflight, operation_in, posted
from app.sign_in import BadTokenError
from app.websocket import Conversation, TextWebSocket
from schema import StreamingSchema

INIT_WITHIN = timedelta(seconds=10)
MOST_SUBSCRIPTIONS = 50
# How long a client of Server-Sent Events waits before it resumes after a stop, in milliseconds.
COME_BACK_MS = 1000


class Draft(Response):
    """What is known of an answer before it is made: whose request it answers."""

    def __init__(self, request: Request) -> None:
        super().__init__()
        # Strawberry copies these headers to a stream, whose length nobody knows.
        del self.headers["content-length"]
        self.request = request


class LiveResponse(StreamingResponse):
    """A stream that ends its subscription when its client goes, whatever it was doing just then."""

    connection: Connection

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.connection.hang_up()


class GraphQL(GraphQLRouter[Connection, None]):
    """Strawberry's router with our negotiation, refusals and encodings."""

    websocket_adapter_class = TextWebSocket
    graphql_transport_ws_handler_class = Conversation
    schema: StreamingSchema

    def __init__(
        self,
        schema: StreamingSchema,
        *,
        allowed_origins: tuple[str, ...],
        graphiql: bool,
        init_within: timedelta = INIT_WITHIN,
    ) -> None:
        super().__init__(
            schema,
            context_getter=connection_of,
            graphql_ide="graphiql" if graphiql else None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL],
            connection_init_wait_timeout=init_within,
            max_subscriptions_per_connection=MOST_SUBSCRIPTIONS,
            allowed_origins=allowed_origins,
        )

    def encode_json(self, data: object) -> bytes:
        """JSON bytes."""
        return orjson.dumps(data)

    def decode_json(self, data: str | bytes) -> object:
        """What JSON says, in the parameters of a GET."""
        return orjson.loads(data)

    async def run(self, request: Any, context: Any = UNSET, root_value: Any = UNSET) -> Any:
        """The answer; a request that is no operation gets a readable error."""
        try:
            return await super().run(request, context, root_value)
        except HTTPException as refusal:
            return refused(refusal)

    async def render_graphql_ide(self, request: Request) -> Response:  # type: ignore[override]
        """A browser that opens the endpoint is sent to GraphiQL."""
        del request
        return RedirectResponse("/graphiql", status_code=302)

    async def get_sub_response(self, request: Request) -> Draft:
        """An answer of its own for each request."""
        return Draft(request)

    async def parse_http_body(self, request: AsyncHTTPRequestAdapter) -> GraphQLRequestData:
        """The operation in a request.

        Raises: HTTPException for a request that is none.
        """
        transport = self._get_stream_transport_from_headers(request.headers)
        if request.method == "GET":
            check_preflight(request.headers)
            parameters: Mapping[str, Any] = self.parse_query_params(request.query_params)
        else:
            parameters = posted(request.content_type, await request.get_body())
        return operation_in(parameters, transport.protocol if transport else "http")

    async def execute_operation(  # noqa: PLR0913, PLR0917 - Strawberry's signature
        self,
        request: Request,
        request_adapter: AsyncHTTPRequestAdapter,
        request_data: GraphQLRequestData | list[GraphQLRequestData],
        context: Connection,
        root_value: None,
        sub_response: Response,
    ) -> Any:
        """The result; a document that is refused has one, also where a stream was asked for."""
        assert isinstance(request_data, GraphQLRequestData)  # noqa: S101 - batches are refused
        return self.schema.refusal(request_data.query) or await super().execute_operation(
            request, request_adapter, request_data, context, root_value, sub_response
        )

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """The result as JSON can hold it."""
        request.state.result = result
        return cast(GraphQLHTTPResponse, content_of(result))

    def create_response(self, response_data: Any, sub_response: Response) -> Response:  # noqa: ARG002
        """The answer in the media type that was asked for, with the status that goes with it."""
        assert isinstance(sub_response, Draft)  # noqa: S101 - `get_sub_response` made it
        request = sub_response.request
        return answered(request.state.result, request.headers)

    async def create_streaming_response(
        self,
        request: Request,
        stream: Callable[[], AsyncIterator[str]],
        sub_response: Response,
        headers: Mapping[str, str],
    ) -> Response:
        """The response of a subscription."""
        response = LiveResponse(stream(), headers={**sub_response.headers, **headers})
        response.connection = request.state.connection
        return response

    def _stream_result(self, request: Request, result: Any, transport: Any) -> Any:  # noqa: ARG002
        """The frames of a stream, each with the cursor it can be resumed from as its `id:`."""
        return super()._stream_result(request, result, ResumableSSE(request.state.connection))

    async def on_ws_connect(self, context: Connection) -> Any:
        """Let a socket in whose token holds.

        Raises: ConnectionRejectionError for a token that does not.
        """
        context.take_parameters(context.connection_params or {})
        try:
            await context.viewer()
        except BadTokenError:
            raise ConnectionRejectionError from None
        return UNSET


class ResumableSSE(SSETransport):
    """Server-Sent Events whose `id:` is the event's cursor, so that `Last-Event-ID` resumes."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def encode_event(self, event: str, data: str | None = None) -> str:
        """One frame."""
        cursor = self._connection.stream_cursor
        frame = super().encode_event(event, data)
        return f"id: {cursor}\r\n{frame}" if cursor and event == "next" else frame

    def encode_complete(self) -> str:
        """The last frame; of a stream that ends because the server stops: when to come back."""
        if self._connection.stream_cursor and self._connection.platform.hub.closing.is_set():
            return f"retry: {COME_BACK_MS}\r\n\r\n"
        return super().encode_complete()
