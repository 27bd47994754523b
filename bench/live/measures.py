"""The measures of live updates, each on a server process of its own."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from bench.live.stage import Stage, stage, token_of
from bench.live.subscribers import Received, allow_files, subscribers

# What the server opens and learns with its first subscribers is not theirs.
WARM_UP = 50
SETTLE_SECONDS = 3.0


@dataclass(frozen=True)
class Idle:
    """What subscribers cost who hear nothing."""

    subscribers: int
    kib_each: float
    opened_each_second: float


@dataclass(frozen=True)
class Delays:
    """Milliseconds from commit to delivery."""

    mean: float
    p50: float
    p99: float
    worst: float


@dataclass(frozen=True)
class Fanout:
    """What it costs to tell many of one event; `viewers` tells who they are."""

    viewers: str
    subscribers: int
    posts: int
    posts_each_second: float
    deliveries: int
    deliveries_each_second: float
    cpu_microseconds_each: float
    lost: int
    repeated: int
    commit_to_delivery_ms: Delays


@dataclass(frozen=True)
class LiveResults:
    """All measures."""

    idle: Idle
    fanouts: Sequence[Fanout]


async def run(most: int = 10_000, few: int = 500) -> LiveResults:
    """Measure everything, with `most` and with `few` subscribers."""
    allow_files(most)
    fanouts = [
        await fanout(few, posts=100, each_second=10, members=False),
        await fanout(few, posts=100, each_second=10, members=True),
        await fanout(most, posts=20, each_second=1, members=False),
        await fanout(most, posts=20, each_second=1, members=True),
        await fanout(most, posts=40, each_second=4, members=False),
    ]
    return LiveResults(await idle(most), fanouts)


async def idle(count: int) -> Idle:
    """Resident memory of the server for each of so many silent subscribers."""
    async with stage(educators=2) as on, subscribers(on.address) as swarm:
        await swarm.open(on.thread_id, [token_of(2)] * WARM_UP)
        await asyncio.sleep(SETTLE_SECONDS)
        before, began = on.memory(), asyncio.get_running_loop().time()
        await swarm.open(on.thread_id, [token_of(2)] * count)
        took = asyncio.get_running_loop().time() - began
        await asyncio.sleep(SETTLE_SECONDS)
        return Idle(count, (on.memory() - before) / count / 1024, count / took)


async def fanout(count: int, posts: int, each_second: float, *, members: bool) -> Fanout:
    """Posts into a thread with so many subscribers: nobody signed in, or each with an account of its own."""
    async with stage(educators=count + 1 if members else 1) as on, subscribers(on.address) as swarm:
        await swarm.open(on.thread_id, [token_of(n + 2) if members else None for n in range(count)])
        await on.post()
        await swarm.expect(count, patience=60)
        waiting = asyncio.create_task(swarm.expect(count * posts, patience=60 + 2 * posts / each_second))
        cpu = on.cpu()
        await _write(on, posts, each_second)
        received = await waiting
        cpu = on.cpu() - cpu
        commits = await on.commits(after=1)
    took = max(received.times, default=0) - min(commits.values())
    return Fanout(
        "each with an account" if members else "nobody signed in",
        count,
        posts,
        each_second,
        received.deliveries,
        received.deliveries / took,
        1e6 * cpu / max(received.deliveries, 1),
        count * posts - received.deliveries + received.repeated,
        received.repeated,
        _delays(received, commits),
    )


async def _write(on: Stage, posts: int, each_second: float) -> None:
    """An open loop: posts are sent on time, whether or not the one before was answered."""
    loop = asyncio.get_running_loop()
    start = loop.time()
    sent: list[asyncio.Task[int]] = []
    for number in range(posts):
        await asyncio.sleep(start + number / each_second - loop.time())
        sent.append(asyncio.create_task(on.post()))
    await asyncio.gather(*sent)


def _delays(received: Received, commits: dict[int, float]) -> Delays:
    delays = sorted(1000 * (at - commits[seq]) for seq, at in zip(received.seqs, received.times, strict=True))
    if not delays:
        return Delays(0, 0, 0, 0)
    return Delays(fmean(delays), delays[len(delays) // 2], delays[int(len(delays) * 0.99)], delays[-1])
