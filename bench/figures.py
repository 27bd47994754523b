"""What samples amount to: a median for each server and load, with its spread, and ratios to ours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from bench.measure import Sample


@dataclass(frozen=True)
class Figure:
    """Medians over the rounds. `spread` is half the range of the throughput, as a share of the median.

    `ahead` says how many times ours answers as many requests, `leaner` how many times less CPU it takes;
    both are medians over rounds, in which servers were measured side by side.
    """

    server: str
    workload: str
    connections: int
    throughput: float
    spread: float
    server_cpu: float
    postgres_cpu: float
    p50: float
    p99: float
    ahead: float
    leaner: float

    @property
    def cpu(self) -> float:
        """CPU of a request in server and PostgreSQL, in milliseconds."""
        return self.server_cpu + self.postgres_cpu


def figures(samples: Iterable[Sample]) -> list[Figure]:
    """The figures of all servers, in the order in which they were measured first.

    Those of an open loop have 0 connections. Without ours there is nothing to compare.
    """
    groups: dict[tuple[str, int], dict[str, list[Sample]]] = {}
    for sample in samples:
        group = groups.setdefault((sample.workload, sample.connections), {})
        group.setdefault(sample.server, []).append(sample)
    compared = [group for group in groups.values() if "ours" in group]
    return [_figure(taken, group["ours"]) for group in compared for taken in group.values()]


def _figure(taken: Sequence[Sample], ours: Sequence[Sample]) -> Figure:
    throughputs = [sample.throughput for sample in taken]
    middle = median(throughputs)
    mine = {sample.round: sample for sample in ours}
    pairs = [(mine[theirs.round], theirs) for theirs in taken if theirs.round in mine]
    return Figure(
        taken[0].server,
        taken[0].workload,
        taken[0].connections,
        middle,
        (max(throughputs) - min(throughputs)) / 2 / middle,
        median(sample.server_cpu for sample in taken),
        median(sample.postgres_cpu for sample in taken),
        median(sample.p50 for sample in taken),
        median(sample.p99 for sample in taken),
        median(one.throughput / other.throughput for one, other in pairs),
        median(other.cpu / one.cpu if one.cpu else 0.0 for one, other in pairs),
    )


def find(all_figures: Iterable[Figure], server: str, workload: str, connections: int) -> Figure | None:
    """The figure of one server under one load; None when it was not measured."""
    for figure in all_figures:
        if (figure.server, figure.workload, figure.connections) == (server, workload, connections):
            return figure
    return None
