"""Refusals that a client can understand: a stable code, a sentence, and the arguments concerned."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ErrorCode(StrEnum):
    """Why something was refused, stable across versions."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    NOT_FOUND = "NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"
    INVALID = "INVALID"
    CONFLICT = "CONFLICT"
    INVALID_TRANSITION = "INVALID_TRANSITION"
    CAPACITY_EXCEEDED = "CAPACITY_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one argument, found by its path in the input."""

    path: list[str]
    message: str


class DomainError(Exception):
    """A refusal by a rule of the network; anything else that is raised is a bug."""

    def __init__(
        self,
        code: ErrorCode,
        message: str,
        fields: Sequence[FieldProblem] = (),
        current: object | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = list(fields)
        self.current = current


def not_found(what: str) -> DomainError:
    """The same answer for what is absent and for what the viewer may not see."""
    return DomainError(ErrorCode.NOT_FOUND, f"There is no such {what}.")


def invalid(field: str, message: str) -> DomainError:
    """A refusal of one argument."""
    return DomainError(ErrorCode.INVALID, message, [FieldProblem([field], message)])


def conflict(message: str, *fields: str) -> DomainError:
    """A refusal because of what already stands."""
    return DomainError(ErrorCode.CONFLICT, message, [FieldProblem([field], message) for field in fields])


def stale(what: str, version: int, current: object) -> DomainError:
    """A refusal of an edit based on an older version; `current` is the thing as it stands now."""
    message = f"{what} is at version {version} by now."
    return DomainError(ErrorCode.CONFLICT, message, [FieldProblem(["expectedVersion"], message)], current)


def invalid_transition(message: str) -> DomainError:
    """A refusal of a step that the present state does not allow."""
    return DomainError(ErrorCode.INVALID_TRANSITION, message)
