"""Documents made from the schema: everything there is to select."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from schema import build_schema

SCHEMA = build_schema()._schema
TYPES: Mapping[str, Any] = SCHEMA.type_map


def leaves(type_: Any) -> list[str]:
    """The fields that need no selection."""
    return [name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))]


def selection(type_: Any, depth: int) -> str:
    """Every field of a type, and of the types below, as deep as told."""
    if isinstance(type_, GraphQLUnionType):
        return "__typename " + " ".join(f"... on {t.name} {{ __typename }}" for t in type_.types)
    chosen = ["__typename", *leaves(type_)]
    if depth:
        chosen += [
            f"{name}{few(field)} {{ {selection(below, depth - (not is_wrapper(type_)))} }}"
            for name, field in type_.fields.items()
            if not is_leaf_type(below := get_named_type(field.type))
        ]
    if isinstance(type_, GraphQLInterfaceType):
        for possible in SCHEMA.get_possible_types(type_):
            edges = [
                f"{name} {{ __typename }}"
                for name, field in possible.fields.items()
                if name not in type_.fields and not is_leaf_type(get_named_type(field.type))
            ]
            if edges:
                chosen.append(f"... on {possible.name} {{ {' '.join(edges)} }}")
    return " ".join(chosen)


def few(field: GraphQLField) -> str:
    """Two children of each parent are several."""
    return "(first: 2)" if "first" in field.args else ""


def is_wrapper(type_: Any) -> bool:
    """Connections and their edges are no level of their own."""
    name: str = type_.name
    return name.endswith(("Connection", "Edge"))
