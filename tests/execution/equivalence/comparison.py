"""Executes an operation with two executors and says in what they differ.

The rule. Data is equal, down to the order of keys. Outside of what errors have removed from the answer,
errors are equal: message, path, locations and extensions, in any order. Where an error has made a place
above its own null, the specification lets an executor tell one of several errors, or all; what
graphql-core tells depends on which came first. There each side tells at least one, and each that ours
tells is one that graphql-core meets when no error removes another (its directive
`@experimental_disableErrorPropagation`). Statements: ours sends no more than graphql-core's executor;
where errors cut its work short, no more than it sends when nothing is cut short. Sibling branches run
side by side, and whether two of them ask a loader in the same turn of the event loop is PostgreSQL's
chance: the fewest statements of some tries count.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from inspect import isawaitable
from typing import Any

import orjson
from graphql import (
    DirectiveNode,
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    experimental_execute_incrementally,
    subscribe,
)
from graphql.execution.incremental.incremental_executor import IncrementalExecutor

from execution import BreadthFirstExecutor
from kit.outage import is_outage
from tests.execution.equivalence.generation import Operation

Position = tuple[str | int, ...]
# A chance of this many in a row is none.
TRIES = 5


@dataclass
class Setting:
    """A schema, and what each execution finds: a fresh context, a root value, an ear for statements."""

    schema: GraphQLSchema
    context: Callable[[], Awaitable[Any]]
    root: Callable[[], Any] = lambda: None
    statements: list[str] = field(default_factory=list, repr=False)


@dataclass(frozen=True)
class Outcome:
    """What one execution gave."""

    data: str
    values: Any
    errors: list[GraphQLError]
    statements: int
    root: Any

    @property
    def met_outage(self) -> bool:
        """Whether the database failed it."""
        return any(is_outage(error.original_error) for error in self.errors)

    @property
    def positions(self) -> dict[Position, Counter[str]]:
        """The errors by the place of the answer that is null for them."""
        found: dict[Position, Counter[str]] = {}
        for error in self.errors:
            place = nulled_by(error, self.values)
            found.setdefault(place, Counter())[_told(error)] += 1
        return found


def _say(outcome: Outcome) -> str:
    return f"{outcome.data[:2000]} {[_told(error) for error in outcome.errors[:10]]}"


def nulled_by(error: GraphQLError, data: Any) -> Position:
    """The first place on the error's path at which the answer is null."""
    path = tuple(error.path or ())
    for length, key in enumerate(path):
        if data is None:
            return path[:length]
        data = data[key]
    assert data is None, f"{error} at {path}, where the answer is {data}"
    return path


def _json(data: Any) -> str:
    """The answer as clients get it, which settles the order of keys."""
    return orjson.dumps(data).decode()


def _told(error: GraphQLError) -> str:
    return json.dumps(error.formatted, sort_keys=True)


async def executed(
    executor: type[Executor[Any]],
    setting: Setting,
    operation: Operation,
    document: DocumentNode | None = None,
) -> Outcome:
    """What an executor makes of the operation, once everything that it started has ended."""
    before, root, context = asyncio.all_tasks(), setting.root(), await setting.context()
    setting.statements.clear()
    result = experimental_execute_incrementally(
        setting.schema,
        document or operation.document,
        root,
        context,
        operation.variables,
        executor_class=executor,
    )
    if isawaitable(result):
        result = await result
    assert isinstance(result, ExecutionResult)
    outcome = _outcome(result, len(setting.statements), root)
    while left := asyncio.all_tasks() - before:
        await asyncio.wait(left)
    assert _json(result.data) == outcome.data, "the answer changed after it was given"
    return replace(outcome, statements=len(setting.statements))


def _outcome(result: ExecutionResult, statements: int = 0, root: Any = None) -> Outcome:
    return Outcome(_json(result.data), result.data, list(result.errors or ()), statements, root)


