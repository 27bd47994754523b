"""What every request passes: a bounded body, an id, a line in the log."""

from time import perf_counter
from uuid import uuid4

import orjson
import structlog
from brotli_asgi import BrotliMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = structlog.get_logger("menteo.http")


class BodyTooLargeError(Exception):
    """More bytes came than a request may have."""


async def refuse(send: Send, status: int, message: str, code: str, *headers: tuple[bytes, bytes]) -> None:
    """Answer with one readable error."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    kind = (b"content-type", b"application/json; charset=utf-8")
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": status, "headers": [kind, length, *headers]})
    await send({"type": "http.response.body", "body": body})


class BodyCap:
    """Refuses bodies over the limit before they are parsed: by their length, or as they come in."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app = app
        self._most = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        taken, started = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._most:
                raise BodyTooLargeError
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        if _announced_length(scope) > self._most:
            await self._refuse(send)
            return
        try:
            await self._app(scope, counted, watched)
        except BodyTooLargeError:
            if started:
                raise
            await self._refuse(send)

    async def _refuse(self, send: Send) -> None:
        message = f"A request may have {self._most} bytes at most."
        await refuse(send, 413, message, "BODY_TOO_LARGE", (b"connection", b"close"))


def _announced_length(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0


class Compression:
    """Compresses answers with brotli or gzip; never a stream of events, whose frames must not wait."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = BrotliMiddleware(app, minimum_size=1000, quality=3)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        streams = any(
            name == b"accept" and b"text/event-stream" in value for name, value in scope.get("headers", ())
        )
        await (self._plain if streams else self._compressed)(scope, receive, send)


class OperationLog:
    """Gives each request an id, which stands in every line it logs and in its answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and log how it ended."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        operation_id, began, status = str(uuid4()), perf_counter(), 0

        async def stamped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-operation-id", operation_id.encode())]
            await send(message)

        with structlog.contextvars.bound_contextvars(operation_id=operation_id):
            try:
                await self._app(scope, receive, stamped)
            finally:
                milliseconds = round((perf_counter() - began) * 1000, 1)
                logger.info("request", path=scope["path"], status=status, milliseconds=milliseconds)
