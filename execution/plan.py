"""Plans: operations compiled once, and remembered while there is room."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphql import (
    DirectiveNode,
    GraphQLObjectType,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.collect_fields import GroupedFieldSet, collect_fields

from execution.selection import Selection, has_middleware

if TYPE_CHECKING:
    from graphql.execution import Executor

# A compiled field takes one to two kilobytes.
MOST_STEPS = 50_000


class Plan:
    """An operation compiled for one choice of what `@skip` and `@include` leave in it."""

    def __init__(self, executor: "Executor[Any]", root_type: GraphQLObjectType) -> None:
        self.steps = 0
        collected = collect_fields(
            executor.schema,
            executor.fragments,
            executor.variable_values,
            root_type,
            executor.operation,
            executor.hide_suggestions,
        )
        self.root = self.compile(executor, root_type, collected.grouped_field_set)

    def compile(
        self, executor: "Executor[Any]", type_: GraphQLObjectType, fields: GroupedFieldSet
    ) -> Selection:
        """One more selection of this plan."""
        selection = Selection(executor, type_, fields)
        self.steps += len(selection.steps)
        return selection


class Outline(Visitor):
    """What is to be known of an operation before it is compiled."""

    def __init__(self, executor: "Executor[Any]") -> None:
        super().__init__()
        # Held, so that no other operation gets their identity while this is remembered.
        self.schema, self.operation = executor.schema, executor.operation
        self.fragments = executor.fragment_definitions
        self.is_incremental = False
        self.has_fragment_variables = any(node.variable_definitions for node in self.fragments.values())
        self.choosers: list[str] = []
        self.plans: dict[tuple[Any, ...], Plan] = {}
        for node in (self.operation, *self.fragments.values()):
            visit(node, self)

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Note what makes a plan differ."""
        if node.name.value in {"defer", "stream"}:
            self.is_incremental = True
        elif node.name.value in {"skip", "include"}:
            values = [argument.value for argument in node.arguments or ()]
            self.choosers += [value.name.value for value in values if isinstance(value, VariableNode)]

    def choice(self, variables: Mapping[str, Any]) -> tuple[Any, ...]:
        """What the variables choose: plans with another choice are other plans."""
        return tuple(variables.get(name) for name in self.choosers)

    def is_of(self, executor: "Executor[Any]") -> bool:
        """Whether this was made for the executor's operation, with the same fragments."""
        given = executor.fragment_definitions
        return (
            self.schema is executor.schema
            and self.operation is executor.operation
            and self.fragments.keys() == given.keys()
            and all(node is given[name] for name, node in self.fragments.items())
        )


class Plans:
    """The plans of a process, those longest unused forgotten first. They hold documents, never data."""

    def __init__(self, most_steps: int = MOST_STEPS) -> None:
        self._most_steps = most_steps
        self._outlines: OrderedDict[int, Outline] = OrderedDict()

    def __len__(self) -> int:
        """How many plans are remembered."""
        return sum(len(outline.plans) for outline in self._outlines.values())

    def outline(self, executor: "Executor[Any]") -> Outline:
        """The outline of the executor's operation."""
        key = id(executor.operation)
        outline = self._outlines.get(key)
        if outline is None or not outline.is_of(executor):
            outline = self._outlines[key] = Outline(executor)
        self._outlines.move_to_end(key)
        return outline

    def plan(self, executor: "Executor[Any]", outline: Outline, root_type: GraphQLObjectType) -> Plan:
        """The plan of the executor's operation for its variables.

        Raises: GraphQLError for a directive at the root whose arguments do not fit.
        """
        choice = outline.choice(executor.variable_values.coerced)
        key = (has_middleware(executor), executor.hide_suggestions, *choice)
        if (plan := outline.plans.get(key)) is None:
            plan = Plan(executor, root_type)
            if not outline.has_fragment_variables:
                outline.plans[key] = plan
            self._make_room()
        return plan

    def _make_room(self) -> None:
        """Forget what was longest unused; of an operation too large by itself, all but the newest plan."""
        # An outline counts too: some operations have one and never a plan.
        steps = {key: 1 + sum(plan.steps for plan in o.plans.values()) for key, o in self._outlines.items()}
        total = sum(steps.values())
        while total > self._most_steps and len(self._outlines) > 1:
            forgotten, _ = self._outlines.popitem(last=False)
            total -= steps[forgotten]
        if total > self._most_steps:
            (last,) = self._outlines.values()
            last.plans = dict([last.plans.popitem()] if last.plans else [])
