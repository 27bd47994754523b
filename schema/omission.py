"""Which columns a document shows nowhere, so that its rows are read without them."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    is_abstract_type,
    is_object_type,
    visit,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from models import Row
from schema.wiring import InstancesOf

Omitted = Mapping[type[Row], frozenset[str]]


def omitted_by(schema: GraphQLSchema, document: DocumentNode) -> Omitted:
    """For each model of which the document shows rows: the columns that it shows of none of them.

    Nothing for documents with mutations or subscriptions, whose resolvers read rows to decide.
    """
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if any(operation.operation is not OperationType.QUERY for operation in operations):
        return {}
    types = TypeInfo(schema)
    shown = _Shown(schema, types)
    visit(document, TypeInfoVisitor(types, shown))
    omitted = {model: model.only_shown - columns for model, columns in shown.columns.items()}
    return {model: columns for model, columns in omitted.items() if columns}


class _Shown(Visitor):
    def __init__(self, schema: GraphQLSchema, types: TypeInfo) -> None:
        super().__init__()
        self._schema, self._types = schema, types
        self.columns: dict[type[Row], set[str]] = {}

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Note the field's column for every type that it may be asked of."""
        parent = self._types.get_parent_type()
        if is_object_type(parent):
            self._note(parent, node.name.value)
        elif parent is not None and is_abstract_type(parent):
            for type_ in self._schema.get_possible_types(parent):
                self._note(type_, node.name.value)

    def _note(self, type_: GraphQLObjectType, name: str) -> None:
        rows = type_.is_type_of
        if not isinstance(rows, InstancesOf) or not issubclass(rows.class_, Row):
            return
        columns = self.columns.setdefault(rows.class_, set())
        if name in type_.fields:
            columns.add(type_.fields[name].extensions[GraphQLCoreConverter.DEFINITION_BACKREF].python_name)
