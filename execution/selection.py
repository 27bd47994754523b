"""A selection set over one object type, compiled: its fields, how each is read, how its values are completed.

Compiled once for an operation and kept in its plan; holds nothing of a viewer or a request.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphql import GraphQLField, GraphQLObjectType
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.execution.values import get_argument_values
from graphql.type import TypeNameMetaFieldDef

from execution.compiling import completion_of
from execution.marks import BATCHED, COLUMN, Batched, Column
from execution.places import FieldPlaces

if TYPE_CHECKING:
    from graphql.execution import Executor

    from execution.level import Level


def has_middleware(executor: "Executor[Any]") -> bool:
    """Whether middleware wraps the resolvers of an operation."""
    manager = executor.middleware_manager
    return manager is not None and bool(manager.middlewares)


class Step:
    """One field of a selection, ready to be asked of any number of objects."""

    __slots__ = (
        "batched",
        "column",
        "completion",
        "definition",
        "details",
        "field_name",
        "name",
        "nodes",
        "parent_type",
    )

    def __init__(
        self,
        name: str,
        parent_type: GraphQLObjectType,
        definition: GraphQLField,
        details: FieldDetailsList,
        *,
        is_plain: bool,
    ) -> None:
        self.name = name
        self.field_name = details[0].node.name.value
        self.parent_type = parent_type
        self.definition = definition
        self.details = details
        self.nodes = [detail.node for detail in details]
        self.column: Column | None = None
        self.batched: Batched | None = None
        if not is_plain:
            self.column = definition.extensions.get(COLUMN)
            self.batched = definition.extensions.get(BATCHED)
            if definition is TypeNameMetaFieldDef:
                self.column = lambda _: parent_type.name
        self.completion = completion_of(definition.type, self)

    def read(self, sources: Sequence[Any]) -> list[Any]:
        """The column's value of each object; an error stands in the place of a value that cannot be read."""
        assert self.column is not None  # noqa: S101 - only columns are read
        try:
            return list(map(self.column, sources))
        except Exception:  # noqa: BLE001 - whatever it is, it belongs to one object: found below
            return [_read(self.column, source) for source in sources]

    def arguments(self, executor: "Executor[Any]") -> Mapping[str, Any]:
        """The field's arguments, coerced.

        Raises: GraphQLError for a value that does not fit.
        """
        first = self.details[0]
        if not self.definition.args and not first.node.arguments:
            return {}
        return get_argument_values(
            self.definition,
            first.node,
            executor.variable_values,
            first.fragment_variable_values,
            executor.hide_suggestions,
        )

    def places(self, level: "Level") -> FieldPlaces:
        """The field's places in the answer, one for each object of the level."""
        return FieldPlaces(
            level.places,
            level.owners,
            nullable=not self.completion.non_null,
            field=(self.name, self.parent_type.name),
        )


def _read(column: Column, source: object) -> object:
    try:
        return column(source)
    except Exception as error:  # noqa: BLE001 - becomes the field's error
        return error


class Selection:
    """The steps of a selection set over one object type, in the order in which they answer."""

    __slots__ = ("blank", "columns", "questions", "steps")

    def __init__(self, executor: "Executor[Any]", type_: GraphQLObjectType, fields: GroupedFieldSet) -> None:
        self.steps: list[Step] = []
        # Middleware is to see every field, so each is asked as graphql-core would ask it.
        is_plain = has_middleware(executor)
        for name, details in fields.items():
            definition = executor.schema.get_field(type_, details[0].node.name.value)
            if definition is not None:
                self.steps.append(Step(name, type_, definition, details, is_plain=is_plain))
        # Read at once, and first: an object that lacks one of them need not be asked the questions.
        self.columns = [step for step in self.steps if step.column is not None]
        self.questions = [step for step in self.steps if step.column is None]
        # An object's answer before anything is known; it settles the order of its keys.
        self.blank: dict[str, Any] = dict.fromkeys(step.name for step in self.steps)
