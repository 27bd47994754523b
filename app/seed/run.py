"""Seeding as a command: a connection of its own and a bar that shows how far it is."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from app.seed.seeding import Progress, SeedReport, fill
from kit.clock import Clock, system_clock


async def seed(url: str, size: str, clock: Clock = system_clock) -> SeedReport:
    """Load a network into the empty database behind a URL; a terminal shows the progress.

    Raises: AlreadySeeded when there are educators.
    """
    connection = await asyncpg.connect(url)
    try:
        with _shown(size) as progress:
            return await fill(connection, size, clock(), progress)
    finally:
        await connection.close()


@contextmanager
def _shown(size: str) -> Iterator[Progress]:
    console = Console(stderr=True)
    columns = (
        TextColumn("Loading {task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"the {size} network", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
