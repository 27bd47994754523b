"""Rewrites a generated operation: same fields, said in every way GraphQL has for it."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_union_type,
    parse_value,
    print_ast,
    value_from_ast_untyped,
)

# How often, of a hundred places where it could be, something is done.
ALIASED, REPEATED, CONDITIONAL, INLINED, NAMED, BY_VARIABLE, TYPENAME = 20, 12, 12, 15, 10, 20, 10
# The generator asks for little of each thing. More is asked for: so many fields of each, so deep, so
# many in all.
FIELDS, DEPTH, MOST = 3, 6, 60


class Arguments(ABC):
    """Chooses values that lead somewhere, where the generator's own would find nothing."""

    @abstractmethod
    def value(self, parent: str, field: str, name: str, argument: GraphQLArgument) -> str | None:
        """The value as GraphQL writes it; None to leave the generator's."""

    @abstractmethod
    def left_out(self, parent: str, field: str, name: str) -> bool:
        """Whether the argument is not given at all."""


class Dresser:
    """Rewrites one document; `given` holds the values of its variables afterwards."""

    def __init__(self, schema: GraphQLSchema, random: Random, arguments: Arguments) -> None:
        self.given: dict[str, Any] = {}
        self._schema = schema
        self._random = random
        self._arguments = arguments
        self._declared: dict[str, str] = {}
        self._fragments: list[str] = []
        self._chosen: dict[tuple[str, str, str], str] = {}
        self._aliases = 0
        self._added = 0
        self._lone = False

    def dressed(self, document: DocumentNode, keyword: str) -> str:
        """The document's only operation, rewritten."""
        (operation,) = document.definitions
        assert isinstance(operation, OperationDefinitionNode)
        root = self._schema.get_root_type(OperationType(keyword))
        assert root
        # A subscription has one root field, and says so plainly.
        self._lone = keyword == "subscription"
        body = self._selections(operation.selection_set, root, 1)
        declared = ", ".join(f"${name}: {type_}" for name, type_ in self._declared.items())
        return "\n".join(
            [f"{keyword} Generated{f'({declared})' if declared else ''} {body}", *self._fragments]
        )

    def _often(self, percent: int) -> bool:
        return self._random.randrange(100) < percent

    def _selections(self, selection_set: SelectionSetNode | None, parent: Any, depth: int) -> str:
        nodes = selection_set.selections if selection_set else ()
        pieces = [piece for node in nodes for piece in self._pieces(node, parent, depth)]
        if depth == 1 and self._lone:
            return f"{{ {pieces[0]} }}"
        if not is_union_type(parent) and depth > 1:
            pieces += self._more(parent, depth)
        if self._often(TYPENAME):
            pieces.insert(self._random.randrange(len(pieces) + 1), "__typename")
        pieces = pieces or ["__typename"]
        return f"{{ {' '.join(self._grouped(pieces, parent))} }}"

    def _grouped(self, pieces: list[str], parent: Any) -> list[str]:
        """The pieces, some of them within fragments."""
        cut = self._random.randrange(len(pieces) + 1)
        rest, some = pieces[:cut], " ".join(pieces[cut:])
        if some and self._often(NAMED):
            name = f"Part{len(self._fragments)}"
            self._fragments.append(f"fragment {name} on {parent.name} {{ {some} }}")
            return [*rest, f"...{name}{self._condition()}"] + [f"...{name}"] * self._often(REPEATED)
        if some and self._often(INLINED):
            on = self._random.choice(["", f" on {parent.name}"])
            return [*rest, f"...{on}{self._condition()} {{ {some} }}"]
        return pieces

    def _more(self, parent: Any, depth: int) -> list[str]:
        """Fields that the generator did not choose, each under a name of its own."""
        some = self._random.sample(list(parent.fields), min(FIELDS, len(parent.fields)))
        pieces: list[str] = []
        for name in some:
            is_leaf = is_leaf_type(get_named_type(parent.fields[name].type))
            if self._added < MOST and (is_leaf or depth < DEPTH):
                self._aliases += 1
                self._added += 1
                node = FieldNode(name=NameNode(value=name), alias=NameNode(value=f"m{self._aliases}"))
                pieces += self._field(node, parent, depth)
        return pieces

    def _pieces(self, node: SelectionNode, parent: Any, depth: int) -> Sequence[str]:
        if isinstance(node, InlineFragmentNode):
            type_ = self._schema.type_map[node.type_condition.name.value] if node.type_condition else parent
            return [
                f"... on {type_.name}{self._condition()} {self._selections(node.selection_set, type_, depth)}"
            ]
        assert isinstance(node, FieldNode)
        return self._field(node, parent, depth)

    def _field(self, node: FieldNode, parent: Any, depth: int) -> Sequence[str]:
        name = node.name.value
        field = self._schema.get_field(parent, name)
        assert field
        alias = f"{node.alias.value}: " if node.alias else ""
        if self._often(ALIASED):
            self._aliases += 1
            alias = f"a{self._aliases}: "
        head = f"{alias}{name}{self._given_arguments(node, parent, field)}"
        type_ = get_named_type(field.type)
        if is_leaf_type(type_):
            return [f"{head}{self._condition()}"] + [head] * self._often(REPEATED)
        body = self._selections(node.selection_set, type_, depth + 1)
        if depth == 1 and self._lone:
            return [f"{head} {body}"]
        if self._added >= MOST or not self._often(REPEATED):
            return [f"{head}{self._condition()} {body}"]
        # Two halves that have to be merged again; an object may be of a type that one half only knows.
        other = self._selections(node.selection_set, type_, depth + 1)
        return [f"{head} {body}", f"{head}{self._condition()} {other}"]

    def _given_arguments(self, node: FieldNode, parent: Any, field: GraphQLField) -> str:
        written = {argument.name.value: argument for argument in node.arguments or ()}
        texts = []
        for name, argument in field.args.items():
            if self._arguments.left_out(parent.name, node.name.value, name):
                continue
            text = self._argument(node, parent.name, name, argument, written)
            if text is not None:
                texts.append(f"{name}: {text}")
        return f"({', '.join(texts)})" if texts else ""

    def _argument(
        self,
        node: FieldNode,
        parent: str,
        name: str,
        argument: GraphQLArgument,
        written: Mapping[str, ArgumentNode],
    ) -> str | None:
        place = (parent, f"{node.alias.value if node.alias else ''}:{node.name.value}", name)
        if place in self._chosen:
            return self._chosen[place]
        text = self._arguments.value(parent, node.name.value, name, argument)
        if text is None and name in written:
            text = print_ast(written[name].value)
        if text is not None:
            self._chosen[place] = text = self._perhaps_variable(text, argument)
        return text

    def _perhaps_variable(self, text: str, argument: GraphQLArgument) -> str:
        if not self._often(BY_VARIABLE):
            return text
        name = f"v{len(self._declared)}"
        node = parse_value(text)
        nullable = not isinstance(argument.type, GraphQLNonNull)
        if nullable and self._often(20):
            # Not given: as if the argument had not been written.
            self._declared[name] = str(argument.type)
        elif self._often(30):
            self._declared[name] = f"{argument.type} = {text}"
        else:
            self._declared[name] = str(argument.type)
            self.given[name] = value_from_ast_untyped(node)
        return f"${name}"

    def _condition(self) -> str:
        """A directive, or none."""
        if not self._often(CONDITIONAL):
            return ""
        directive = self._random.choice(["skip", "include"])
        if self._often(40):
            return f" @{directive}(if: {self._random.choice(['true', 'false'])})"
        # Few variables for many directives, so that what is left out hangs together.
        name = f"b{self._random.randrange(3)}"
        if name not in self._declared:
            self._declared[name] = "Boolean!"
            self.given[name] = self._random.random() < 0.5
        return f" @{directive}(if: ${name})"
