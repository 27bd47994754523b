"""`graphql-transport-ws`: its messages taken as its protocol has them, and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.types.execution import PreExecutionError

from app.connection import Connection
from app.frames import FRAMES, FrameProtocol, text_frame
from kit.outage import is_outage
from resolvers.audience import Subscriber
from resolvers.context import Context
from schema import StreamingSchema
from schema.live import Answer
from schema.masking import BUSY, masked

BAD_REQUEST, TRY_AGAIN_LATER = 4400, 1013
# So many names of operations are worth remembering an answer's frame for.
MOST_NAMES = 8


class TextWebSocket(ASGIWebSocketAdapter):
    """Sends JSON as text frames, as the protocol wants, encoded by orjson."""

    def __init__(self, view: Any, request: Any, response: Any) -> None:
        super().__init__(view, request, response)
        self._answers: Counter[object] = Counter()

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send one message.

        A stream that ends only because the server stops is not said to be complete: clients then
        subscribe again, after the last cursor, when the socket is closed with 1012.
        """
        if self._is_cut_short(message):
            return
        try:
            await self.ws.send_text(orjson.dumps(message).decode())
        except (WebSocketDisconnect, RuntimeError) as gone:
            raise WebSocketDisconnected from gone

    def _is_cut_short(self, message: Mapping[str, object]) -> bool:
        if message["type"] == "next":
            self._answers[message["id"]] += 1
        if message["type"] != "complete":
            return False
        # Queries and mutations answer once; a stream that ends here has said CaughtUp and Heartbeat.
        was_stream = self._answers.pop(message["id"], 0) > 1
        connection: Connection = self.ws.state.connection
        return was_stream and connection.platform.hub.closing.is_set()


class FrameSink:
    """Where the answers of one subscription go: frames, shared with all whose operation is named alike."""

    def __init__(self, conversation: "Conversation", operation_id: str, protocol: FrameProtocol) -> None:
        self._conversation = conversation
        self._id = operation_id
        self._protocol = protocol
        self.subscriber: Subscriber | None = None

    def take(self, answers: Sequence[Answer]) -> bool:
        """Write answers; whether the client reads as fast as they come."""
        frames = [answer.frames.get(self._id) or self._frame(answer) for answer in answers]
        return self._protocol.write_frames(b"".join(frames), self._resume)

    def complete(self) -> None:
        """Nothing more comes; clients are not told so when the server stops: they subscribe again."""
        self._conversation.forget_id(self._id)
        if not self._conversation.context.platform.hub.closing.is_set():
            self._write({"id": self._id, "type": "complete"})

    def fail(self, error: Exception) -> None:
        """Nothing more comes but the id of a bug."""
        failure = masked(GraphQLError(str(error), original_error=error))
        self._conversation.forget_id(self._id)
        self._write({"id": self._id, "type": "error", "payload": [failure.formatted]})

    def _frame(self, answer: Answer) -> bytes:
        named = orjson.dumps(self._id)
        frame = text_frame(b'{"id":%b,"type":"next","payload":%b}' % (named, answer.json))
        # Clients count their operations or give them random names; only the former meet again.
        if len(answer.frames) < MOST_NAMES:
            answer.frames[self._id] = frame
        return frame

    def _resume(self) -> None:
        if self.subscriber is not None:
            self.subscriber.platform.hub.resume(self.subscriber)

    def _write(self, message: Mapping[str, object]) -> None:
        self._protocol.write_frames(text_frame(orjson.dumps(message)), self._resume)


class Conversation(BaseGraphQLTransportWSHandler[Connection, None]):
    """What is said over one socket. A subscription that is live has no task, only a place in the hub."""

    schema: StreamingSchema

    async def run_operation(self, operation: Operation[Connection, None]) -> None:
        """Answer an operation; a subscription goes on after this returns."""
        protocol = self.websocket.ws.scope["extensions"].get(FRAMES)  # type: ignore[attr-defined]
        if protocol is None or not self._is_subscription(operation):
            await super().run_operation(operation)
            return
        try:
            context = await self.context.operation()
        except Exception:  # noqa: BLE001 - told to the client in order, as that of any operation
            await super().run_operation(operation)
            return
        await self._subscribe(operation, context, FrameSink(self, operation.id, protocol))

    def _is_subscription(self, operation: Operation[Connection, None]) -> bool:
        return self.schema.refusal(operation.query) is None and self.schema.is_subscription(
            operation.query, operation.operation_name
        )

    async def _subscribe(
        self, operation: Operation[Connection, None], context: Context, sink: FrameSink
    ) -> None:
        found = await self.schema.subscribe_to(
            operation.query, operation.variables or {}, operation.operation_name, context, sink
        )
        if isinstance(found, Subscriber):
            sink.subscriber = self.subscribers[operation.id] = found
        elif isinstance(found, PreExecutionError):
            await operation.send_initial_errors(found.errors or [])
        else:
            await operation.send_next(found)
            await operation.send_operation_message({"id": operation.id, "type": "complete"})

    @cached_property
    def subscribers(self) -> dict[str, Subscriber]:
        """What is listened to over this socket, by the id of the operation."""
        return {}

    def forget_id(self, id: str) -> None:
        """Make an id free for another operation."""
        self.subscribers.pop(id, None)
        self.operations.pop(id, None)

    async def cleanup_operation(self, operation_id: str) -> None:
        """End an operation that its client does not want any more."""
        if subscriber := self.subscribers.pop(operation_id, None):
            subscriber.platform.hub.leave(subscriber)
        await super().cleanup_operation(operation_id)

    async def handle_message(self, message: Any) -> None:
        """Take a message; one that the protocol does not know closes the socket."""
        if is_message(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("This is no message of graphql-transport-ws.")

    async def handle_connection_init(self, message: Any) -> None:
        """Let in who may come in; while the database is away, nobody can be told apart."""
        try:
            await super().handle_connection_init(message)
        except Exception as error:
            if not is_outage(error):
                raise
            await self.websocket.close(TRY_AGAIN_LATER, BUSY)

    @staticmethod
    def _get_pre_execution_close_reason(error: GraphQLError) -> str | None:
        # A slip in one document is answered as an error of that operation: the others go on.
        del error
        return None


def is_message(message: Any) -> bool:
    """Whether a message has the parts that its type wants, each of its kind."""
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        return False
    if message["type"] in {"subscribe", "complete"} and not isinstance(message.get("id"), str):
        return False
    return message["type"] != "subscribe" or _is_operation(message.get("payload"))


def _is_operation(payload: Any) -> bool:
    return (
        isinstance(payload, dict)
        and isinstance(payload.get("query"), str)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )
