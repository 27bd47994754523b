"""`python -m bench.peers.node`: the Node peers answer as our server does, on a small network of their own."""

from __future__ import annotations

import asyncio
from typing import Final

from app.embedded import temporary_postgres
from app.migrate import migrate_database
from app.seed import seed
from bench.answers import answer_of, check_equal
from bench.peers.node.requests import BODIES
from bench.servers import OURS, Running, node_peer, started
from bench.subjects import choose_subjects
from bench.workloads import Workload, workloads

# Mercurius answers a document's first request by graphql-js, later ones by what graphql-jit made of it.
TIMES: Final = 3


def check(url: str) -> None:
    """Nothing, when both peers answer as we do, each time they are asked.

    Raises: UnequalAnswersError that names the first difference.
    """
    operations = workloads(asyncio.run(choose_subjects(url)))
    with started([OURS, *map(node_peer, BODIES)], url) as [ours, *others]:
        for operation in operations:
            expected = answer_of(ours, operation)
            for other in others:
                if operation.name in other.peer.workloads:
                    _check_each_time(other, operation, expected)


def _check_each_time(other: Running, operation: Workload, expected: bytes) -> None:
    for time in range(1, TIMES + 1):
        answer = answer_of(other, operation)
        check_equal(expected, answer, f"{other.peer.title}, {operation.name}, time {time}")
    print(f"{other.peer.title}: {operation.name} equal {TIMES} times, {len(answer):,} bytes")


if __name__ == "__main__":
    with temporary_postgres() as database:
        asyncio.run(migrate_database(database))
        asyncio.run(seed(database, "demo"))
        check(database)
