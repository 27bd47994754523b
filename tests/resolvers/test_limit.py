import asyncio
from datetime import datetime, timedelta

import pytest

from models.limit import SPEND, Limit
from resolvers.context import Platform
from tests.clock import BEGINNING

LIMIT = Limit("knock", burst=3, period_seconds=30)


async def knock(platform: Platform, at: datetime, who: str = "ada") -> bool:
    return bool(await platform.database.fetch(SPEND, *LIMIT.spend_arguments(who, at)))


async def test_so_many_at_once_and_then_one_at_a_time(empty: None, platform: Platform) -> None:
    assert [await knock(platform, BEGINNING) for _ in range(4)] == [True, True, True, False]
    assert await knock(platform, BEGINNING + timedelta(seconds=9)) is False
    assert await knock(platform, BEGINNING + timedelta(seconds=10)) is True
    assert await knock(platform, BEGINNING + timedelta(seconds=10)) is False
    assert await knock(platform, BEGINNING, "ben") is True


async def test_a_refused_attempt_does_not_prolong_the_wait(empty: None, platform: Platform) -> None:
    for _ in range(20):
        await knock(platform, BEGINNING)
    assert await knock(platform, BEGINNING + timedelta(seconds=10)) is True


@pytest.mark.parametrize("step", [timedelta(milliseconds=-1), timedelta(minutes=-10)])
async def test_time_that_runs_backwards_neither_frees_nor_fills(
    empty: None, platform: Platform, step: timedelta
) -> None:
    assert [await knock(platform, BEGINNING + n * step) for n in range(4)] == [True, True, True, False]


async def test_fifty_at_once_get_three_places(empty: None, platform: Platform) -> None:
    passed = await asyncio.gather(*(knock(platform, BEGINNING) for _ in range(50)))
    assert sum(passed) == 3
