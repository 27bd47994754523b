"""Where the time of a request goes in a Python server: stacks sampled from outside by py-spy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.load import Load
from bench.run import arena
from bench.servers import PYTHON_PEERS

SECONDS = 8.0
CONNECTIONS = 8
# The innermost frame that belongs to one of these says whose the time is; the standard library's belongs
# to its caller.
_PARTS = {
    "execution/": "execution (breadth-first)",
    "graphql/": "graphql-core",
    "strawberry/": "Strawberry",
    "schema/": "schema (ours)",
    "resolvers/": "resolvers",
    "loaders/": "loaders, access, models, kit",
    "access/": "loaders, access, models, kit",
    "models/": "loaders, access, models, kit",
    "kit/": "loaders, access, models, kit",
    "events/": "live hub",
    "app/": "app (HTTP, sign-in, JSON)",
    "bench/peers": "the peer's own code",
    "aiodataloader": "aiodataloader",
    "asyncpg/": "asyncpg, rows decoded",
    "tortoise/": "Tortoise",
    "uvicorn/": "uvicorn",
    "starlette/": "FastAPI, Starlette",
    "fastapi/": "FastAPI, Starlette",
    "brotli_asgi/": "FastAPI, Starlette",
    "structlog/": "logging",
    "logging/": "logging",
    "asyncio/runners": "event loop and sockets (uvloop)",
}


def profile(workload: str, server: str, console: Console) -> dict[str, Any]:
    """Where the time goes, by part, in milliseconds of a request; printed, also by function.

    Raises: FileNotFoundError when py-spy is not installed, LookupError when it may not look.
    """
    (peer,) = (peer for peer in PYTHON_PEERS if peer.name == server)
    with arena([peer], [workload]) as on, tempfile.TemporaryDirectory() as folder:
        ((running, shot),) = on.shots(on.workloads[0])
        load = Load(running.port, (shot,), CONNECTIONS, SECONDS)
        on.stand.warm_up(load)
        stacks = Path(folder) / "stacks"
        recorder = _recorder(running.process.pid, stacks)
        loaded = on.stand.sample(running, load, workload, 0)
        recorder.wait(timeout=60)
        if not stacks.exists():
            raise LookupError("py-spy may not look into processes here.")
        taken = list(_stacks(stacks.read_text().splitlines()))
    console.print(
        f"{workload} on {peer.title}: {loaded.server_cpu:.2f} ms CPU in the server, "
        f"{loaded.postgres_cpu:.2f} ms in PostgreSQL, for a request"
    )
    parts = _shared(((_part(stack), n) for stack, n in taken), loaded.server_cpu)
    _show(console, "part", parts)
    _show(console, "function", _shared(((stack[-1], n) for stack, n in taken), loaded.server_cpu))
    return {"server_cpu": loaded.server_cpu, "postgres_cpu": loaded.postgres_cpu, "parts": parts}


def _recorder(pid: int, stacks: Path) -> subprocess.Popen[bytes]:
    program = str(Path(sys.executable).parent / "py-spy")
    options = ["-d", str(int(SECONDS) - 1), "-r", "200", "-f", "raw", "-F", "-o", str(stacks)]
    return subprocess.Popen(
        [program, "record", "-p", str(pid), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _stacks(lines: Iterable[str]) -> Iterable[tuple[list[str], int]]:
    """The stacks of the thread that serves; pool threads only wait."""
    for line in lines:
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        if any("asyncio/runners" in frame for frame in frames):
            yield frames, int(count)


def _part(stack: list[str]) -> str:
    for frame in reversed(stack):
        file = frame.rpartition("(")[2]
        for start, part in _PARTS.items():
            if file.startswith(start):
                return part
    return "other"


def _shared(pairs: Iterable[tuple[str, int]], milliseconds: float) -> dict[str, float]:
    """The milliseconds of each name, by its share of the samples; the most first."""
    counts = Counter[str]()
    for name, count in pairs:
        counts[name] += count
    return {name: milliseconds * count / counts.total() for name, count in counts.most_common(25)}


def _show(console: Console, title: str, shares: dict[str, float]) -> None:
    table = Table(title=f"time by {title}", title_justify="left")
    table.add_column(title)
    table.add_column("ms", justify="right")
    for name, milliseconds in shares.items():
        table.add_row(name, f"{milliseconds:.3f}")
    console.print(table)
