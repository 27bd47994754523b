"""Completes objects: each gets a dict of the answer, and all of one type become the next level."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import GraphQLAbstractType, GraphQLObjectType
from graphql.execution.executor import invalid_return_type_error

from execution.completion import Completion
from execution.failures import put
from execution.leaves import NOTHING
from execution.level import Level
from execution.marks import BY_CLASS

if TYPE_CHECKING:
    from execution.places import Places
    from execution.run import Run
    from execution.selection import Selection, Step

Place = tuple["Places", int]


class Later(NamedTuple):
    """A type that is known once something was awaited: `then` says it, or what to wait for next."""

    awaitable: Awaitable[Any]
    then: "Callable[[Any], TypeOrLater]"


TypeOrLater = GraphQLObjectType | Later
# A schema has few classes of objects; only one that makes classes as it goes has more.
MOST_REMEMBERED = 1000


class CompositeCompletion(Completion):
    """Completes values whose type has a selection set."""

    def __init__(self, step: "Step", *, non_null: bool) -> None:
        super().__init__(step, non_null=non_null)
        # Compiled when first needed: an abstract type has many members, of which few appear.
        self._selections: dict[GraphQLObjectType, Selection] = {}
        # The type of the objects of a class, where the class alone decides.
        self._types: dict[type, GraphQLObjectType] = {}

    @abstractmethod
    def type_of(self, run: "Run", value: Any, place: Place) -> TypeOrLater:
        """The object type of a value.

        Raises: GraphQLError, perhaps later, for a value of no type that is allowed here.
        """

    @abstractmethod
    def is_settled_by_class(self, run: "Run", type_: GraphQLObjectType) -> bool:
        """Whether all objects of the class that one object of this type has are of this type."""

    def complete(self, run: "Run", places: "Places", values: Sequence[Any]) -> list[Any]:
        """One dict for each object, to be filled when its level comes up."""
        classes = set(map(type, values))
        has_nulls = not self.non_null and NOTHING in classes
        if has_nulls:
            classes.discard(NOTHING)
        types = {self._types.get(class_) for class_ in classes}
        if len(types) == 1 and (only := types.pop()) is not None:
            enter = self._enter_present if has_nulls else self._enter
            return enter(run, only, values, places)
        completed: list[Any] = [None] * len(values)
        found = {index: self._found(run, places, index, value) for index, value in enumerate(values)}
        self._sort(run, places, values, found, completed.__setitem__)
        return completed

    def _enter_present(
        self, run: "Run", type_: GraphQLObjectType, values: Sequence[Any], places: "Places"
    ) -> list[Any]:
        owners = [index for index, value in enumerate(values) if value is not None]
        entered = iter(self._enter(run, type_, [values[index] for index in owners], places, owners))
        return [None if value is None else next(entered) for value in values]

    def _found(self, run: "Run", places: "Places", index: int, value: Any) -> TypeOrLater | None:
        if self.is_missing(run, places, index, value):
            return None
        try:
            return self._types.get(type(value)) or self.type_of(run, value, (places, index))
        except Exception as error:  # noqa: BLE001 - becomes the field's error
            run.fail(self.step, places, index, error)
            return None

    def _sort(
        self,
        run: "Run",
        places: "Places",
        values: Sequence[Any],
        found: Mapping[int, Any],
        write: Callable[[int, Any], None],
    ) -> None:
        """Let the objects of each type enter together; those whose type is not known yet, later."""
        groups: dict[GraphQLObjectType, list[int]] = {}
        later: dict[int, Later] = {}
        for index, type_ in found.items():
            if isinstance(type_, GraphQLObjectType):
                groups.setdefault(type_, []).append(index)
            elif isinstance(type_, Exception):
                run.fail(self.step, places, index, type_)
            elif isinstance(type_, Later):
                later[index] = type_
        for type_, owners in groups.items():
            self._remember(run, type_, {type(values[index]) for index in owners})
            targets = self._enter(run, type_, [values[index] for index in owners], places, owners)
            for index, target in zip(owners, targets, strict=True):
                write(index, target)
        if later:
            awaitables = [one.awaitable for one in later.values()]
            run.when_all(awaitables, partial(self._sort_later, run, places, values, later))

    def _sort_later(
        self,
        run: "Run",
        places: "Places",
        values: Sequence[Any],
        later: Mapping[int, Later],
        results: list[Any],
    ) -> None:
        found = {index: _then(later[index], result) for index, result in zip(later, results, strict=True)}
        # By now the places are in the answer.
        self._sort(run, places, values, found, lambda i, target: put(run.data, places.keys(i), target))

    def _remember(self, run: "Run", type_: GraphQLObjectType, classes: set[type]) -> None:
        if len(self._types) < MOST_REMEMBERED and self.is_settled_by_class(run, type_):
            self._types.update(dict.fromkeys(classes, type_))

    def _enter(
        self,
        run: "Run",
        type_: GraphQLObjectType,
        sources: Sequence[Any],
        places: "Places",
        owners: Sequence[int] | None = None,
    ) -> list[Any]:
        selection = self._selections.get(type_)
        if selection is None:
            try:
                selection = self._selections[type_] = run.compile(type_, self.step.details)
            except Exception as error:  # noqa: BLE001 - becomes the error of each object
                for index in owners or range(len(sources)):
                    run.fail(self.step, places, index, error)
                return [None] * len(sources)
        targets = list(map(dict.copy, repeat(selection.blank, len(sources))))
        run.levels.append(Level(selection, sources, targets, places, owners))
        return targets

    def checked(self, run: "Run", type_: GraphQLObjectType, value: Any, place: Place) -> TypeOrLater:
        """The type, once it has taken the value as its own."""
        if type_.is_type_of is None:
            return type_
        fits: Any = type_.is_type_of(value, run.info(self.step, *place))
        if run.is_awaitable(fits):
            return Later(fits, lambda answer: self._confirmed(answer, type_, value))
        return self._confirmed(fits, type_, value)

    def _confirmed(self, fits: object, type_: GraphQLObjectType, value: Any) -> GraphQLObjectType:
        if not fits:
            raise invalid_return_type_error(type_, value, self.step.details)
        return type_


def _then(later: Later, result: Any) -> Any:
    """What follows from what was awaited; an error stands in the place of a type."""
    if isinstance(result, Exception):
        return result
    try:
        return later.then(result)
    except Exception as error:  # noqa: BLE001 - becomes the error of the object
        return error


class ObjectCompletion(CompositeCompletion):
    """Completes values of an object type."""

    def __init__(self, step: "Step", type_: GraphQLObjectType, *, non_null: bool) -> None:
        super().__init__(step, non_null=non_null)
        self._type = type_

    def type_of(self, run: "Run", value: Any, place: Place) -> TypeOrLater:
        """The one type."""
        return self.checked(run, self._type, value, place)

    def is_settled_by_class(self, run: "Run", type_: GraphQLObjectType) -> bool:
        """Whether the type takes what comes, or looks at the class only."""
        del run
        return type_.is_type_of is None or BY_CLASS in type_.extensions


class AbstractCompletion(CompositeCompletion):
    """Completes values of an interface or a union, each after its own object type."""

    def __init__(self, step: "Step", type_: GraphQLAbstractType, *, non_null: bool) -> None:
        super().__init__(step, non_null=non_null)
        self._type = type_

    def type_of(self, run: "Run", value: Any, place: Place) -> TypeOrLater:
        """The type that the abstract type's resolver names."""
        info = run.info(self.step, *place)
        name: Any = (self._type.resolve_type or run.executor.type_resolver)(value, info, self._type)
        if run.is_awaitable(name):
            return Later(name, lambda answer: self._named(run, answer, value, place))
        return self._named(run, name, value, place)

    def _named(self, run: "Run", name: Any, value: Any, place: Place) -> TypeOrLater:
        info, details = run.info(self.step, *place), self.step.details
        type_ = run.executor.ensure_valid_runtime_type(name, self._type, details, info, value)
        return self.checked(run, type_, value, place)

    def is_settled_by_class(self, run: "Run", type_: GraphQLObjectType) -> bool:
        """Whether every member looks at the class only."""
        del type_
        members = run.executor.schema.get_possible_types(self._type)
        return all(BY_CLASS in member.extensions for member in members)
