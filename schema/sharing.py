"""Which subscriptions many viewers can share: what they select looks the same to those who stand alike.

A field with a resolver is taken to depend on its viewer unless it is made of its row alone or
marked `SHARED`. A marked field reads nothing but an event, its post, what that replies to, its
thread and those who wrote them, and of the viewer only what `access` says of them:
`resolvers.stream.ThreadStanding` compares just that.
"""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableNode,
    Visitor,
    visit,
)
from strawberry.types.field import StrawberryField

from execution import COLUMN

SHARED = {"shared": True}
_STRAWBERRY = "strawberry-definition"


def is_shared(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Whether no field of a document, fragments included, depends on its viewer."""
    types = TypeInfo(schema)
    finder = _Finder(types, schema)
    visit(document, TypeInfoVisitor(types, finder))
    return not finder.depends


class _Finder(Visitor):
    def __init__(self, types: TypeInfo, schema: GraphQLSchema) -> None:
        super().__init__()
        self._types = types
        self._root = schema.subscription_type
        self.depends = False

    def enter_field(self, *_: object) -> None:
        field = self._types.get_field_def()
        definition = field.extensions.get(_STRAWBERRY) if field else None
        if not isinstance(definition, StrawberryField) or definition.base_resolver is None:
            return
        if self._types.get_parent_type() is not self._root:
            marks = definition.metadata
            self.depends = self.depends or not (marks.get("shared") or COLUMN in marks)


def variables_below(operation: OperationDefinitionNode, document: DocumentNode) -> frozenset[str]:
    """The variables that an event's answer depends on; not those that say where a stream begins."""
    (root, *others) = operation.selection_set.selections
    if others or not isinstance(root, FieldNode) or root.selection_set is None:
        return frozenset(_variables(document))
    fragments = [node for node in document.definitions if node is not operation]
    found = [
        name
        for node in (root.selection_set, *(root.directives or ()), *fragments)
        for name in _variables(node)
    ]
    return frozenset(found)


def _variables(node: Node) -> Iterator[str]:
    names: list[str] = []

    class Collector(Visitor):
        def enter_variable(self, variable: VariableNode, *_: object) -> None:
            names.append(variable.name.value)

    visit(node, Collector())
    yield from names
