"""Ways to await several things at once: all of them, or up to the first that comes to nothing."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from inspect import CORO_CREATED, getcoroutinestate, iscoroutine
from itertools import islice
from typing import Any

from graphql.pyutils import Undefined, gather_with_cancel

from execution.completion import LOST

# How awaitables are awaited: what each gives, errors in the places of those that raise.
Wait = Callable[[Sequence[Awaitable[Any]]], Awaitable[list[Any]]]


async def all_settled(awaitables: Sequence[Awaitable[Any]]) -> list[Any]:
    """What each awaitable gives; an error it raises stands in its place."""
    if len(awaitables) == 1:
        try:
            return [await awaitables[0]]
        except Exception as error:  # noqa: BLE001 - handed over as it is
            return [error]
    results = await asyncio.gather(*awaitables, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, Exception):
            raise result
    return results


def close_unstarted(awaitables: Sequence[Awaitable[Any]]) -> None:
    """Close the coroutines that nobody has begun to await, and nobody will."""
    for awaitable in awaitables:
        if iscoroutine(awaitable) and getcoroutinestate(awaitable) == CORO_CREATED:
            awaitable.close()


class _MissingError(Exception):
    """An item that may not be null has come to nothing."""

    def __init__(self, number: int, item: object) -> None:
        super().__init__()
        self.number = number
        self.item = item


def is_missing(item: object) -> bool:
    """Whether there is nothing where an item may not be null: an error, or null."""
    return item is None or item is Undefined or isinstance(item, Exception)


async def lists_settled(sizes: Sequence[int], awaitables: Sequence[Awaitable[Any]]) -> list[Any]:
    """What the items of each list give; the items of `sizes[i]` awaitables need each other."""
    rest = iter(awaitables)
    lists = [list(islice(rest, size)) for size in sizes]
    try:
        found = await asyncio.gather(*map(_all_or_one, lists))
    finally:
        # A task that is cancelled before its first step leaves what it was to await as it was.
        close_unstarted(awaitables)
    return [item for items in found for item in items]


async def _all_or_one(awaitables: Sequence[Awaitable[Any]]) -> list[Any]:
    """What each of a list's items gives; when one is missing, that one alone, the others are cancelled."""
    try:
        return await gather_with_cancel(*(_present(*numbered) for numbered in enumerate(awaitables)))
    except _MissingError as missing:
        items: list[Any] = [LOST] * len(awaitables)
        items[missing.number] = missing.item
        return items


async def _present(number: int, awaitable: Awaitable[Any]) -> Any:
    try:
        item = await awaitable
    except Exception as error:
        raise _MissingError(number, error) from error
    if is_missing(item):
        raise _MissingError(number, item)
    return item
