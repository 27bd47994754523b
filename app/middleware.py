"""What every request passes: a bounded body, an id, a line in the log."""

import asyncio
from collections.abc import Mapping
from time import perf_counter
from uuid import uuid4

import orjson
import structlog
from brotli_asgi import BrotliMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Sent whole over a bad line in less; a slow trickle holds a connection for nothing.
BODY_WITHIN_SECONDS = 10.0
# What was not read must not be taken for the next request.
_CLOSE = (b"connection", b"close")

logger = structlog.get_logger("menteo.http")


class BodyTooLargeError(Exception):
    """More bytes came than a request may have."""


class BodyTooSlowError(Exception):
    """A request was not there in time."""


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
    """Refuses bodies over the limit before they are parsed: by their length, or as they come in.

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
            self._within_cap(_announced_length(scope))
            await self._app(scope, self._counted(receive), send)
        except BodyTooLargeError:
            message = f"A request may have {self._most} bytes at most."
            await refuse(send, 413, message, "BODY_TOO_LARGE", _CLOSE)
        except BodyTooSlowError:
            message = f"A request must have come whole within {self._within:g} seconds."
            await refuse(send, 408, message, "BODY_TOO_SLOW", _CLOSE)

    def _counted(self, receive: Receive) -> Receive:
        deadline = asyncio.get_running_loop().time() + self._within
        taken, whole = 0, False

        async def counted() -> Message:
            nonlocal taken, whole
            if whole:
                # What comes now is the end of the connection, for which streams wait as long as they last.
                return await receive()
            try:
                async with asyncio.timeout_at(deadline):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlowError from None
            taken += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            self._within_cap(taken)
            return message

        return counted

    def _within_cap(self, length: int) -> None:
        if length > self._most:
            raise BodyTooLargeError


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
        with structlog.contextvars.bound_contextvars(operation_id=operation_id):
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
                logger.info("request", path=scope["path"], status=answer.status, milliseconds=milliseconds)


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
