"""Completes scalars and enums: whole columns at once where all values are what they should be."""

from collections.abc import Callable, Sequence
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any

from graphql import (
    GRAPHQL_MAX_INT,
    GRAPHQL_MIN_INT,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
)
from graphql.pyutils import Undefined, inspect

from execution.completion import Completion
from execution.marks import NATIVE

if TYPE_CHECKING:
    from execution.places import Places
    from execution.run import Run
    from execution.selection import Step

NOTHING = type(None)


def _fit_int(values: Sequence[Any]) -> bool:
    return bool(min(values) >= GRAPHQL_MIN_INT and max(values) <= GRAPHQL_MAX_INT)


def _fit_float(values: Sequence[Any]) -> bool:
    return all(map(isfinite, values))


def _fit(_: Sequence[Any]) -> bool:
    return True


# Built-in scalars whose values, when all are of exactly this class and fit, are answered as they are.
_AS_THEY_ARE: dict[GraphQLLeafType, tuple[type, Callable[[Sequence[Any]], bool]]] = {
    GraphQLString: (str, _fit),
    GraphQLID: (str, _fit),
    GraphQLBoolean: (bool, _fit),
    GraphQLInt: (int, _fit_int),
    GraphQLFloat: (float, _fit_float),
}
# An enum has few values, but a foreign value could be anything: no more than this are remembered.
MOST_REMEMBERED = 1000


class LeafCompletion(Completion):
    """Coerces the values of a scalar or an enum."""

    def __init__(self, step: "Step", type_: GraphQLLeafType, *, non_null: bool) -> None:
        super().__init__(step, non_null=non_null)
        self._type = type_
        self._coerce = type_.coerce_output_value
        as_it_is: tuple[type | None, Callable[[Sequence[Any]], bool]] = _AS_THEY_ARE.get(type_, (None, _fit))
        self._class, self._fits = as_it_is
        if NATIVE in type_.extensions:
            self._class = type_.extensions[NATIVE]
        # What was found for an enum's values, by class and value: equal values of one class answer alike.
        self._known: dict[type, dict[Any, Any]] | None = {} if isinstance(type_, GraphQLEnumType) else None

    def complete(self, run: "Run", places: "Places", values: Sequence[Any]) -> list[Any]:
        """The values as the answer holds them."""
        classes = set(map(type, values))
        if not self.non_null:
            classes.discard(NOTHING)
        if len(classes) == 1:
            (only,) = classes
            if only is self._class:
                present = values if self.non_null else [value for value in values if value is not None]
                if self._fits(present):
                    return list(values)
            elif self._known is not None and issubclass(only, str | Enum):
                return self._look_up(run, places, values, self._known.setdefault(only, {None: None}))
        return [self._one(run, places, index, value) for index, value in enumerate(values)]

    def _look_up(
        self, run: "Run", places: "Places", values: Sequence[Any], known: dict[Any, Any]
    ) -> list[Any]:
        try:
            return [known[value] for value in values]
        except (KeyError, TypeError):
            completed = [self._one(run, places, index, value) for index, value in enumerate(values)]
        if len(known) < MOST_REMEMBERED:
            pairs = zip(values, completed, strict=True)
            known.update((value, answer) for value, answer in pairs if answer is not None)
        return completed

    def _one(self, run: "Run", places: "Places", index: int, value: Any) -> Any:
        if self.is_missing(run, places, index, value):
            return None
        try:
            return self._coerced(value)
        except Exception as error:  # noqa: BLE001 - becomes the field's error
            run.fail(self.step, places, index, error)
            return None

    def _coerced(self, value: Any) -> Any:
        coerced = self._coerce(value)
        if coerced is None or coerced is Undefined:
            message = (
                f"Expected `{inspect(self._type)}.coerce_output_value({inspect(value)})`"
                f" to return non-nullable value, returned: {inspect(coerced)}"
            )
            raise TypeError(message)
        return coerced
