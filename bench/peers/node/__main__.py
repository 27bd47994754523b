"""`python -m bench.peers.node`: the Node peers answer as our server does, on a small network of their own."""

from __future__ import annotations

import asyncio

from app.embedded import temporary_postgres
from app.migrate import migrate_database
from app.seed import seed
from bench.answers import answer_of, check_equal
from bench.peers.node.requests import BODIES
from bench.servers import OURS, node_peer, started
from bench.subjects import choose_subjects
from bench.workloads import workloads


def check(url: str) -> None:
    """Nothing, when both peers answer as we do.

    Raises: UnequalAnswersError that names the first difference.
    """
    operations = workloads(asyncio.run(choose_subjects(url)))
    with started([OURS, *map(node_peer, BODIES)], url) as [ours, *others]:
        for operation in operations:
            expected = answer_of(ours, operation)
            for other in others:
                if operation.name in other.peer.workloads:
                    answer = answer_of(other, operation)
                    check_equal(expected, answer, f"{other.peer.title}, {operation.name}")
                    print(f"{other.peer.title}: {operation.name} equal, {len(answer):,} bytes")


if __name__ == "__main__":
    with temporary_postgres() as database:
        asyncio.run(migrate_database(database))
        asyncio.run(seed(database, "demo"))
        check(database)
