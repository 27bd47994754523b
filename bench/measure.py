"""Alternating rounds: each server in turn, then in reverse, so that a drift of the machine hits all alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psutil

from bench.cpu import cpu_seconds
from bench.load import Load, LoadFailedError, LoadWorker, Shot
from bench.servers import Running
from bench.workloads import Workload


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    rounds: int
    seconds: float
    warm_up: float
    connections: tuple[int, ...] = (1, 8)


@dataclass(frozen=True)
class Sample:
    """One server under one load for some seconds; CPU and latencies in milliseconds."""

    server: str
    workload: str
    connections: int
    round: int
    throughput: float
    server_cpu: float
    postgres_cpu: float
    p50: float
    p99: float
    rate: float | None = None

    @property
    def cpu(self) -> float:
        """CPU of a request in both."""
        return self.server_cpu + self.postgres_cpu


class WrongAnswersError(Exception):
    """A server answered otherwise under load than before."""


class Stand:
    """Where servers are measured: the load process and PostgreSQL."""

    def __init__(self, worker: LoadWorker, postgres: psutil.Process | None) -> None:
        self._worker = worker
        self._postgres = postgres

    def sample(self, server: Running, load: Load, name: str, number: int) -> Sample:
        """What one load takes.

        Raises: WrongAnswersError.
        """
        before = cpu_seconds(server.process), cpu_seconds(self._postgres)
        measured = self._worker.run(load)
        after = cpu_seconds(server.process), cpu_seconds(self._postgres)
        if measured.wrong:
            raise WrongAnswersError(f"{measured.wrong} of {measured.requests} answers were wrong")
        each = 1000 / measured.requests
        return Sample(
            server.peer.name,
            name,
            load.connections,
            number,
            measured.throughput,
            (after[0] - before[0]) * each,
            (after[1] - before[1]) * each,
            measured.p50,
            measured.p99,
            load.rate,
        )

    def warm_up(self, load: Load) -> None:
        """Load without measuring: caches, prepared statements, compilers."""
        self._worker.run(load)


def rounds(
    stand: Stand, servers: Sequence[tuple[Running, Shot]], workload: Workload, plan: Plan, notes: list[str]
) -> Iterator[Sample]:
    """The samples of one workload, in alternating rounds, for each number of connections.

    A server that fails takes no further part in the workload; `notes` then say so.
    """
    servers = [pair for pair in servers if not _failure(stand, pair, plan, notes)]
    for connections in plan.connections:
        for number in range(plan.rounds):
            for pair in list(servers) if number % 2 == 0 else list(reversed(servers)):
                load = Load(pair[0].port, (pair[1],), connections, plan.seconds)
                try:
                    yield stand.sample(pair[0], load, workload.name, number)
                except (LoadFailedError, WrongAnswersError) as failure:
                    notes.append(f"{pair[0].peer.title}, {workload.name}: {failure}")
                    servers.remove(pair)


def _failure(stand: Stand, pair: tuple[Running, Shot], plan: Plan, notes: list[str]) -> bool:
    """Whether a server fails before anything is measured: caches, prepared statements, compilers warm up."""
    server, shot = pair
    try:
        stand.warm_up(Load(server.port, (shot,), max(plan.connections), plan.warm_up))
    except LoadFailedError as failure:
        notes.append(f"{server.peer.title}: {failure}")
        return True
    return False
