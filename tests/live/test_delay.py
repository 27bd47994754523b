"""How long after its commit a post is with those who listen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from time import perf_counter

import pytest

from events.hub import Hub, LiveTimes
from resolvers.context import Platform
from tests.api import Subscribed
from tests.events.test_stream import TAIL
from tests.network import Network


@pytest.fixture
async def only_woken(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """No sweep and no heartbeat: what arrives was brought by its commit."""
    monkeypatch.setattr(platform.hub, "times", LiveTimes(heartbeat=3600, sweep=3600))
    platform.hub._restart_sweep()
    yield
    monkeypatch.undo()
    platform.hub._restart_sweep()


@pytest.mark.parametrize(("listeners", "posts"), [(1, 50), (100, 10)])
@pytest.mark.usefixtures("only_woken")
async def test_a_post_arrives_soon_after_its_commit(
    network: Network, monkeypatch: pytest.MonkeyPatch, listeners: int, posts: int
) -> None:
    committed: list[float] = []
    tell = Hub.committed

    def told(hub: Hub, heads: dict[object, int]) -> None:
        committed.append(perf_counter())
        tell(hub, heads)  # type: ignore[arg-type]

    monkeypatch.setattr(Hub, "committed", told)
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    committed.clear()

    async with AsyncExitStack() as sockets, asyncio.timeout(60):
        open_one = [ada.api.subscribe(TAIL, id=thread) for _ in range(listeners)]
        tails = await asyncio.gather(*(sockets.enter_async_context(one) for one in open_one))
        for tail in tails:
            assert await tail.until("CaughtUp") == []
        delays: list[float] = []
        for seq in range(1, posts + 1):
            arriving = [asyncio.create_task(arrival(tail, seq)) for tail in tails]
            await ada.posts(thread)
            delays += [at - committed[-1] for at in await asyncio.gather(*arriving)]
    delays.sort()
    p50, p99 = (1000 * delays[int(len(delays) * share)] for share in (0.5, 0.99))
    print(  # noqa: T201 - figures for whoever runs it with -s
        f"\ncommit to delivery, {listeners} listening: p50 {p50:.0f} ms, p99 {p99:.0f} ms"
    )
    assert len(committed) == posts


async def arrival(tail: Subscribed, seq: int) -> float:
    """When this post came."""
    assert (await tail.next())["post"]["seq"] == seq
    return perf_counter()
