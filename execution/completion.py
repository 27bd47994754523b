"""Completes the values of a level: a raw value becomes what the answer holds in its place.

One completion is compiled for each step, after its field's type, and works on the values of a whole
level: leaves are coerced, lists are taken apart and put together again, objects get a dict of the
answer each and become the next level. A value that is missing or wrong is recorded as a failure and
answered with null; where that null ends up is settled when all else is done.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError
from graphql.pyutils import Undefined, is_iterable

from execution.places import ItemPlaces, Places

if TYPE_CHECKING:
    from execution.run import Run
    from execution.selection import Step


# Stands for a value that nobody needs any more: its place has left the answer.
LOST = object()


class Completion(ABC):
    """Completes values of one type for one step."""

    # Completes the items of the values, where these are lists.
    items: "Completion | None" = None

    def __init__(self, step: "Step", *, non_null: bool) -> None:
        self.step = step
        self.non_null = non_null

    @abstractmethod
    def complete(self, run: "Run", places: Places, values: Sequence[Any]) -> list[Any]:
        """What the answer holds in each of the places."""

    def is_missing(self, run: "Run", places: Places, index: int, value: object) -> bool:
        """Whether there is nothing to complete: an error instead of a value, or null."""
        if isinstance(value, Exception):
            run.fail(self.step, places, index, value)
            return True
        if value is None or value is Undefined:
            if self.non_null:
                field = f"{self.step.parent_type}.{self.step.field_name}"
                error = TypeError(f"Cannot return null for non-nullable field {field}.")
                run.fail(self.step, places, index, error)
            return True
        return value is LOST


class ListCompletion(Completion):
    """Takes the lists of a level apart, completes all items together, and makes lists of them again."""

    def __init__(self, step: "Step", items: Completion, *, non_null: bool) -> None:
        super().__init__(step, non_null=non_null)
        self.items: Completion = items

    def complete(self, run: "Run", places: Places, values: Sequence[Any]) -> list[Any]:
        """One list for each list."""
        lists = [self._listed(run, places, index, value) for index, value in enumerate(values)]
        flat: list[Any] = []
        owners: list[int] = []
        positions: list[int] = []
        for index, items in enumerate(lists):
            if items:
                flat += items
                owners += [index] * len(items)
                positions += range(len(items))
        if not flat:
            return [None if items is None else [] for items in lists]
        item_places = ItemPlaces(places, owners, positions, nullable=not self.items.non_null)
        completed = iter(self.items.complete(run, item_places, flat))
        return [None if items is None else [next(completed) for _ in items] for items in lists]

    def _listed(self, run: "Run", places: Places, index: int, value: Any) -> Sequence[Any] | None:
        if type(value) is list:
            return value
        if self.is_missing(run, places, index, value):
            return None
        try:
            if is_iterable(value):
                return list(value)
            field = f"{self.step.parent_type}.{self.step.field_name}"
            message = f"Expected Iterable, but did not find one for field '{field}'."
            raise GraphQLError(message)  # noqa: TRY301 - recorded like what iterating raises
        except Exception as error:  # noqa: BLE001 - becomes the field's error
            run.fail(self.step, places, index, error)
            return None
