"""Groups of listeners that cannot be told: they alone hear of it, the others go on."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from graphql import ExecutionResult

from access.viewer import Viewer
from events.hub import Hub
from events.stream import Happened, Signal
from kit.database import DatabaseBusyError
from resolvers.audience import Subscriber
from resolvers.context import Asker, Context, Platform
from resolvers.stream import ThreadRoom
from schema.live import Answer
from schema.outflow import Outflow
from tests.events.conftest import Append

Drawn = AsyncGenerator[Any, None]


class Question:
    """A selection whose answers are the numbers of events, unless it fails."""

    is_shared = True

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)

    async def answers(self, context: Context, signals: Sequence[Signal]) -> list[Answer]:
        del context
        if self.failures and isinstance(signals[0], Happened):
            raise self.failures.pop(0)
        numbers = [one.event.seq if isinstance(one, Happened) else None for one in signals]
        found = [ExecutionResult({"seq": number}) for number in numbers]
        return [Answer(one.cursor, result) for one, result in zip(signals, found, strict=True)]


async def _nobody() -> Viewer:
    return Viewer()


class Listening:
    """Subscribers of one thread, nobody signed in, and what each hears."""

    def __init__(self, platform: Platform, thread_id: UUID) -> None:
        self.hub = platform.hub
        self._platform = platform
        self._thread_id = thread_id

    async def opened(self, question: Question) -> Drawn:
        """Who asks this, caught up; gives what it hears when drawn."""

        context = Context(self._platform, Asker(_nobody, "a test"), Viewer())
        outflow = Outflow()
        room = ThreadRoom(self._thread_id)
        subscriber = Subscriber(room, self._thread_id, context, question, outflow)
        await self.hub.join(subscriber, None)
        drawn = outflow.drawn(subscriber)
        assert await self.number(drawn) is None
        return drawn

    @staticmethod
    async def number(drawn: Drawn) -> int | None:
        """The number of the next event; None for a signal without one."""
        async with asyncio.timeout(20):
            answer = await anext(drawn)
        found: int | None = answer.result.data["seq"]
        return found

    async def happens(self, append: Append, seq: int) -> None:
        """One more event."""
        await append(self._thread_id, 1)
        self.hub.committed({self._thread_id: seq})


@pytest.fixture
def listening(platform: Platform, hubs: list[Hub], thread_id: UUID) -> Listening:
    """Listening to a hub that neither sweeps nor speaks in silence."""
    return Listening(replace(platform, hub=hubs[0]), thread_id)


async def test_a_bug_in_the_answer_of_some_ends_those_alone(
    listening: Listening, append: Append, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = Question(LookupError("a secret of ours")), Question()
    ended = [await listening.opened(broken) for _ in range(2)]
    others = [await listening.opened(sound) for _ in range(2)]
    await listening.happens(append, 1)
    for drawn in others:
        assert await listening.number(drawn) == 1
    for drawn in ended:
        (failure,) = [answer async for answer in drawn]
        (error,) = failure.errors
        assert (error.message, error.extensions["code"]) == ("Something went wrong on our side.", "INTERNAL")
        assert error.extensions["id"] in caplog.text
    assert listening.hub.subscribers == len(others)
    await listening.happens(append, 2)
    for drawn in others:
        assert await listening.number(drawn) == 2


async def test_an_outage_in_the_answer_of_some_puts_those_off_alone_and_loses_nothing(
    listening: Listening, append: Append
) -> None:
    late = await listening.opened(Question(DatabaseBusyError()))
    prompt = await listening.opened(Question())
    for seq in (1, 2):
        await listening.happens(append, seq)
        assert await listening.number(prompt) == seq
    await listening.hub.sweep()
    assert [await listening.number(late) for _ in range(2)] == [1, 2]
