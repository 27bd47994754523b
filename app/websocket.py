"""`graphql-transport-ws`: its messages taken as its protocol has them, and nothing else."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler

from app.connection import Connection
from kit.outage import is_outage
from schema.masking import BUSY

BAD_REQUEST, TRY_AGAIN_LATER = 4400, 1013


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


class Conversation(BaseGraphQLTransportWSHandler[Connection, None]):
    """What is said over one socket."""

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
