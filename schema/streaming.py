"""Answers operations over a stream: subscriptions as long as they last, any other operation once."""

from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing
from typing import Any, Protocol

from graphql import OperationType as GraphQLOperationType
from graphql import get_operation_ast
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from kit.errors import DomainError
from resolvers.audience import Sink, Subscriber
from resolvers.context import Context
from schema.live import Answer, Live, RefusedVariablesError
from schema.operation import OpensOperations, OperationSchema, fault
from schema.outflow import Outflow
from schema.wiring import readable


class OpensStreams(OpensOperations, Protocol):
    """One over which subscriptions are answered too."""

    # The cursor of the last answer of a subscription.
    stream_cursor: str | None
    # Who hears the answers, while there is a subscription.
    listening: Subscriber | None


class StreamingSchema(OperationSchema):
    """A schema whose subscriptions are answered too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.live = Live(self._schema, self.execution_context_class)

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: OpensStreams | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> Any:
        """The results of an operation over a stream: many of a subscription, one of any other."""
        if refusal := self.refusal(query):
            return _only(refusal)
        try:
            context = await context_value.operation() if context_value else None
        except DomainError as refused:
            return _only(PreExecutionError(data=None, errors=[readable(refused)]))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told in order
            return _only(fault(error))
        if query and context and context_value and self.is_subscription(query, operation_name):
            return self._listened(context_value, context, (query, variable_values or {}, operation_name))
        return await super().stream(
            query,
            variable_values,
            context,
            root_value,
            operation_name,
            operation_extensions,
            allowed_operation_types,
        )

    def is_subscription(self, query: str, operation_name: str | None) -> bool:
        """Whether the operation of a document that is ready is a subscription."""
        operation = get_operation_ast(self.documents.ready(query), operation_name)
        return operation is not None and operation.operation is GraphQLOperationType.SUBSCRIPTION

    async def subscribe_to(
        self,
        query: str,
        variables: dict[str, Any],
        operation_name: str | None,
        context: Context,
        sink: Sink,
    ) -> Subscriber | PreExecutionError | ExecutionResult:
        """A subscriber whose answers go to the sink from now on, or why there is none."""
        document = self.documents.ready(query)
        try:
            found = await self.live.subscribe(query, document, variables, operation_name, context, sink)
        except RefusedVariablesError as refused:
            return PreExecutionError(data=None, errors=refused.reasons)
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told in order
            return fault(error)
        if isinstance(found, Subscriber):
            return found
        return ExecutionResult(data=found.data, errors=found.errors)

    async def _listened(
        self, opener: OpensStreams, context: Context, asked: tuple[str, dict[str, Any], str | None]
    ) -> AsyncGenerator[ExecutionResult, None]:
        outflow = Outflow()
        subscriber = await self.subscribe_to(*asked, context, outflow)
        if not isinstance(subscriber, Subscriber):
            yield subscriber
            return
        opener.listening = subscriber
        async with aclosing(outflow.drawn(subscriber)) as answers:
            async for answer in answers:
                result = answer.result if isinstance(answer, Answer) else answer
                if isinstance(answer, Answer):
                    opener.stream_cursor = answer.cursor
                yield ExecutionResult(data=result.data, errors=result.errors)


async def _only(result: PreExecutionError) -> AsyncGenerator[PreExecutionError, None]:
    """A stream of one result."""
    yield result
