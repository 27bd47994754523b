"""What a client reads of an error: refusals and malformed documents as they are, bugs as an id."""

from uuid import uuid4

import structlog
from graphql import GraphQLError
from strawberry.exceptions import StrawberryGraphQLError
from strawberry.extensions import MaskErrors

from kit.database import DatabaseBusyError
from kit.errors import DomainError

logger = structlog.get_logger("menteo.operation")


def is_internal(error: GraphQLError) -> bool:
    """Whether an error comes from a bug or a fault, and not from the request or a rule."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, GraphQLError | StrawberryGraphQLError | DomainError)


class MaskInternalErrors(MaskErrors):
    """Logs every internal error with an id and gives the client the id only."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=is_internal)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The same place, without the cause."""
        if isinstance(error.original_error, DatabaseBusyError):
            return _masked(error, "The database is busy; try again shortly.", {"code": "UNAVAILABLE"})
        error_id = str(uuid4())
        logger.error("internal error", error_id=error_id, path=error.path, exc_info=error.original_error)
        message = "Something went wrong on our side."
        return _masked(error, message, {"code": "INTERNAL", "id": error_id})


def _masked(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
