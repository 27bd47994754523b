"""Waits for what ordinary resolvers left to be awaited, wherever it stands in their values.

Batched resolvers are awaited as they are; this is for resolvers that answer object by object, with
awaitables, lists of awaitables, or asynchronous iterables.

A list whose items may not be null becomes null with the first of them that fails. Nobody needs its
other items then: those that run are cancelled, those not begun are settled in the background, as
graphql-core does; LOST stands in their places.
"""

from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import accumulate, pairwise, starmap
from typing import TYPE_CHECKING, Any

from graphql.execution.executor import collect_iterator_awaitables
from graphql.pyutils import is_iterable

from execution.completion import LOST
from execution.settling import Wait, all_settled, is_missing, lists_settled

if TYPE_CHECKING:
    from execution.completion import Completion
    from execution.run import Run

Then = Callable[[list[Any]], None]


def when_ready(
    run: "Run",
    values: list[Any],
    completion: "Completion",
    then: Then,
    needing: Sequence[range] | None = None,
) -> None:
    """Go on with the values when nothing in them, however deep in lists, has to be waited for.

    `needing`: which values are items of one list that may not be null.
    """
    go_on = then
    if completion.items is not None:
        go_on = partial(_when_streams_ready, run, items=completion.items, then=then)
    awaited = [index for index, value in enumerate(values) if run.is_awaitable(value)]
    if not awaited or needing is None:
        _when_replaced(run, values, awaited, go_on)
        return
    lists = [list(filter(set(awaited).__contains__, numbers)) for numbers in needing]
    lists = [
        some for some, numbers in zip(lists, needing, strict=True) if _are_needed(run, values, some, numbers)
    ]
    wait = partial(lists_settled, [len(some) for some in lists])
    _when_replaced(run, values, [index for some in lists for index in some], go_on, wait)


def _are_needed(run: "Run", values: list[Any], awaited: list[int], numbers: range) -> bool:
    """Whether the awaitables among a list's items are; if one item is missing already, they are let go."""
    if not awaited:
        return False
    if not any(is_missing(values[index]) for index in numbers):
        return True
    run.executor.settle_in_background([values[index] for index in awaited])
    for index in awaited:
        values[index] = LOST
    return False


def _when_streams_ready(run: "Run", values: list[Any], *, items: "Completion", then: Then) -> None:
    streams = [index for index, value in enumerate(values) if run.is_async_iterable(value)]
    for index in streams:
        values[index] = _collected(run, values[index], are_needed=items.non_null)
    _when_replaced(run, values, streams, partial(_when_items_ready, run, items=items, then=then))


def _when_items_ready(run: "Run", values: list[Any], *, items: "Completion", then: Then) -> None:
    values = [_listed(run, value) for value in values]
    lists = [value for value in values if type(value) is list]
    flat = [item for value in lists for item in value]

    def put_back(ready: list[Any]) -> None:
        rest = iter(ready)
        then([[next(rest) for _ in value] if type(value) is list else value for value in values])

    when_ready(run, flat, items, put_back, _numbered(lists) if items.non_null else None)


def _numbered(lists: list[list[Any]]) -> list[range]:
    """The numbers of each list's items among all items."""
    ends = list(accumulate(map(len, lists), initial=0))
    return list(starmap(range, pairwise(ends)))


def _when_replaced(
    run: "Run", values: list[Any], later: list[int], then: Then, wait: Wait = all_settled
) -> None:
    """Go on when the values that are awaitable have given way to what they give."""
    if not later:
        then(values)
        return

    def replace(results: list[Any]) -> None:
        for index, result in zip(later, results, strict=True):
            values[index] = result
        then(values)

    run.when_all([values[index] for index in later], replace, wait)


async def _collected(run: "Run", stream: AsyncIterable[Any], *, are_needed: bool) -> list[Any]:
    """The items of a stream; when none may be missing, up to the first that is."""
    items: list[Any] = []
    iterator = aiter(stream)
    try:
        async for item in iterator:
            items.append(item)
            if are_needed and is_missing(item):
                await _close(iterator)
                break
    except Exception:
        await _close(iterator)
        _let_go(run, items)
        raise
    return items


async def _close(iterator: AsyncIterator[Any]) -> None:
    """Tell a stream that nobody asks for more; what it has to say to that does not matter."""
    if (aclose := getattr(iterator, "aclose", None)) is not None:
        with suppress(Exception):
            await aclose()


def _listed(run: "Run", value: Any) -> Any:
    """An iterable as a list; the error that iterating raises; anything else as it is."""
    if type(value) is list or not is_iterable(value):
        return value
    items: list[Any] = []
    iterator: Iterator[Any] = iter(())
    try:
        iterator = iter(value)
        # Not `list(...)`: what came before an error has to be let go.
        items.extend(iterator)
    except Exception as error:  # noqa: BLE001 - becomes the field's error
        _let_go(run, [*items, *collect_iterator_awaitables(iterator, run.is_awaitable)])
        return error
    return items


def _let_go(run: "Run", items: list[Any]) -> None:
    if awaitables := list(filter(run.is_awaitable, items)):
        run.executor.settle_in_background(awaitables)
