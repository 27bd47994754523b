"""Waits for what ordinary resolvers left to be awaited, wherever it stands in their values.

Batched resolvers are awaited as they are; this is for resolvers that answer object by object, with
awaitables, lists of awaitables, or asynchronous iterables.
"""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from graphql.pyutils import is_iterable

if TYPE_CHECKING:
    from execution.run import Run

Then = Callable[[list[Any]], None]


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


def when_ready(run: "Run", values: list[Any], lists: int, then: Then) -> None:
    """Go on with the values when nothing in them, down to `lists` lists deep, has to be waited for."""
    go_on = then if not lists else partial(_when_streams_ready, run, lists=lists, then=then)
    _when_replaced(run, values, [i for i, value in enumerate(values) if run.is_awaitable(value)], go_on)


def _when_streams_ready(run: "Run", values: list[Any], *, lists: int, then: Then) -> None:
    streams = [index for index, value in enumerate(values) if run.is_async_iterable(value)]
    for index in streams:
        values[index] = _collected(values[index])
    _when_replaced(run, values, streams, partial(_when_items_ready, run, lists=lists, then=then))


def _when_items_ready(run: "Run", values: list[Any], *, lists: int, then: Then) -> None:
    values = [_listed(value) for value in values]
    items = [item for value in values if type(value) is list for item in value]

    def put_back(ready: list[Any]) -> None:
        rest = iter(ready)
        then([[next(rest) for _ in value] if type(value) is list else value for value in values])

    when_ready(run, items, lists - 1, put_back)


def _when_replaced(run: "Run", values: list[Any], later: list[int], then: Then) -> None:
    """Go on when the values that are awaitable have given way to what they give."""
    if not later:
        then(values)
        return

    def replace(results: list[Any]) -> None:
        for index, result in zip(later, results, strict=True):
            values[index] = result
        then(values)

    run.when_all([values[index] for index in later], replace)


async def _collected(stream: AsyncIterable[Any]) -> list[Any]:
    return [item async for item in stream]


def _listed(value: Any) -> Any:
    """An iterable as a list; the error that iterating raises; anything else as it is."""
    if type(value) is list or not is_iterable(value):
        return value
    try:
        return list(value)
    except Exception as error:  # noqa: BLE001 - becomes the field's error
        return error
