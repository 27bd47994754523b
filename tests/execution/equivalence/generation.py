"""Operations to compare executors by: hypothesis-graphql's, made harder."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from graphql import DocumentNode, GraphQLSchema, StringValueNode, parse, validate
from hypothesis import assume
from hypothesis import strategies as st
from hypothesis_graphql import mutations, queries

from tests.execution.equivalence.dressing import Arguments, Dresser

_SCALARS = {
    "Date": st.just(StringValueNode(value="2026-01-01")),
    "DateTime": st.just(StringValueNode(value="2026-01-01T00:00:00Z")),
}


@cache
def _asked(schema: GraphQLSchema) -> GraphQLSchema:
    return GraphQLSchema(query=schema.subscription_type, types=schema.type_map.values())


def _subscriptions(schema: GraphQLSchema, **options: Any) -> st.SearchStrategy[DocumentNode]:
    """Subscriptions, each to one field; to the generator they are queries of another schema."""
    asked = _asked(schema)
    assert schema.subscription_type
    return st.sampled_from(list(schema.subscription_type.fields)).flatmap(
        lambda field: queries(asked, fields=[field], **options)
    )


_STRATEGIES: dict[str, Callable[..., st.SearchStrategy[Any]]] = {
    "query": queries,
    "mutation": mutations,
    "subscription": _subscriptions,
}


@dataclass(frozen=True)
class Operation:
    """A valid operation with its variables."""

    text: str
    variables: dict[str, Any]
    document: DocumentNode

    def __repr__(self) -> str:
        return f"{self.text}\nvariables = {self.variables}"


@cache
def _documents(schema: GraphQLSchema, keyword: str) -> st.SearchStrategy[DocumentNode]:
    """Plain documents; made once, as Hypothesis takes long to look through a new strategy."""
    scalars = {name: made for name, made in _SCALARS.items() if name in schema.type_map}
    return _STRATEGIES[keyword](schema, print_ast=lambda document: document, custom_scalars=scalars)


@st.composite
def operations(
    draw: st.DrawFn,
    schema: GraphQLSchema,
    arguments: Callable[[Random], Arguments],
    keyword: str = "query",
) -> Operation:
    """Valid operations with aliases, merged fields, fragments, directives and variables."""
    plain = draw(_documents(schema, keyword))
    random = Random(draw(st.integers(0, 2**32)))
    dresser = Dresser(schema, random, arguments(random))
    text = dresser.dressed(plain, keyword)
    document = parse(text)
    # Two places may ask for one name with arguments that differ now: such a document is no operation.
    assume(not validate(schema, document))
    return Operation(text, dresser.given, document)
