"""What every request passes: a body that is bounded and there, an id, a line in the log."""

from collections.abc import Mapping
from time import perf_counter
from uuid import uuid4

import orjson
import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.request_line import log_request, without_secret
from kit.deadline import Deadline

# Sent whole over a bad line in less; a slow trickle holds a connection for nothing.
BODY_WITHIN_SECONDS = 10.0
# What was not read must not be taken for the next request.
_CLOSE = (b"connection", b"close")

logger = structlog.get_logger("menteo.http")


class BodyTooLargeError(Exception):
    """More bytes came than a request may have."""


async def refuse(
    send: Send,
    status: int,
    message: str,
    code: str,
    *headers: tuple[bytes, bytes],
    extensions: Mapping[str, str] | None = None,
) -> None:
    """Answer with one readable error."""
    error = {"message": message, "extensions": {"code": code, **(extensions or {})}}
    body = orjson.dumps({"errors": [error]})
    kind = (b"content-type", b"application/json; charset=utf-8")
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [kind, length, *headers]})
    await send({"type": "http.response.body", "body": body})


class BodyCap:
    """Has each body whole before the application sees the request, and refuses one that is over the limit.

    A body that trickles in is not waited for longer than `within_seconds`.
    """

    def __init__(self, app: ASGIApp, most_bytes: int, within_seconds: float = BODY_WITHIN_SECONDS) -> None:
        self._app = app
        self._most = most_bytes
        self._within = within_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413 or 408."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            self._check(_announced_length(scope))
            with Deadline(self._within):
                body = await self._whole(receive)
        except BodyTooLargeError:
            message = f"A request may have {self._most} bytes at most."
            await refuse(send, 413, message, "BODY_TOO_LARGE", _CLOSE)
        except TimeoutError:
            message = f"A request must have come whole within {self._within:g} seconds."
            await refuse(send, 408, message, "BODY_TOO_SLOW", _CLOSE)
        else:
            if body is not None:
                await self._app(scope, _again(body, receive), send)

    async def _whole(self, receive: Receive) -> bytes | None:
        """The body; None when the client has gone before it was sent."""
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            self._check(len(body))
            more = message.get("more_body", False)
        return bytes(body)

    def _check(self, length: int) -> None:
        if length > self._most:
            raise BodyTooLargeError


def _again(body: bytes, receive: Receive) -> Receive:
    """What the application receives: the body, and after it the end of the connection."""
    whole: Message | None = {"type": "http.request", "body": body, "more_body": False}

    async def again() -> Message:
        nonlocal whole
        if whole is None:
            return await receive()
        message, whole = whole, None
        return message

    return again


def _announced_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


class OperationLog:
    """Gives each request an id, which stands in every line it logs and in its answer.

    A bug is logged under that id; the client reads nothing else of it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log how it ended."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        operation_id, began = str(uuid4()), perf_counter()
        answer = _Answer(send, operation_id)
        bound = structlog.contextvars.bind_contextvars(operation_id=operation_id)
        try:
            await self._app(scope, receive, answer.send)
        except Exception:
            if answer.status or scope["type"] == "websocket":
                raise
            logger.exception("internal error")
            message = "Something went wrong on our side."
            await refuse(answer.send, 500, message, "INTERNAL", extensions={"id": operation_id})
        finally:
            milliseconds = round((perf_counter() - began) * 1000, 1)
            log_request(without_secret(scope["path"]), answer.status, milliseconds, operation_id)
            structlog.contextvars.reset_contextvars(**bound)


class _Answer:
    """Stamps an answer with the operation's id, and remembers its status."""

    def __init__(self, send: Send, operation_id: str) -> None:
        self._send = send
        self._id = operation_id.encode()
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] in {"http.response.start", "websocket.accept"}:
            self.status = message.get("status", 101)
            message["headers"] = [*message.get("headers", ()), (b"x-operation-id", self._id)]
        elif message["type"] == "websocket.close" and not self.status:
            self.status = 403
        await self._send(message)