async def streamed(
    executor: type[Executor[Any]],
    setting: Setting,
    operation: Operation,
    document: DocumentNode | None = None,
) -> list[Outcome]:
    """What an executor makes of each event of a subscription."""
    stream = subscribe(
        setting.schema,
        document or operation.document,
        setting.root(),
        await setting.context(),
        operation.variables,
        executor_class=executor,
    )
    if isawaitable(stream):
        stream = await stream
    if isinstance(stream, ExecutionResult):
        return [_outcome(stream)]
    return [_outcome(result) async for result in stream]


async def compare(setting: Setting, operation: Operation) -> tuple[Outcome, Outcome]:
    """What graphql-core's executor and ours gave; fails where they differ."""
    for attempt in range(1, TRIES + 1):
        found = await _compared(setting, operation, is_last=attempt == TRIES)
        if found is None:
            continue
        stock, ours, allowed = found
        if ours.statements <= allowed:
            return stock, ours
    raise AssertionError(f"{ours.statements} statements, where graphql-core's executor sends {allowed}")


async def _compared(
    setting: Setting, operation: Operation, *, is_last: bool
) -> tuple[Outcome, Outcome, int] | None:
    """What graphql-core's executor and ours gave, and how many statements ours may send.

    None when the database failed one of them, say by a statement that took too long on a busy machine.
    """
    stock = await executed(IncrementalExecutor, setting, operation)
    ours = await executed(BreadthFirstExecutor, setting, operation)
    every = stock
    if any(_is_above(place, outcome) for outcome in (stock, ours) for place in outcome.positions):
        every = await executed(
            IncrementalExecutor, setting, operation, _without_propagation(operation.document)
        )
    if not is_last and any(outcome.met_outage for outcome in (stock, ours, every)):
        return None
    _compare(stock, ours, every)
    return stock, ours, max(every.statements, stock.statements)


async def compare_streams(setting: Setting, operation: Operation) -> None:
    """Fails where graphql-core's executor and ours differ in what they make of a subscription's events."""
    stock = await streamed(IncrementalExecutor, setting, operation)
    ours = await streamed(BreadthFirstExecutor, setting, operation)
    every = await streamed(IncrementalExecutor, setting, operation, _without_propagation(operation.document))
    for outcomes in zip(stock, ours, every, strict=True):
        _compare(*outcomes)


def _compare(stock: Outcome, ours: Outcome, every: Outcome) -> None:
    assert ours.data == stock.data, f"{_say(ours)} is not {_say(stock)}"
    _compare_errors(stock, ours, {_told(error) for error in every.errors})


def _compare_errors(stock: Outcome, ours: Outcome, possible: Iterable[str]) -> None:
    expected, found = stock.positions, ours.positions
    assert found.keys() == expected.keys(), f"{_say(ours)} is not {_say(stock)}"
    for place, errors in expected.items():
        if _is_above(place, stock) or _is_above(place, ours):
            assert found[place].keys() <= set(possible), f"{_say(ours)} is not {_say(stock)}"
            assert max(found[place].values()) == 1
        else:
            assert found[place] == errors, f"{_say(ours)} is not {_say(stock)}"


def _is_above(place: Position, outcome: Outcome) -> bool:
    """Whether an error below has made this place null."""
    return any(
        len(error.path or ()) > len(place) and nulled_by(error, outcome.values) == place
        for error in outcome.errors
    )


def _without_propagation(document: DocumentNode) -> DocumentNode:
    directive = DirectiveNode(name=NameNode(value="experimental_disableErrorPropagation"), arguments=())
    definitions = [
        OperationDefinitionNode(
            **{key: getattr(node, key) for key in node.keys if key != "directives"},
            directives=(*(node.directives or ()), directive),
        )
        if isinstance(node, OperationDefinitionNode)
        else node
        for node in document.definitions
    ]
    return DocumentNode(definitions=tuple(definitions))
