"""Plans: compiled once, kept while there is room, and without a trace of who asked."""

import asyncio
import gc
from typing import Any

from graphql import DocumentNode, parse

from execution import BreadthFirstExecutor
from execution.plan import Plans
from tests.execution.test_levels import Tree

CHOOSING = """
    query ($double: Boolean!, $number: Boolean!) {
        nodes(count: 2) { double @include(if: $double) number @skip(if: $number) }
    }
"""


class Remembering(BreadthFirstExecutor):
    """An executor with plans of its own."""

    plans = Plans(most_steps=40)


async def data(tree: Tree, document: DocumentNode, context: Any = None, **variables: Any) -> Any:
    """The data of an operation of a document that is parsed once."""
    built = Remembering.build(tree.schema, document, None, context, variables)
    assert isinstance(built, Remembering)
    result: Any = built.execute_operation()
    result = await result if asyncio.iscoroutine(result) else result
    assert result.errors is None
    return result.data


async def test_a_document_has_a_plan_for_each_choice_of_its_directives() -> None:
    Remembering.plans = Plans()
    tree, document = Tree(), parse(CHOOSING)
    for _ in range(3):
        for double in (True, False):
            for number in (True, False):
                wanted = {"double": double, "number": not number}
                found = await data(tree, document, double=double, number=number)
                assert [set(one) for one in found["nodes"]] == [
                    {name for name, is_wanted in wanted.items() if is_wanted}
                ] * 2
    assert len(Remembering.plans) == 4


async def test_a_document_is_compiled_once_for_all_values_of_its_other_variables() -> None:
    Remembering.plans = Plans()
    tree, document = Tree(), parse("query ($count: Int!) { nodes(count: $count) { double } }")
    for count in range(1, 20):
        found = await data(tree, document, count=count)
        assert [one["double"] for one in found["nodes"]] == [2 * number for number in range(count)]
    assert len(Remembering.plans) == 1


async def test_plans_longest_unused_are_forgotten_when_there_are_too_many() -> None:
    Remembering.plans = Plans(most_steps=40)
    tree = Tree()
    for number in range(200):
        found = await data(tree, parse(f"{{ nodes(count: 1) {{ n{number}: number double }} }}"))
        assert found == {"nodes": [{f"n{number}": 0, "double": 0}]}
        assert len(Remembering.plans) <= 20


async def test_one_document_with_ever_other_choices_does_not_grow_without_end() -> None:
    Remembering.plans = Plans(most_steps=40)
    tree, flags = Tree(), [f"f{number}" for number in range(6)]
    given = ", ".join(f"${flag}: Boolean!" for flag in flags)
    fields = " ".join(f"{flag}: number @include(if: ${flag})" for flag in flags)
    document = parse(f"query ({given}) {{ nodes(count: 1) {{ double {fields} }} }}")
    for choice in range(2 ** len(flags)):
        chosen = {flag: bool(choice >> number & 1) for number, flag in enumerate(flags)}
        found = await data(tree, document, **chosen)
        assert set(found["nodes"][0]) == {"double", *(flag for flag in flags if chosen[flag])}
        assert len(Remembering.plans) <= 20


async def test_no_viewer_reads_what_was_planned_for_another() -> None:
    Remembering.plans = Plans()
    tree = Tree()
    document = parse("query ($count: Int!) { whose nodes(count: $count) { double parent { number } } }")

    async def asks(viewer: str, count: int) -> None:
        found = await data(tree, document, viewer, count=count)
        assert (found["whose"], len(found["nodes"])) == (viewer, count)

    for number in range(100):
        await asyncio.gather(*(asks(f"viewer {number} {i}", i % 7) for i in range(20)))
    assert len(Remembering.plans) == 1


async def test_a_plan_keeps_nothing_of_an_operation_that_has_ended() -> None:
    class Viewer:
        """Somebody who must not be remembered."""

    Remembering.plans = Plans()
    tree, document = Tree(), parse("{ whose @include(if: false) nodes(count: 2) { double } }")
    await data(tree, document, Viewer())
    gc.collect()
    assert [found for found in gc.get_objects() if isinstance(found, Viewer)] == []
    assert len(Remembering.plans) == 1
