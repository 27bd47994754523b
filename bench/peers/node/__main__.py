"""`python -m bench.peers.node`: the Node peers answer as our server does, on a small network of their own."""

from __future__ import annotations

import asyncio
from http.client import HTTPConnection

import orjson

from app.embedded import temporary_postgres
from app.migrate import migrate_database
from app.seed import seed
from bench.answers import answer_of, check_equal
from bench.peers.node.install import node_command
from bench.peers.node.requests import BODIES, WORKLOADS
from bench.servers import OURS, Peer, started
from bench.subjects import choose_subjects
from bench.workloads import workloads


def check(url: str) -> None:
    """Nothing, when both peers answer as we do.

    Raises: UnequalAnswersError that names the first difference.
    """
    peers = [Peer(name, name, node_command(name), WORKLOADS[name]) for name in BODIES]
    operations = workloads(asyncio.run(choose_subjects(url)))
    with started([OURS, *peers], url) as [ours, *others]:
        for operation in operations:
            expected = _data(answer_of(ours, operation))
            for other in others:
                name = other.peer.name
                if operation.name in WORKLOADS[name]:
                    answer = _asked(other.port, BODIES[name](operation), operation.token)
                    check_equal(expected, _data(answer), f"{name}, {operation.name}")
                    print(f"{name}: {operation.name} equal, {len(answer):,} bytes")


def _asked(port: int, body: bytes, token: str | None) -> bytes:
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {token}"} if token else {})}
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("POST", "/graphql", body, headers)
        return connection.getresponse().read()
    finally:
        connection.close()


def _data(answer: bytes) -> bytes:
    """An answer without its errors, which each server words in its own way."""
    return orjson.dumps({"data": orjson.loads(answer)["data"]})


if __name__ == "__main__":
    with temporary_postgres() as database:
        asyncio.run(migrate_database(database))
        asyncio.run(seed(database, "demo"))
        check(database)
