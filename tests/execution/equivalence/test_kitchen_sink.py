"""Operations of all kinds on a schema with everything: both executors answer alike."""

import gc
import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from graphql import GraphQLArgument
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from execution import BreadthFirstExecutor
from tests.execution.equivalence.comparison import Setting, compare, compare_streams, executed
from tests.execution.equivalence.dressing import Arguments
from tests.execution.equivalence.faults import Faults, make_faulty
from tests.execution.equivalence.generation import Operation, operations
from tests.execution.equivalence.kitchen_sink import State, kitchen_sink

EXAMPLES = int(os.environ.get("PROOF_EXAMPLES", "200"))
WAYS = range(3)
FAULTS = Faults()
# graphql-core's executor, when an error cuts it short, drops coroutines that nobody has awaited.
careless = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
SCHEMAS = [kitchen_sink(way) for way in WAYS]
for made in SCHEMAS:
    make_faulty(made, FAULTS)

generously = settings(
    max_examples=EXAMPLES // 4,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
seeds = st.integers(0, 2**32)
percents = st.sampled_from([0, 1, 3, 10, 25])


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """What was dropped is found in the test that dropped it.

    The collector runs between operations only: whom it warns of while generated code is running, whose
    builtins lack `__import__`, no filter of warnings applies to.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()
    gc.collect()


class FewThings(Arguments):
    """Ids of the few things there are."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def value(self, parent: str, field: str, name: str, argument: GraphQLArgument) -> str | None:
        """A small number for whatever counts or names."""
        del parent, field, argument
        if name == "id":
            return f'"{self._random.randrange(10)}"'
        return str(self._random.randrange(4)) if name in {"first", "times"} else None

    def left_out(self, parent: str, field: str, name: str) -> bool:
        """Whether the argument is left to its default."""
        del parent, field
        return name != "id" and self._random.random() < 0.4


async def no_context() -> Any:
    return None


def setting_of(way: int, seed: int, percent: float) -> Setting:
    gc.collect()
    FAULTS.seed, FAULTS.percent = seed, percent
    return Setting(SCHEMAS[way], no_context, State)


@careless
@generously
@given(operations(SCHEMAS[0], FewThings), seeds, percents, st.sampled_from(WAYS))
async def test_queries_are_answered_alike(operation: Operation, seed: int, percent: float, way: int) -> None:
    await compare(setting_of(way, seed, percent), operation)


@careless
@generously
@given(operations(SCHEMAS[0], FewThings, "mutation"), seeds, percents, st.sampled_from(WAYS))
async def test_mutations_happen_in_the_same_order(
    operation: Operation, seed: int, percent: float, way: int
) -> None:
    stock, ours = await compare(setting_of(way, seed, percent), operation)
    assert ours.root.log == stock.root.log


@careless
@generously
@given(operations(SCHEMAS[0], FewThings, "subscription"), seeds, percents, st.sampled_from(WAYS))
async def test_each_event_of_a_subscription_is_answered_alike(
    operation: Operation, seed: int, percent: float, way: int
) -> None:
    await compare_streams(setting_of(way, seed, percent), operation)


@generously
@given(operations(SCHEMAS[0], FewThings), seeds, st.sampled_from(WAYS))
async def test_no_coroutine_is_left_behind_whatever_fails(operation: Operation, seed: int, way: int) -> None:
    await executed(BreadthFirstExecutor, setting_of(way, seed, 10), operation)
