"""What the executor promises: a field is asked once for a level, siblings are asked side by side."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import ExecutionResult, GraphQLResolveInfo, GraphQLSchema, build_schema, execute, parse

from execution import BreadthFirstExecutor
from execution.marks import BATCHED

SDL = """
    type Node { number: Int! children: [Node!]! parent: Node twin: Node double: Int! late: Int slow: Int }
    type Query { node: Node! nodes(count: Int!): [Node!]! whose: String }
"""
Info = GraphQLResolveInfo[Any]


def node(number: int) -> SimpleNamespace:
    return SimpleNamespace(number=number)


class Tree:
    """A schema whose batched fields remember of whom they were asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[int]]] = []
        self.schema: GraphQLSchema = build_schema(SDL)
        types: Any = self.schema.type_map
        self.fields = types["Node"].fields
        types["Query"].fields["node"].resolve = lambda *_: node(1)
        types["Query"].fields["nodes"].resolve = lambda _, __, count: [node(i) for i in range(count)]
        types["Query"].fields["whose"].resolve = lambda _, info: info.context
        self.batch("children", lambda number: [node(number * 10 + i) for i in (1, 2)])
        self.batch("parent", lambda number: node(number // 10) if number > 9 else None)
        self.batch("double", lambda number: number * 2)

    def batch(self, name: str, answer: Any) -> None:
        """Answer a field for all parents at once."""

        async def together(parents: Sequence[Any], _: Info, __: Mapping[str, Any]) -> list[Any]:
            self.asked.append((name, [parent.number for parent in parents]))
            await asyncio.sleep(0)
            return [answer(parent.number) for parent in parents]

        self.fields[name].extensions = {BATCHED: together}

    async def data(self, text: str, context: Any = None, **variables: Any) -> Any:
        """The data of an operation without errors."""
        result: Any = self.run(text, context, **variables)
        result = result if isinstance(result, ExecutionResult) else await result
        assert result.errors is None
        return result.data

    def run(self, text: str, context: Any = None, **variables: Any) -> Any:
        """What the executor gives: a result, or one to be awaited."""
        return execute(
            self.schema,
            parse(text),
            context_value=context,
            variable_values=variables,
            executor_class=BreadthFirstExecutor,
        )


@pytest.fixture
def tree() -> Tree:
    return Tree()


async def test_a_batched_field_is_asked_once_for_all_objects_of_a_level(tree: Tree) -> None:
    data = await tree.data("{ node { children { number children { double } } } }")
    assert tree.asked == [
        ("children", [1]),
        ("children", [11, 12]),
        ("double", [111, 112, 121, 122]),
    ]
    assert data["node"]["children"][1] == {"number": 12, "children": [{"double": 242}, {"double": 244}]}


async def test_objects_that_are_null_are_not_asked(tree: Tree) -> None:
    data = await tree.data("{ nodes(count: 12) { parent { double } } }")
    assert tree.asked == [("parent", list(range(12))), ("double", [1, 1])]
    assert data["nodes"][9:] == [{"parent": None}, {"parent": {"double": 2}}, {"parent": {"double": 2}}]


async def test_nobody_is_asked_when_a_level_is_empty(tree: Tree) -> None:
    assert await tree.data("{ nodes(count: 0) { double } }") == {"nodes": []}
    assert tree.asked == []


async def test_sibling_edges_are_asked_side_by_side(tree: Tree) -> None:
    both = asyncio.Barrier(2)

    async def waits(parents: Sequence[Any], _: Info, __: Mapping[str, Any]) -> list[Any]:
        await both.wait()
        return [node(7) for _ in parents]

    for name in ("twin", "parent"):
        tree.fields[name].extensions = {BATCHED: waits}
    async with asyncio.timeout(5):
        data = await tree.data("{ node { twin { number } parent { number } } }")
    assert data == {"node": {"twin": {"number": 7}, "parent": {"number": 7}}}


async def test_a_branch_does_not_wait_for_a_slower_one(tree: Tree) -> None:
    reached = asyncio.Event()

    async def waits_for_the_other(parents: Sequence[Any], _: Info, __: Mapping[str, Any]) -> list[int]:
        await reached.wait()
        return [0 for _ in parents]

    async def reaches(parents: Sequence[Any], _: Info, __: Mapping[str, Any]) -> list[int]:
        reached.set()
        return [1 for _ in parents]

    tree.fields["slow"].extensions = {BATCHED: waits_for_the_other}
    tree.fields["late"].extensions = {BATCHED: reaches}
    async with asyncio.timeout(5):
        data = await tree.data("{ node { slow children { late } } }")
    assert data == {"node": {"slow": 0, "children": [{"late": 1}, {"late": 1}]}}


async def test_the_keys_of_an_answer_stand_as_they_were_asked(tree: Tree) -> None:
    data = await tree.data("{ node { double number parent { number } b: double a: number } }")
    assert list(data["node"]) == ["double", "number", "parent", "b", "a"]


def test_what_needs_no_waiting_is_answered_at_once(tree: Tree) -> None:
    assert tree.run("{ nodes(count: 2) { number } }") == ({"nodes": [{"number": 0}, {"number": 1}]}, None)


async def test_ordinary_resolvers_of_a_level_are_awaited_side_by_side(tree: Tree) -> None:
    all_five = asyncio.Barrier(5)

    async def late(parent: Any, _: Info) -> int:
        await all_five.wait()
        return int(parent.number)

    tree.fields["late"].resolve = late
    async with asyncio.timeout(5):
        data = await tree.data("{ nodes(count: 5) { late } }")
    assert [found["late"] for found in data["nodes"]] == [0, 1, 2, 3, 4]


async def test_items_of_a_list_may_be_awaited_and_come_from_a_stream(tree: Tree) -> None:
    async def later(number: int) -> SimpleNamespace:
        await asyncio.sleep(0)
        return node(number)

    async def stream(parent: Any) -> AsyncIterator[Any]:
        yield node(parent.number)
        yield node(parent.number + 100)

    del tree.fields["children"].extensions[BATCHED]
    tree.fields["children"].resolve = lambda parent, _: [later(parent.number), node(5)]
    data = await tree.data("{ node { children { number double } } }")
    assert data == {"node": {"children": [{"number": 1, "double": 2}, {"number": 5, "double": 10}]}}
    tree.fields["children"].resolve = lambda parent, _: stream(parent)
    data = await tree.data("{ nodes(count: 2) { children { double } } }")
    assert [[child["double"] for child in found["children"]] for found in data["nodes"]] == [
        [0, 200],
        [2, 202],
    ]
    assert tree.asked == [("double", [1, 5]), ("double", [0, 100, 1, 101])]


async def test_a_batched_resolver_that_answers_too_few_is_an_error_of_each_object(tree: Tree) -> None:
    async def too_few(parents: Sequence[Any], _: Info, __: Mapping[str, Any]) -> list[int]:
        return [0 for _ in parents[1:]]

    tree.fields["late"].extensions = {BATCHED: too_few}
    result = await tree.run("{ nodes(count: 3) { late number } }")
    assert result.data == {"nodes": [{"late": None, "number": number} for number in range(3)]}
    assert [error.path for error in result.errors] == [["nodes", number, "late"] for number in range(3)]


async def test_long_levels_let_others_have_their_turn(tree: Tree) -> None:
    """Levels that need no waiting follow each other at once when they are short."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def some(_: Any, __: Info, count: int) -> list[Any]:
        return [node(number) for number in range(count)]

    async def turns_meanwhile(count: int) -> int:
        before = turns
        await tree.data(f"{{ nodes(count: {count}) {{ {deep} }} }}")
        return turns - before

    fields = " ".join(f"n{i}: number" for i in range(10))
    deep = f"twin {{ {fields} twin {{ {fields} twin {{ {fields} twin {{ {fields} }} }} }} }}"
    tree.fields["twin"].resolve = lambda parent, _: node(parent.number)
    types: Any = tree.schema.type_map
    types["Query"].fields["nodes"].resolve = some
    task = asyncio.create_task(others())
    await asyncio.sleep(0)
    assert await turns_meanwhile(2000) >= await turns_meanwhile(2) + 3
    task.cancel()
