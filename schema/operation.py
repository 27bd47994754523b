"""Answers operations once: documents checked first, bugs logged and never shown."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Protocol

import strawberry
from graphql import DocumentNode, GraphQLError, execute, get_operation_ast
from graphql import ExecutionResult as GraphQLExecutionResult
from strawberry.execution import optimized_is_awaitable
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from execution import BreadthFirstExecutor, Documents, Limits, RefusedDocumentError
from kit.deadline import Deadline
from resolvers.context import Context
from schema.instant import SCALARS
from schema.marking import mark
from schema.masking import MaskInternalErrors, masked, shown
from schema.omission import omitted_by

# A query or mutation that takes longer is given up, its SQL included. Longer than a statement may take.
DEADLINE_SECONDS = 10.0
BAD_REQUEST = "BAD_REQUEST"

_STREAMS = "Subscriptions are answered as text/event-stream, or over a WebSocket."
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


class OperationExecutor(BreadthFirstExecutor, StrawberryGraphQLCoreExecutionContext):
    """Our executor, with the `info` that Strawberry's resolvers expect."""


class OperationSchema(strawberry.Schema):
    """Strawberry's schema, with one context for each operation instead of one for each connection."""

    def __init__(self, *, introspection: bool, limits: Limits, **options: Any) -> None:
        config = StrawberryConfig(disable_field_suggestions=not introspection, scalar_map=SCALARS)
        options.setdefault("execution_context_class", OperationExecutor)
        super().__init__(config=config, extensions=[UseReadyDocument, MaskInternalErrors], **options)
        mark(self._schema, self.schema_converter)
        note = partial(omitted_by, self._schema)
        self.documents = Documents(self._schema, limits, note, introspection=introspection)
        self._tells_nothing = not introspection

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
        """The result of a query or mutation; see `docs/decisions/0013`.

        Raises: InvalidOperationTypeError for a mutation where only queries are allowed.
        """
        try:
            document = self._chosen(query, operation_name, allowed_operation_types)
        except RefusedDocumentError as refused:
            return PreExecutionError(data=None, errors=refused.reasons)
        try:
            with Deadline(DEADLINE_SECONDS):
                context = await context_value.operation() if context_value else None
                if context is not None and query:
                    context.reader.omitted = self.documents.note(query)
                return await self._run(
                    document,
                    root_value=root_value,
                    context_value=context,
                    variable_values=variable_values,
                    operation_name=operation_name,
                    operation_extensions=operation_extensions,
                )
        except TimeoutError as late:
            return fault(late)

    def _chosen(
        self, query: str | None, operation_name: str | None, allowed: Iterable[OperationType] | None
    ) -> DocumentNode:
        """The document of a query or mutation that may run; nobody was looked up for it yet.

        Raises: RefusedDocumentError for any other; InvalidOperationTypeError for a type not allowed.
        """
        if not query:
            raise _bad("No GraphQL query found in the request")
        document = self.documents.ready(query)
        operation = get_operation_ast(document, operation_name)
        if operation is None and operation_name is None:
            raise _bad("Name the operation to run in `operationName`: the document has several.")
        if operation is None:
            raise _bad(f'Unknown operation named "{operation_name}".')
        kind = OperationType(operation.operation.value)
        if kind is OperationType.SUBSCRIPTION:
            raise _bad(_STREAMS)
        if allowed is not None and kind not in allowed:
            raise InvalidOperationTypeError(kind)
        return document

    async def _run(self, document: DocumentNode, **request: Any) -> ExecutionResult:
        """The result of a document that may run, bugs masked."""
        try:
            running = execute(
                self._schema,
                document,
                **request,
                is_awaitable=optimized_is_awaitable,  # type: ignore[arg-type] # it answers with a bool
                executor_class=self.execution_context_class,
                hide_suggestions=self._tells_nothing,
            )
            result = running if isinstance(running, GraphQLExecutionResult) else await running
        except Exception as error:  # noqa: BLE001 - whatever it is, it is logged and not shown
            return fault(error)
        return ExecutionResult(data=result.data, errors=shown(result.errors))

    @staticmethod
    def remove_field_suggestion(error: GraphQLError) -> None:
        """Take every suggestion out of a message, not only those of fields."""
        error.message = _SUGGESTION.sub("", error.message)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave logging to `MaskInternalErrors`, which gives each bug an id."""


def _bad(message: str) -> RefusedDocumentError:
    """A request that names no operation which could be answered this way."""
    return RefusedDocumentError([GraphQLError(message, extensions={"code": BAD_REQUEST})])


def fault(error: Exception) -> PreExecutionError:
    """The result of an operation that failed as a whole, through no fault of its sender."""
    return PreExecutionError(data=None, errors=[masked(GraphQLError(str(error), original_error=error))])
