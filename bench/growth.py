"""Growth: the same operations over 1×, 10× and 100× the data, and how many statements they take."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.answers import answer_of
from bench.cpu import postgres_process
from bench.data import FOLDER, measured_database
from bench.load import Load, LoadWorker, Shot
from bench.measure import Sample, Stand
from bench.servers import OURS, Running, started
from bench.subjects import choose_subjects
from bench.workloads import Workload, workloads

ROUNDS = 6
SECONDS = 1.0
SIZES = ("1x", "10x", "100x")
# Making it takes about an hour: nobody who did not ask for it should wait for that.
LARGE = "100x"
LEFT_OUT = f"{LARGE} is left out: its data is not there. `python -m bench.data {LARGE}` makes it, in an hour."


def sizes_at_hand(folder: Path) -> tuple[str, ...]:
    """All sizes, save the largest while the folder lacks its data."""
    return SIZES if (folder / LARGE).exists() else tuple(size for size in SIZES if size != LARGE)


def growth(asked: Sequence[str], console: Console) -> dict[str, Any]:
    """Medians of each operation at each size, measured in turn; when none is asked for, at those at hand.

    `worst` is the largest growth of a p50 from 1x to 100x, when both were measured; `left_out` says why not.
    """
    sizes = asked or sizes_at_hand(FOLDER)
    missing = not asked and LARGE not in sizes
    if missing:
        console.print(f"[yellow]{LEFT_OUT}[/yellow]")
    with ExitStack() as stack:
        worker = stack.enter_context(LoadWorker())
        stands = [(size, *_stand(size, worker, stack)) for size in sizes]
        samples = [sample for place in range(len(stands[0][3])) for sample in _measured(stands, place)]
    operations = _medians(samples, sizes)
    _show(console, operations, sizes)
    results: dict[str, Any] = {"sizes": list(sizes), "operations": operations}
    if missing:
        results["left_out"] = LEFT_OUT
    if (sizes[0], sizes[-1]) == (SIZES[0], SIZES[-1]):
        grown = [found[sizes[-1]]["p50"] / found[sizes[0]]["p50"] for found in operations.values()]
        results["worst"] = max(grown)
    return results


def _stand(size: str, worker: LoadWorker, stack: ExitStack) -> tuple[Stand, Running, list[Workload]]:
    url = stack.enter_context(measured_database(size))
    chosen = workloads(asyncio.run(choose_subjects(url)))
    (server,) = stack.enter_context(started([replace(OURS, name=f"ours-{size}")], url))
    return Stand(worker, postgres_process(url)), server, chosen


def _measured(stands: Sequence[tuple[str, Stand, Running, list[Workload]]], place: int) -> list[Sample]:
    """One operation at each size in turn, forth and back."""
    samples = list[Sample]()
    for number in range(-1, ROUNDS):
        for size, stand, server, chosen in stands if number % 2 == 0 else reversed(stands):
            workload = chosen[place]
            answer_of(server, workload)
            load = Load(server.port, (Shot(server.request(workload)),), 1, SECONDS)
            if number < 0:
                stand.warm_up(load)
            else:
                samples.append(replace(stand.sample(server, load, workload.name, number), server=size))
    return samples


def _medians(samples: Sequence[Sample], sizes: Sequence[str]) -> dict[str, dict[str, dict[str, float]]]:
    operations: dict[str, dict[str, dict[str, float]]] = {}
    for workload in dict.fromkeys(sample.workload for sample in samples):
        for size in sizes:
            taken = [sample for sample in samples if (sample.workload, sample.server) == (workload, size)]
            operations.setdefault(workload, {})[size] = {
                name: median(getattr(sample, name) for sample in taken)
                for name in ("p50", "p99", "server_cpu", "postgres_cpu")
            }
    return operations


def _show(console: Console, operations: dict[str, dict[str, dict[str, float]]], sizes: Sequence[str]) -> None:
    table = Table(title="growth: p50 ms, one connection (CPU ms in PostgreSQL)", title_justify="left")
    table.add_column("operation")
    for name in (*sizes, f"{sizes[-1]} / {sizes[0]}"):
        table.add_column(name, justify="right")
    for workload, found in operations.items():
        cells = [f"{found[size]['p50']:.2f} ({found[size]['postgres_cpu']:.2f})" for size in sizes]
        table.add_row(workload, *cells, f"{found[sizes[-1]]['p50'] / found[sizes[0]]['p50']:.2f}×")
    console.print(table)
