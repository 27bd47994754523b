"""Subscriptions: who listens joins the hub, and each event is executed once for all who share it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import orjson
from graphql import (
    DocumentNode,
    ExecutionResult,
    Executor,
    GraphQLError,
    GraphQLSchema,
    create_source_event_stream,
    get_operation_ast,
)

from kit.outage import is_outage
from resolvers.audience import Sink, Subscriber
from resolvers.stream import Source
from schema.masking import shown
from schema.sharing import is_shared, variables_below

if TYPE_CHECKING:
    from resolvers.context import Context
    from resolvers.stream import Signal


class Answer:
    """What a question says of one signal, and the bytes that are sent of it."""

    def __init__(self, cursor: str, result: ExecutionResult) -> None:
        self.cursor = cursor
        self.result = result
        # What transports make of it: by the id of an operation, the frame in which it is sent.
        self.frames: dict[str, bytes] = {}

    @cached_property
    def json(self) -> bytes:
        """The payload as JSON, encoded once for all who get it."""
        return orjson.dumps(self.result.formatted)


class Question:
    """A subscription's selection with the variables that matter to it; equal ones are one object."""

    def __init__(
        self, live: Live, document: DocumentNode, variables: Mapping[str, Any], name: str | None
    ) -> None:
        self.is_shared = is_shared(live.schema, document)
        self._live = live
        self._document = document
        self._variables = variables
        self._name = name

    def executor(self, context: Context) -> Executor[Any]:
        """What executes it for this context's viewer."""
        return self._live.executor(self._document, self._variables, self._name, context)

    async def answers(self, context: Context, signals: Sequence[Signal]) -> list[Answer]:
        """The answer for each signal, as the context's viewer may see it.

        Raises: what the database raised when it was away; the same may be asked again.
        """
        executor = self.executor(context)
        results = await asyncio.gather(*(_executed(executor, signal) for signal in signals))
        return [Answer(signal.cursor, result) for signal, result in zip(signals, results, strict=True)]


async def _executed(executor: Executor[Any], signal: Signal) -> ExecutionResult:
    # Subscriptions are executed as a whole: there is no incremental delivery in them.
    running: Any = executor.build_per_event_executor(signal).execute_operation(serially=False)
    result: ExecutionResult = await running if executor.is_awaitable(running) else running
    for error in result.errors or ():
        if error.original_error is not None and is_outage(error.original_error):
            raise error.original_error
    return ExecutionResult(result.data, shown(result.errors))


class Live:
    """The subscriptions of a schema."""

    def __init__(self, schema: GraphQLSchema, executor_class: type[Executor[Any]]) -> None:
        self.schema = schema
        self._executor_class = executor_class
        self._questions: WeakValueDictionary[bytes, Question] = WeakValueDictionary()

    def executor(
        self, document: DocumentNode, variables: Mapping[str, Any], name: str | None, context: Context
    ) -> Executor[Any]:
        """What executes a document.

        Raises: RefusedVariablesError for variables that do not fit it.
        """
        built = self._executor_class.build(
            self.schema,
            document,
            context_value=context,
            raw_variable_values=dict(variables),
            operation_name=name,
        )
        if isinstance(built, list):
            raise RefusedVariablesError(built)
        return built

    async def subscribe(
        self,
        text: str,
        document: DocumentNode,
        variables: Mapping[str, Any],
        name: str | None,
        context: Context,
        sink: Sink,
    ) -> Subscriber | ExecutionResult:
        """A subscriber who is told from now on, or why there is none."""
        opening: Any = create_source_event_stream(self.executor(document, variables, name, context))
        source: Source | ExecutionResult = await opening if isawaitable(opening) else opening
        if isinstance(source, ExecutionResult):
            return ExecutionResult(None, shown(source.errors))
        question = self._question(text, document, variables, name)
        subscriber = Subscriber(source.room, source.stream_id, context, question, sink)
        await context.platform.hub.join(subscriber, source.after)
        return subscriber

    def _question(
        self, text: str, document: DocumentNode, variables: Mapping[str, Any], name: str | None
    ) -> Question:
        operation = get_operation_ast(document, name)
        below = variables_below(operation, document) if operation else variables.keys()
        asked = sorted((key, value) for key, value in variables.items() if key in below)
        key = orjson.dumps([text, name, asked])
        question = self._questions.get(key)
        if question is None:
            question = self._questions[key] = Question(self, document, variables, name)
        return question


class RefusedVariablesError(Exception):
    """Variables do not fit their operation; every reason found."""

    def __init__(self, reasons: list[GraphQLError]) -> None:
        super().__init__(reasons)
        self.reasons = reasons
