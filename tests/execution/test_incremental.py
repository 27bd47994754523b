"""Operations with `@defer` or `@stream` go whole to graphql-core; all others are executed breadth-first."""

import asyncio
from typing import Any

import pytest
from graphql import (
    ExecutionResult,
    ExperimentalIncrementalExecutionResults,
    GraphQLDeferDirective,
    GraphQLSchema,
    GraphQLStreamDirective,
    experimental_execute_incrementally,
    parse,
)

from execution import BreadthFirstExecutor
from execution.marks import BATCHED
from tests.execution.test_levels import Tree


@pytest.fixture
def tree() -> Tree:
    """A tree whose schema knows the directives, and whose fields answer graphql-core's executor too."""
    tree = Tree()
    for name in ("children", "double", "parent"):
        together = tree.fields[name].extensions[BATCHED]

        async def one(parent: Any, info: Any, together: Any = together) -> Any:
            return (await together([parent], info, {}))[0]

        tree.fields[name].resolve = one
    config = tree.schema.to_kwargs()
    directives = (*config["directives"], GraphQLDeferDirective, GraphQLStreamDirective)
    tree.schema = GraphQLSchema(**config | {"directives": directives})
    return tree


async def executed(tree: Tree, text: str) -> Any:
    result = experimental_execute_incrementally(tree.schema, parse(text), executor_class=BreadthFirstExecutor)
    return await result if asyncio.iscoroutine(result) else result


async def parts(result: ExperimentalIncrementalExecutionResults) -> tuple[Any, list[Any]]:
    """The first part, and what the later ones bring."""
    later = [part.formatted async for part in result.subsequent_results]
    return result.initial_result.data, [one for part in later for one in part.get("incremental", [])]


async def test_a_deferred_fragment_comes_later(tree: Tree) -> None:
    first, later = await parts(await executed(tree, "{ node { number ... @defer { double } } }"))
    assert first == {"node": {"number": 1}}
    assert [one["data"] for one in later] == [{"double": 2}]


async def test_a_streamed_list_comes_in_parts(tree: Tree) -> None:
    text = "{ node { children @stream(initialCount: 1) { double } } }"
    first, later = await parts(await executed(tree, text))
    assert first == {"node": {"children": [{"double": 22}]}}
    assert [one["items"] for one in later] == [[{"double": 24}]]


async def test_a_directive_in_a_fragment_counts_and_one_that_is_switched_off_does_no_harm(tree: Tree) -> None:
    text = "{ node { ...F @defer } } fragment F on Node { children { double } }"
    first, later = await parts(await executed(tree, text))
    assert (first, later[0]["data"]) == ({"node": {}}, {"children": [{"double": 22}, {"double": 24}]})
    off = await executed(tree, "{ node { ... @defer(if: false) { double } } }")
    assert off == ({"node": {"double": 2}}, None)


async def test_other_operations_of_the_schema_are_executed_breadth_first(tree: Tree) -> None:
    result = await executed(tree, "{ node { children { double } } }")
    assert isinstance(result, ExecutionResult)
    assert tree.asked == [("children", [1]), ("double", [11, 12])]


async def test_a_document_with_the_directives_is_handed_over_whole(tree: Tree) -> None:
    await parts(await executed(tree, "{ node { ... @defer { number } children { double } } }"))
    assert tree.asked == [("children", [1]), ("double", [11]), ("double", [12])]
