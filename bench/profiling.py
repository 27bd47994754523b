"""Where the time of a request goes in a Python server: stacks sampled from outside by py-spy."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

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


def profile(workload: str, server: str, console: Console) -> None:
    """Print where the time goes: by part, and by function."""
    (peer,) = (peer for peer in PYTHON_PEERS if peer.name == server)
    with arena([peer], [workload]) as on, tempfile.TemporaryDirectory() as folder:
        ((running, shot),) = on.shots(on.workloads[0])
        load = Load(running.port, (shot,), CONNECTIONS, SECONDS)
        on.stand.warm_up(load)
        stacks = Path(folder) / "stacks"
        recorder = _recorder(running.process.pid, stacks)
        loaded = on.stand.sample(running, load, workload, 0)
        recorder.wait(timeout=60)
        taken = list(_stacks(stacks.read_text().splitlines()))
    console.print(
        f"{workload} on {peer.title}: {loaded.server_cpu:.2f} ms CPU in the server, "
        f"{loaded.postgres_cpu:.2f} ms in PostgreSQL, for a request"
    )
    _show(console, "part", _counted((_part(stack), n) for stack, n in taken), loaded.server_cpu)
    _show(console, "function", _counted((stack[-1], n) for stack, n in taken), loaded.server_cpu)


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


def _counted(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    counts = Counter[str]()
    for name, count in pairs:
        counts[name] += count
    return counts


def _show(console: Console, title: str, counts: Counter[str], milliseconds: float) -> None:
    table = Table(title=f"time by {title}", title_justify="left")
    table.add_column(title)
    table.add_column("share", justify="right")
    table.add_column("ms", justify="right")
    total = counts.total()
    for name, count in counts.most_common(25):
        table.add_row(name, f"{count / total:.1%}", f"{milliseconds * count / total:.3f}")
    console.print(table)
