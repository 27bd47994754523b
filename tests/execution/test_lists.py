"""Lists whose items are awaited: what an item that fails takes with it, and what it does not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import build_schema, execute, parse

from execution import BreadthFirstExecutor


async def given(number: int | None) -> int | None:
    await asyncio.sleep(0)
    return number


async def failing() -> int:
    await asyncio.sleep(0)
    raise ValueError("No number.")


class Stuck:
    """An item that never comes."""

    def __init__(self) -> None:
        self.was_cancelled = False

    async def item(self) -> int:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise
        return 0


async def answer(numbers: str, *rows: Any) -> Any:
    """Data, and errors as message and path, of rows of numbers of a type."""
    schema = build_schema(f"type Row {{ numbers: {numbers} }} type Query {{ rows: [Row!]! }}")
    root = SimpleNamespace(rows=[SimpleNamespace(numbers=row) for row in rows])
    result: Any = execute(schema, parse("{ rows { numbers } }"), root, executor_class=BreadthFirstExecutor)
    async with asyncio.timeout(5):
        result = await result if isinstance(result, Awaitable) else result
    errors = [(error.message, error.path) for error in result.errors or ()]
    return [row["numbers"] for row in result.data["rows"]], errors


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        (failing, "No number."),
        (lambda: given(None), "Cannot return null for non-nullable field Row.numbers."),
    ],
)
async def test_an_item_that_fails_takes_its_own_list_with_it(missing: Any, message: str) -> None:
    stuck = Stuck()
    found = await answer("[Int!]", [given(1), stuck.item(), missing()], [given(2), 3], [4])
    assert found == ([None, [2, 3], [4]], [(message, ["rows", 0, "numbers", 2])])
    assert stuck.was_cancelled


async def test_an_item_that_may_be_null_fails_for_itself() -> None:
    found = await answer("[Int]", [given(1), failing(), None], [given(2)])
    assert found == ([[1, None, None], [2]], [("No number.", ["rows", 0, "numbers", 1])])


async def test_a_list_that_lacks_an_item_already_waits_for_none() -> None:
    stuck = Stuck()
    task = asyncio.ensure_future(stuck.item())
    found = await answer("[Int!]", [task, None], [5])
    assert found[0] == [None, [5]]
    assert not task.done()
    task.cancel()


async def test_a_stream_is_closed_at_the_item_that_fails() -> None:
    closed = []

    async def stream() -> AsyncIterator[Any]:
        try:
            yield 1
            yield None
            yield failing()
        finally:
            closed.append(True)

    message = "Cannot return null for non-nullable field Row.numbers."
    assert await answer("[Int!]", stream()) == ([None], [(message, ["rows", 0, "numbers", 1])])
    assert closed == [True]
