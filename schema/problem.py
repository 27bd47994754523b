"""Why a mutation was refused."""

from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from kit.errors import DomainError, ErrorCode
from schema.enums import enum

if TYPE_CHECKING:
    from schema.node import Node

enum(
    ErrorCode,
    "Why something was refused; stable across versions.",
    UNAUTHENTICATED="Nobody is signed in, or the token does not hold.",
    NOT_FOUND="It does not exist, or you may not see it.",
    FORBIDDEN="You may see it, but not do this.",
    INVALID="An argument is not as it must be.",
    CONFLICT="Something stands against it that changed meanwhile or was there before.",
    INVALID_TRANSITION="The present state does not allow this step.",
    CAPACITY_EXCEEDED="There is no free place.",
    RATE_LIMITED="Too many attempts; try again later.",
)


@strawberry.type(description="What is wrong with one argument.")
class FieldProblem:
    path: list[str] = strawberry.field(description="Where in `input` the argument is.")
    message: str = strawberry.field(description="What is wrong with it, for people.")


@strawberry.type(description="Why a mutation was refused: nothing changed.")
class Problem:
    code: ErrorCode = strawberry.field(description="Why, for programs.")
    message: str = strawberry.field(description="Why, for people.")
    fields: list[FieldProblem] = strawberry.field(description="The arguments concerned.")
    current: Annotated["Node", strawberry.lazy("schema.node")] | None = strawberry.field(
        description="The thing as it stands now, when an edit was based on an older version of it."
    )


def problem_of(error: DomainError) -> Problem:
    """The refusal as the API answers it."""
    fields = [FieldProblem(path=problem.path, message=problem.message) for problem in error.fields]
    current: Any = error.current
    return Problem(code=error.code, message=error.message, fields=fields, current=current)
