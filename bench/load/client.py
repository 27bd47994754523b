"""One connection that asks and times, and the outcome that all connections of a job share."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any, cast

import httptools


class Outcome:
    """What was answered: how fast, and whether as expected."""

    def __init__(self) -> None:
        self._latencies: list[float] = []
        self._wrong = 0

    def take(self, seconds: float, *, right: bool) -> None:
        """Count an answer."""
        self._latencies.append(seconds)
        self._wrong += not right

    def summary(self, seconds: float) -> dict[str, Any]:
        """The outcome as JSON can hold it."""
        ordered = sorted(self._latencies)
        return {
            "requests": len(ordered),
            "seconds": seconds,
            "wrong": self._wrong,
            "p50": _percentile(ordered, 0.50) * 1000,
            "p99": _percentile(ordered, 0.99) * 1000,
        }


class Client(asyncio.Protocol):
    """A connection kept alive; one request at a time."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._body: list[bytes] = []
        self._answered: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._parser: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be ready to ask."""
        # uvloop's transports are no instances of asyncio's classes.
        self._transport = cast(asyncio.Transport, transport)
        self._parser = httptools.HttpResponseParser(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail what was asked and not answered."""
        if self._answered and not self._answered.done():
            self._answered.set_exception(exc or ConnectionError("The server closed the connection."))

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        self._parser.feed_data(data)

    def on_body(self, data: bytes) -> None:
        """Keep a part of the answer."""
        self._body.append(data)

    def on_message_complete(self) -> None:
        """Wake who asked."""
        if self._answered and not self._answered.done():
            self._answered.set_result(None)

    async def ask(self, request: bytes, expected: bytes | None, since: float) -> None:
        """Send a request and count its answer as taking from `since` to now."""
        assert self._transport  # noqa: S101 - connected before it asks
        self._body.clear()
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        await self._answered
        right = self._parser.get_status_code() == 200
        if expected is not None:
            right = right and b"".join(self._body) == expected
        self._outcome.take(perf_counter() - since, right=right)

    def close(self) -> None:
        """Close the connection."""
        if self._transport:
            self._transport.close()


def _percentile(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
