"""Draws a file of results as a picture beside it. A process of its own: `python -m bench.chart main.json`.

Only this module needs matplotlib, which `make bench` installs.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
import orjson
from matplotlib import pyplot as plt

_OURS, _THEIRS, _POSTGRES = "#0b6e4f", "#7a8ca3", "#c9d3de"


def draw(path: Path) -> None:
    """The CPU of a request by workload: server and PostgreSQL, one bar for each server."""
    results = orjson.loads(path.read_bytes())
    figures = [figure for figure in results["figures"] if figure["connections"] == 8]
    workloads = list(dict.fromkeys(figure["workload"] for figure in figures))
    mpl.use("Agg")
    columns = 2
    lines = -(-len(workloads) // columns)
    _, axes = plt.subplots(lines, columns, figsize=(13, 2.6 * lines), squeeze=False, layout="constrained")
    for axis in list(axes.flat)[len(workloads) :]:
        axis.set_visible(False)
    for axis, workload in zip(axes.flat, workloads, strict=False):
        _bars(
            axis,
            workload,
            [figure for figure in figures if figure["workload"] == workload],
            results["titles"],
        )
    plt.suptitle("CPU milliseconds for a request, 8 connections: server (dark), PostgreSQL (light)")
    plt.savefig(path.with_suffix(".png"), dpi=110)


def _bars(axis: Any, workload: str, figures: list[dict[str, Any]], titles: dict[str, str]) -> None:
    figures.sort(key=lambda figure: figure["server_cpu"] + figure["postgres_cpu"], reverse=True)
    names = [titles[figure["server"]] for figure in figures]
    servers = [figure["server_cpu"] for figure in figures]
    colours = [_OURS if figure["server"] == "ours" else _THEIRS for figure in figures]
    axis.barh(names, servers, color=colours)
    axis.barh(names, [figure["postgres_cpu"] for figure in figures], left=servers, color=_POSTGRES)
    for place, figure in enumerate(figures):
        total = figure["server_cpu"] + figure["postgres_cpu"]
        axis.text(total, place, f" {total:.2f} ms · {figure['throughput']:,.0f}/s", va="center", fontsize=8)
    axis.set_title(workload, loc="left")
    axis.margins(x=0.25)
    axis.spines[["top", "right"]].set_visible(False)
    axis.tick_params(axis="y", labelsize=8)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
