"""Where ours must stand: the goals as a table, and each as met or missed by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.figures import Figure, find
from bench.servers import TITLES


@dataclass(frozen=True)
class Ahead:
    """Ours answers at least so many times as many requests as a peer."""

    peer: str
    workload: str
    least: float


@dataclass(frozen=True)
class Bound:
    """A figure of live updates or growth, by its path in the results, that must not pass a bound."""

    title: str
    path: tuple[str, ...]
    bound: float
    at_most: bool = True


AHEAD = (
    Ahead("mercurius", "nested", 1.3),
    Ahead("postgraphile", "nested", 1.5),
    Ahead("stock", "nested", 12),
    Ahead("stock", "small", 5),
    Ahead("handwritten", "nested", 0.8),
    Ahead("handwritten", "small", 0.7),
)
BOUNDS = (
    Bound("p50 at 100x data, times that at 1x (worst operation)", ("growth", "worst"), 1.5),
    Bound("operations whose statements grow with their lists", ("statements", "growing"), 0),
    Bound("live: KiB for an idle subscriber", ("live", "idle", "kib_each"), 36),
    Bound(
        "live: deliveries a second, shared",
        ("live", "shared", "deliveries_each_second"),
        40_000,
        at_most=False,
    ),
    Bound("live: µs CPU for a delivery, shared", ("live", "shared", "cpu_microseconds_each"), 25),
    Bound("live: ms mean delay at most subscribers", ("live", "many", "commit_to_delivery_ms", "mean"), 1000),
    Bound("live: ms p99 delay at 500 subscribers", ("live", "few", "commit_to_delivery_ms", "p99"), 150),
)


@dataclass(frozen=True)
class Verdict:
    """A goal, what was measured, and by which share the goal was passed (missed, when it is below 0)."""

    goal: str
    wanted: float
    measured: float
    margin: float
    note: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal was reached."""
        return self.margin >= 0


def verdicts(results: Sequence[Figure], parts: dict[str, Any]) -> Iterator[Verdict]:
    """A verdict on every goal of which something was measured."""
    for goal in AHEAD:
        for connections in (1, 8):
            figure = find(results, goal.peer, goal.workload, connections)
            if figure:
                yield _compared(goal, figure)
    for bound in BOUNDS:
        value = _at(parts, bound.path)
        if value is not None:
            yield _bounded(bound, value)


def _compared(goal: Ahead, figure: Figure) -> Verdict:
    title = f"{goal.workload}, {figure.connections} conn.: times the requests/s of {TITLES[goal.peer]}"
    note = f"CPU {figure.leaner:.2f}×"
    return Verdict(title, goal.least, figure.ahead, figure.ahead / goal.least - 1, note)


def _bounded(bound: Bound, value: float) -> Verdict:
    reached = (bound.bound - value) if bound.at_most else (value - bound.bound)
    return Verdict(bound.title, bound.bound, value, reached / bound.bound if bound.bound else reached)


def _at(parts: Any, path: Sequence[str]) -> float | None:
    for name in path:
        parts = parts.get(name) if isinstance(parts, dict) else None
    return parts if isinstance(parts, int | float) else None
