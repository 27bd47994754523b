"""What a client reads of an error: refusals and malformed documents as they are, bugs as an id."""

from uuid import uuid4

import structlog
from graphql import GraphQLError
from strawberry.exceptions import MissingQueryError, StrawberryGraphQLError
from strawberry.extensions import MaskErrors
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from kit.errors import DomainError
from kit.outage import is_outage

UNAVAILABLE, INTERNAL = "UNAVAILABLE", "INTERNAL"
BUSY = "The database is busy; try again shortly."

_OF_THE_REQUEST = (
    GraphQLError,
    StrawberryGraphQLError,
    MissingQueryError,
    CannotGetOperationTypeError,
    InvalidOperationTypeError,
    DomainError,
)

logger = structlog.get_logger("menteo.operation")


def is_internal(error: GraphQLError) -> bool:
    """Whether an error comes from a bug or a fault, and not from the request or a rule."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, _OF_THE_REQUEST)


class MaskInternalErrors(MaskErrors):
    """Logs every internal error with an id and gives the client the id only."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=is_internal)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        """The same place, without the cause."""
        return masked(error)


def shown(errors: list[GraphQLError] | None) -> list[GraphQLError] | None:
    """What a client reads of the errors of a result."""
    return errors and [masked(error) if is_internal(error) else error for error in errors]


def masked(error: GraphQLError) -> GraphQLError:
    """What a client reads of an internal error: that it may pass, or the id under which it is logged."""
    cause = error.original_error
    if is_outage(cause):
        logger.warning("unavailable", error=type(cause).__name__, path=error.path)
        return _instead(error, BUSY, {"code": UNAVAILABLE})
    error_id = str(uuid4())
    logger.error("internal error", error_id=error_id, path=error.path, exc_info=cause)
    return _instead(error, "Something went wrong on our side.", {"code": INTERNAL, "id": error_id})


def _instead(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
