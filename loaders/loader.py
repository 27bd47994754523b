"""One operation's reads of one kind by key: what is asked for in one turn of the event loop is one statement.

`aiodataloader` gathers what the branches of an operation ask for. What it is given is a level's keys in one
piece, because a future for every key costs more than reading the rows does.
"""

from asyncio import CancelledError, Future, Task, current_task, shield
from collections.abc import Awaitable, Callable, Sequence
from itertools import chain
from typing import Any, Generic, TypeVar

from aiodataloader import DataLoader

Key = TypeVar("Key")
Found = TypeVar("Found")


class Loader(Generic[Key, Found]):
    """Reads each key once, however many branches ask for it."""

    def __init__(self, read: Callable[[Sequence[Key]], Awaitable[Sequence[Found]]]) -> None:
        self._read = read
        self._found: dict[Key, Found] = {}
        self._coming: dict[Key, Future[None]] = {}
        self._reading: set[Task[Any]] = set()
        self._waiting = 0
        self._pieces: DataLoader[tuple[Key, ...], None] = DataLoader(self._read_pieces, cache=False)

    async def load(self, key: Key) -> Found:
        """What belongs to the key."""
        return (await self.load_many((key,)))[0]

    async def load_many(self, keys: Sequence[Key]) -> list[Found]:
        """What belongs to each key, in the order of the keys.

        Raises: what the statement raised; who asks again makes it be sent again.
        """
        missing = [key for key in dict.fromkeys(keys) if key not in self._found]
        if missing:
            await self._fetch(missing)
        return [self._found[key] for key in keys]

    async def _fetch(self, missing: list[Key]) -> None:
        """Have all of these found: those that are on their way are waited for, the others are asked for."""
        fresh = tuple(key for key in missing if key not in self._coming)
        if fresh:
            piece: Future[Any] = self._pieces.load(fresh)
            self._coming.update(dict.fromkeys(fresh, piece))
        self._waiting += 1
        try:
            for coming in {self._coming[key] for key in missing}:
                # Others may wait for the same: who gives up does not take it from them.
                await shield(coming)
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._stop()

    def _stop(self) -> None:
        """End the statements for which nobody waits any more."""
        for task in self._reading:
            task.cancel()

    async def _read_pieces(self, pieces: list[tuple[Key, ...]]) -> list[None]:
        keys = list(dict.fromkeys(chain.from_iterable(pieces)))
        task = current_task()
        assert task is not None  # noqa: S101 - a coroutine runs in a task
        self._reading.add(task)
        try:
            if not self._waiting:
                raise CancelledError
            self._found.update(zip(keys, await self._read(keys), strict=True))
        finally:
            self._reading.discard(task)
            for key in keys:
                self._coming.pop(key, None)
        return [None] * len(pieces)
