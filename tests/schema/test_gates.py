"""What holds for the whole schema, whatever is added to it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
    is_specified_directive,
    is_specified_scalar_type,
    is_union_type,
    parse,
    validate,
)

from schema import sdl
from tests.operations import OPERATIONS
from tests.selection import SCHEMA, TYPES

OWN = {
    name: type_
    for name, type_ in TYPES.items()
    if not name.startswith("__") and not is_specified_scalar_type(type_)
}
MUTATIONS: dict[str, Any] = TYPES["Mutation"].fields
ROOT = Path(__file__).parent.parent.parent


def described() -> Iterator[tuple[str, str | None]]:
    """Everything that can have a description, with the one it has."""
    for name, type_ in OWN.items():
        yield name, type_.description
        for member, what in (getattr(type_, "fields", None) or getattr(type_, "values", None) or {}).items():
            yield f"{name}.{member}", what.description
            for argument, value in getattr(what, "args", {}).items():
                yield f"{name}.{member}({argument})", value.description
    for directive in SCHEMA.directives:
        if not is_specified_directive(directive) and directive.name != "oneOf":
            yield f"@{directive.name}", directive.description


def test_everything_is_described_in_sentences() -> None:
    wrong = [
        place
        for place, text in described()
        if not (text and text == text.strip() and text.endswith((".", "?")))
    ]
    assert wrong == []


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    assert (ROOT / "schema.graphql").read_text() == sdl()


def test_what_may_be_left_out_has_no_default_of_null() -> None:
    assert "= null" not in sdl()


@pytest.mark.parametrize("name", [name for name, type_ in OWN.items() if is_enum_type(type_)])
def test_enum_values_are_in_capitals(name: str) -> None:
    assert [value for value in OWN[name].values if not re.fullmatch(r"[A-Z][A-Z0-9_]*", value)] == []


@pytest.mark.parametrize("name", list(MUTATIONS))
def test_a_mutation_takes_one_input_and_answers_a_thing_or_a_problem(name: str) -> None:
    mutation, called = MUTATIONS[name], name[0].upper() + name[1:]
    assert {argument: str(value.type) for argument, value in mutation.args.items()} == {
        "input": f"{called}Input!"
    }
    assert str(mutation.type) == f"{called}Result!"
    thing, problem = OWN[f"{called}Result"].types
    assert (is_object_type(thing), problem.name) == (True, "Problem")
    key = OWN[f"{called}Input"].fields["idempotencyKey"]
    assert str(key.type) == "String"


def test_an_input_belongs_to_one_mutation_or_to_a_report_or_is_a_filter() -> None:
    inputs = {name for name, type_ in OWN.items() if is_input_object_type(type_)}
    asked = [get_named_type(field.args["input"].type) for field in MUTATIONS.values()] + [OWN["ReportInput"]]
    named, waiting = set[str](), list(asked)
    while waiting:
        type_ = waiting.pop()
        named.add(type_.name)
        parts = (get_named_type(part.type) for part in type_.fields.values())
        waiting += [part for part in parts if is_input_object_type(part) and part.name not in named]
    assert [name for name in inputs - named if not name.endswith("Filter")] == []


CONNECTIONS = [name for name in OWN if name.endswith("Connection")]


@pytest.mark.parametrize("name", CONNECTIONS)
def test_a_connection_is_relays(name: str) -> None:
    row = name.removesuffix("Connection")
    shape = {field: str(what.type) for field, what in OWN[name].fields.items()}
    expected = {
        "edges": f"[{row}Edge!]!",
        "nodes": f"[{row}!]!",
        "pageInfo": "PageInfo!",
        "totalCount": "Int!",
    }
    # A stream is not counted: it has a number at each event.
    if row in {"ThreadEvent", "MentorshipEvent", "CommunityEvent"}:
        del expected["totalCount"]
    assert shape == expected
    assert {field: str(what.type) for field, what in OWN[f"{row}Edge"].fields.items()} == {
        "node": f"{row}!",
        "cursor": "String!",
    }


def fields_to_connections() -> Iterator[tuple[str, Any]]:
    for name, type_ in OWN.items():
        for field, what in getattr(type_, "fields", {}).items():
            if get_named_type(what.type).name in CONNECTIONS:
                yield f"{name}.{field}", what


@pytest.mark.parametrize(("place", "field"), list(fields_to_connections()), ids=str)
def test_a_field_to_a_connection_takes_relays_arguments(place: str, field: Any) -> None:
    relay = {"first": "Int", "after": "String", "last": "Int", "before": "String"}
    if place in {
        "Query.search",
        "Thread.events",
        "Mentorship.events",
        "Community.events",
    }:  # read forward only
        relay = {"first": "Int", "after": "String"}
    assert relay.items() <= {name: str(value.type) for name, value in field.args.items()}.items()
    assert relay.keys() == field.args.keys() & {"first", "after", "last", "before"}


def test_everything_with_a_global_id_is_a_node() -> None:
    node = OWN["Node"]
    with_id = {name for name, type_ in OWN.items() if is_object_type(type_) and "id" in type_.fields}
    assert with_id == {possible.name for possible in SCHEMA.get_possible_types(node)}
    assert str(node.fields["id"].type) == "ID!"


def test_types_are_named_in_pascal_case_and_fields_in_camel_case() -> None:
    assert [name for name in OWN if not re.fullmatch(r"[A-Z][A-Za-z]*", name)] == []
    having_fields = (is_object_type, is_interface_type, is_input_object_type)
    fields = {
        f"{name}.{field}": field
        for name, type_ in OWN.items()
        if any(kind(type_) for kind in having_fields)
        for field in type_.fields
    }
    assert [place for place, field in fields.items() if not re.fullmatch(r"[a-z][A-Za-z0-9]*", field)] == []
    assert [name for name, type_ in OWN.items() if is_union_type(type_) and not type_.types] == []


@pytest.mark.parametrize("name", list(OPERATIONS))
def test_a_designed_operation_is_valid(name: str) -> None:
    assert validate(SCHEMA, parse(OPERATIONS[name])) == []
