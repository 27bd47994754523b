"""Runs operations: documents checked first, each in a context of its own, bugs logged and never shown."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Any, Protocol

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from execution import Documents, Limits, RefusedDocumentError
from kit.errors import DomainError
from resolvers.context import Context
from schema.instant import SCALARS
from schema.masking import MaskInternalErrors, masked
from schema.wiring import readable

# A query or mutation that takes longer is given up, its SQL included. Longer than a statement may take.
DEADLINE_SECONDS = 10.0
BAD_REQUEST = "BAD_REQUEST"

_ANSWERED_ONCE = frozenset({OperationType.QUERY, OperationType.MUTATION})
_STREAMS = "Subscriptions are answered as text/event-stream, or over a WebSocket."
_BAD_REQUEST = {"code": BAD_REQUEST}
_SUGGESTION = re.compile(r" Did you mean [^?]*\?")


class OpensOperations(Protocol):
    """A connection, or a request: makes the context of each operation that comes over it."""

    async def operation(self) -> Context:
        """A fresh context, on behalf of whoever is signed in now."""


class UseReadyDocument(SchemaExtension):
    """Spares parsing and validating again what was found ready."""

    def on_operation(self) -> Iterator[None]:
        """Hand the document over."""
        context = self.execution_context
        schema = context.schema
        if context.query and isinstance(schema, OperationSchema):
            context.graphql_document = schema.documents.ready(context.query)
            context.validation_rules = ()
        yield


class OperationSchema(strawberry.Schema):
    """Strawberry's schema, with one context for each operation instead of one for each socket."""

    def __init__(self, *, introspection: bool, limits: Limits, **options: Any) -> None:
        config = StrawberryConfig(disable_field_suggestions=not introspection, scalar_map=SCALARS)
        super().__init__(config=config, extensions=[UseReadyDocument, MaskInternalErrors], **options)
        self.documents = Documents(self._schema, limits, introspection=introspection)

    def refusal(self, query: str | None) -> PreExecutionError | None:
        """Why a document cannot be executed; None when it can, or when there is none."""
        try:
            if query:
                self.documents.ready(query)
        except RefusedDocumentError as refused:
            return PreExecutionError(data=None, errors=refused.reasons)
        return None

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
        if refusal := self.refusal(query):
            return refusal
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                context = await context_value.operation() if context_value else None
                return await super().execute(
                    query,
                    variable_values,
                    context,
                    root_value,
                    operation_name,
                    _ANSWERED_ONCE.intersection(allowed_operation_types or _ANSWERED_ONCE),
                    operation_extensions,
                )
        except TimeoutError as late:
            return _fault(late)
        except InvalidOperationTypeError as other:
            if other.operation_type is not OperationType.SUBSCRIPTION:
                raise
            return PreExecutionError(data=None, errors=[GraphQLError(_STREAMS, extensions=_BAD_REQUEST)])

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
        if refusal := self.refusal(query):
            return _only(refusal)
        try:
            context = await context_value.operation() if context_value else None
        except DomainError as refused:
            return _only(PreExecutionError(data=None, errors=[readable(refused)]))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client is told in order
            return _only(_fault(error))
        return await super().stream(
            query,
            variable_values,
            context,
            root_value,
            operation_name,
            operation_extensions,
            allowed_operation_types,
        )

    @staticmethod
    def remove_field_suggestion(error: GraphQLError) -> None:
        """Take every suggestion out of a message, not only those of fields."""
        error.message = _SUGGESTION.sub("", error.message)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave logging to `MaskInternalErrors`, which gives each bug an id."""


def _fault(error: Exception) -> PreExecutionError:
    """The result of an operation that failed as a whole, through no fault of its sender."""
    return PreExecutionError(data=None, errors=[masked(GraphQLError(str(error), original_error=error))])


async def _only(result: PreExecutionError) -> AsyncGenerator[PreExecutionError, None]:
    """A stream of one result."""
    yield result
