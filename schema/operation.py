"""Runs operations: each in a context of its own, bugs logged with an id and never shown."""

from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.types.base_scalars import DateTimeDefinition
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from kit.errors import DomainError
from resolvers.context import Context
from schema.wiring import readable

INSTANT = replace(
    DateTimeDefinition,
    description="An instant in ISO 8601 with its offset from UTC: `2026-03-02T08:00:00+00:00`.",
)


class OpensOperations(Protocol):
    """A connection, or a request: makes the context of each operation that comes over it."""

    async def operation(self) -> Context:
        """A fresh context, on behalf of whoever is signed in now."""


class OperationSchema(strawberry.Schema):
    """Strawberry's schema, with one context for each operation instead of one for each socket."""

    def __init__(self, *, introspection: bool, **options: Any) -> None:
        config = StrawberryConfig(disable_field_suggestions=not introspection, scalar_map={datetime: INSTANT})
        super().__init__(config=config, **options)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: OpensOperations | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """The result of a query or mutation."""
        context = await context_value.operation() if context_value else None
        return await super().execute(
            query,
            variable_values,
            context,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: OpensOperations | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
    ) -> Any:
        """The results of an operation over a stream: many of a subscription, one of any other."""
        try:
            context = await context_value.operation() if context_value else None
        except DomainError as refusal:
            return _only(PreExecutionError(data=None, errors=[readable(refusal)]))
        return await super().stream(
            query,
            variable_values,
            context,
            root_value,
            operation_name,
            operation_extensions,
            allowed_operation_types,
        )

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave logging to `MaskInternalErrors`, which gives each bug an id."""


async def _only(result: PreExecutionError) -> AsyncGenerator[PreExecutionError, None]:
    """A stream of one result."""
    yield result
