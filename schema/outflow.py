"""Answers of a subscription drawn one by one, for a response that is itself a stream."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence

from graphql import ExecutionResult, GraphQLError

from resolvers.audience import Subscriber
from schema.live import Answer
from schema.masking import masked

# Waiting for a client that reads slowly; then its subscriber stays where it stands.
MOST_WAITING = 10


class Outflow:
    """Takes answers as they come and gives them as fast as they are drawn; holds a few at most."""

    def __init__(self) -> None:
        self._waiting: deque[Answer | ExecutionResult] = deque()
        self._news = asyncio.Event()
        self._ended = False

    def take(self, answers: Sequence[Answer]) -> bool:
        """Keep answers until they are drawn; whether there is room for more."""
        self._waiting.extend(answers)
        self._news.set()
        return len(self._waiting) < MOST_WAITING

    def complete(self) -> None:
        """Nothing more comes."""
        self._ended = True
        self._news.set()

    def fail(self, error: Exception) -> None:
        """Nothing more comes but the id of a bug."""
        failure = masked(GraphQLError(str(error), original_error=error))
        self._waiting.append(ExecutionResult(None, [failure]))
        self.complete()

    async def drawn(self, subscriber: Subscriber) -> AsyncGenerator[Answer | ExecutionResult, None]:
        """The answers as they come; closing it ends the subscription."""
        hub = subscriber.platform.hub
        try:
            while True:
                while self._waiting:
                    yield self._waiting.popleft()
                if self._ended:
                    return
                hub.resume(subscriber)
                self._news.clear()
                await self._news.wait()
        finally:
            hub.leave(subscriber)
