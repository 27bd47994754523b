"""How much CPU processes used: the main figure, which a busy machine distorts least."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psutil


def cpu_seconds(root: psutil.Process | None) -> float:
    """What a process and all its children, gone ones included, have used; 0 for a process elsewhere."""
    if root is None:
        return 0.0
    spent = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            # A child that has ended is in its parent's `children_*`, so nothing is lost or counted twice.
            spent += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return spent


def postgres_process(url: str) -> psutil.Process | None:
    """The PostgreSQL server behind a URL; None when it does not run on this machine's sockets."""
    query = parse_qs(urlsplit(url).query)
    folder = query.get("host", [""])[0]
    if not folder.startswith("/"):
        return None
    port = query.get("port", ["5432"])[0]
    lock = Path(folder) / f".s.PGSQL.{port}.lock"
    try:
        return psutil.Process(int(lock.read_text().splitlines()[0]))
    except (OSError, ValueError, psutil.NoSuchProcess):
        return None
