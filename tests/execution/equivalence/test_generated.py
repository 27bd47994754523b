"""Operations on our own schema: breadth-first execution answers what graphql-core's executor answers."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import asyncpg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.sign_in import viewer_of
from resolvers.context import Asker, Context, Platform
from schema import build_schema
from tests.crowd import SECRET, Crowd, gathered_crowd
from tests.execution.equivalence.comparison import Setting, compare
from tests.execution.equivalence.faults import Faults, forgive, make_faulty
from tests.execution.equivalence.generation import Operation, operations
from tests.execution.equivalence.world import CrowdArguments

# `make proof` asks for more. Which they are depends on what is imported: Hypothesis tries the constants it
# finds in the modules at hand, so that alone other operations are made than after all the other tests.
EXAMPLES = int(os.environ.get("PROOF_EXAMPLES", "200"))
FAULTS = Faults()
PASSED = set[str]()
# What differed once differs for good: said again, it might not, and would not be told.
FAILED = dict[str, BaseException]()
SCHEMA = build_schema()._schema
forgive(SCHEMA, percent=70)
make_faulty(SCHEMA, FAULTS)


@pytest.fixture(scope="module")
async def crowd(connection: asyncpg.Connection, platform: Platform, address: str) -> AsyncIterator[Crowd]:
    async with gathered_crowd(connection, platform, address) as gathered:
        yield gathered


@pytest.fixture
def collected() -> Iterator[None]:
    """What was dropped is found in the test that dropped it."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
async def setting(crowd: Crowd) -> AsyncIterator[Setting]:
    platform = crowd.platform
    viewer = await viewer_of(platform.database, platform.keys, SECRET, platform.clock())

    async def signed_in() -> Any:
        return viewer

    async def context() -> Context:
        return Context(platform, Asker(signed_in, "test"), viewer)

    with crowd.statements() as statements:
        yield Setting(SCHEMA, context, statements=statements)


# Coverage doubles the time; what it would count is counted with the kitchen sink.
@pytest.mark.no_cover
# A failing example is printed however long it is.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
# graphql-core's executor, when an error cuts it short, drops coroutines that nobody has awaited.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    operation=operations(SCHEMA, CrowdArguments),
    seed=st.integers(0, 2**32),
    percent=st.sampled_from([0, 0.5, 2, 5, 15]),
)
async def test_generated_operations_are_answered_alike(
    collected: None, setting: Setting, operation: Operation, seed: int, percent: float
) -> None:
    FAULTS.seed, FAULTS.percent = seed, percent
    sign = f"{operation} {(seed, percent) if percent else ()}"
    # Hypothesis likes to say the same again a little differently.
    assume(sign not in PASSED)
    if sign in FAILED:
        raise FAILED[sign]
    try:
        await compare(setting, operation)
    except BaseException as error:
        FAILED[sign] = error
        raise
    PASSED.add(sign)
