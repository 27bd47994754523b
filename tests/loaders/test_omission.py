"""Columns that nobody asks for are not fetched, and nobody notices."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import get_named_type, is_leaf_type

import models
from tests.crowd import Crowd, global_id
from tests.loaders.test_statements import PARENTS
from tests.selection import TYPES, few, selection

NARROWED = {
    model.__name__: model.only_shown
    for model in vars(models).values()
    if isinstance(model, type) and issubclass(model, models.Row) and model.only_shown
}


def fields() -> Iterator[tuple[str, str]]:
    for type_name in NARROWED:
        for name in TYPES[type_name].fields:
            yield type_name, name


def asked(type_name: str, name: str) -> str:
    """The field, with everything right below it."""
    field: Any = TYPES[type_name].fields[name]
    below = get_named_type(field.type)
    return name if is_leaf_type(below) else f"{name}{few(field)} {{ {selection(below, 0)} }}"


async def rows(crowd: Crowd, type_name: str, document: str) -> list[Any]:
    query = f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {type_name} {{ {document} }} }} }}"
    ids = [global_id(type_name, n) for n in PARENTS[type_name]][:5]
    found: list[Any] = (await crowd.api.data(query, ids=ids))["nodes"]
    return found


@pytest.mark.parametrize(("type_name", "name"), list(fields()))
async def test_a_field_answers_the_same_alone_as_with_all_others(
    crowd: Crowd, type_name: str, name: str
) -> None:
    everything = " ".join(asked(type_name, other) for other in TYPES[type_name].fields)
    alone = await rows(crowd, type_name, asked(type_name, name))
    assert alone == [{name: row[name]} for row in await rows(crowd, type_name, everything)]


@pytest.mark.parametrize("type_name", list(NARROWED))
async def test_a_column_that_is_not_shown_is_not_fetched(crowd: Crowd, type_name: str) -> None:
    with crowd.statements() as heard:
        await rows(crowd, type_name, "id")
    alias = type_name[0].lower()
    selected = [statement.partition("FROM")[0] for statement in heard]
    assert any(f" {alias}.id" in text for text in selected)
    assert {
        name for name in NARROWED[type_name] if any(f"{alias}.{name}" in text for text in selected)
    } == set()


async def test_a_column_that_is_shown_anywhere_in_a_document_is_fetched_everywhere(crowd: Crowd) -> None:
    document = f"""{{ node(id: "{global_id("Educator", 2)}") {{ id ...Profile }}
        others: node(id: "{global_id("Educator", 3)}") {{ ... on Educator {{ handle }} }} }}
        fragment Profile on Educator {{ bio }}"""
    with crowd.statements() as heard:
        await crowd.api.data(document)
    assert any(".bio" in statement.partition("FROM")[0] for statement in heard)
    assert not any(".headline" in statement.partition("FROM")[0] for statement in heard)
