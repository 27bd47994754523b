"""What went wrong in an operation, and what becomes of the answer."""

from typing import Any

from graphql import FieldNode, GraphQLError
from graphql.error import located_error

from execution.places import Places


class Failure:
    """An error at a place of the answer (`at`), and the place that becomes null for it (`nulled`)."""

    __slots__ = ("at", "error", "nodes", "nulled")

    def __init__(
        self, error: Exception, nodes: list[FieldNode], at: tuple[Places, int], nulled: tuple[Places, int]
    ) -> None:
        self.error = error
        self.nodes = nodes
        self.at = at
        self.nulled = nulled

    def take_effect(self) -> None:
        """Remove what lies in the nulled place from the answer: nobody works on it any more."""
        places, index = self.nulled
        places.nulled.add(index)

    def wait(self) -> None:
        """Undo the effect: others who run at this moment go on, until the error arrives."""
        places, index = self.nulled
        places.nulled.discard(index)

    def is_raised_above(self, places: Places) -> bool:
        """Whether what becomes null lies at these places or above them."""
        above: Places | None = places
        while above is not None and above is not self.nulled[0]:
            above = above.above
        return above is not None


def settle(failures: list[Failure], data: dict[str, Any]) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
    """The answer with nulls where they belong, and the errors that are told.

    Told in the order in which they took effect; an error in what had become null before is not told
    (specification, "Handling Execution Errors": one error for each null is enough).
    """
    nulled: set[tuple[str | int, ...]] = set()
    errors: list[GraphQLError] = []
    for failure in failures:
        places, index = failure.at
        keys = places.keys(index)
        if any(keys[:length] in nulled for length in range(len(keys) + 1)):
            continue
        errors.append(located_error(failure.error, failure.nodes, list(keys)))
        above, owner = failure.nulled
        position = above.keys(owner)
        nulled.add(position)
        if position:
            put(data, position, None)
    return (None if () in nulled else data), errors


def put(data: dict[str, Any], keys: tuple[str | int, ...], value: object) -> None:
    """Write a value at a place of the answer."""
    *way, last = keys
    container: Any = data
    for key in way:
        container = container[key]
    container[last] = value
