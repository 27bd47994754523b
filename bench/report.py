"""The results: tables on the console, and a file of JSON from which the chart is drawn."""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson
import psutil
from rich.console import Console
from rich.table import Table

from app.cluster import VERSION
from bench.figures import Figure
from bench.goals import Verdict
from bench.measure import Sample
from bench.publishing import LIVE_COLUMNS, idle_line, live_rows
from bench.servers import RESULTS, ROOT, TITLES

_PACKAGES = (
    "strawberry-graphql",
    "graphql-core",
    "fastapi",
    "uvicorn",
    "uvloop",
    "asyncpg",
    "aiodataloader",
    "orjson",
)


def machine() -> dict[str, Any]:
    """What everything ran on."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": platform.platform(),
        "load_before": round(psutil.getloadavg()[0], 2),
        "commit": _commit(),
        "versions": {"python": platform.python_version(), "postgresql": VERSION, **_versions()},
    }


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _versions() -> dict[str, str]:
    node = orjson.loads((ROOT / "bench/peers/node/package.json").read_bytes())
    pinned = {**node["dependencies"], **node["optionalDependencies"]}
    return {**{name: version(name) for name in _PACKAGES}, **pinned}


def _commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def show_figures(console: Console, results: Sequence[Figure]) -> None:
    """One table for each workload."""
    for workload in dict.fromkeys(figure.workload for figure in results):
        table = Table(title=workload, title_justify="left")
        table.add_column("server")
        for name in (
            "conn.",
            "requests/s",
            "±",
            "CPU ms: server",
            "PostgreSQL",
            "p50 ms",
            "p99 ms",
            "ours ahead",
            "ours leaner",
        ):
            table.add_column(name, justify="right")
        for figure in results:
            if figure.workload == workload:
                table.add_row(*_row(figure))
        console.print(table)


def _row(figure: Figure) -> list[str]:
    ours = figure.server == "ours"
    return [
        TITLES[figure.server],
        str(figure.connections or "open"),
        f"{figure.throughput:,.0f}" if figure.throughput >= 100 else f"{figure.throughput:.1f}",
        f"{figure.spread:.0%}",
        f"{figure.server_cpu:.2f}",
        f"{figure.postgres_cpu:.2f}",
        f"{figure.p50:.1f}",
        f"{figure.p99:.1f}",
        "" if ours or not figure.connections else f"{figure.ahead:.2f}×",
        "" if ours else f"{figure.leaner:.2f}×",
    ]


def show_live(console: Console, part: dict[str, Any]) -> None:
    """Each fan-out, and what idle subscribers take."""
    table = Table(title="live updates", title_justify="left", caption=idle_line(part), caption_justify="left")
    for name in LIVE_COLUMNS:
        table.add_column(name, justify="left" if name == "viewers" else "right")
    for row in live_rows(part):
        table.add_row(*row)
    console.print(table)


def show_verdicts(console: Console, found: Sequence[Verdict]) -> None:
    """Each goal, met or missed."""
    table = Table(title="goals", title_justify="left")
    table.add_column("goal")
    for name in ("wanted", "measured", "", "beside"):
        table.add_column(name, justify="right")
    for verdict in found:
        word = "[green]met[/green]" if verdict.met else f"[red]missed by {-verdict.margin:.0%}[/red]"
        table.add_row(verdict.goal, f"{verdict.wanted:g}", f"{verdict.measured:.2f}", word, verdict.note)
    console.print(table)


def write(name: str, samples: Sequence[Sample], results: Sequence[Figure], parts: dict[str, Any]) -> Path:
    """The file that holds a run."""
    RESULTS.mkdir(exist_ok=True)
    content = {
        "titles": TITLES,
        "figures": [asdict(figure) for figure in results],
        **parts,
        "samples": [asdict(sample) for sample in samples],
    }
    path = RESULTS / f"{name}.json"
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_DATACLASS))
    return path


def draw(path: Path, console: Console) -> None:
    """A chart beside a file of results; a note instead, when the drawing package is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.chart", str(path)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        console.print(f"No chart was drawn: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
