"""The swarm as the benchmark sees it: subscribers in a process of their own, and what they got."""

import json
import resource
import sys
import tempfile
from array import array
from asyncio import create_subprocess_exec
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Listener, database, logs, and what the interpreter itself holds open.
SPARE_FILES = 200
TAIL = """subscription ThreadTail($id: ID!) { threadEvents(threadId: $id) { __typename cursor
    ... on PostAdded { post { id seq kind body author { id handle displayName } } } } }"""


class TooFewFilesError(Exception):
    """The system lets a process open fewer files than there are sockets."""


def allow_files(wanted: int) -> None:
    """Raise the limit of open files, which processes started from here inherit.

    Raises: TooFewFilesError when the system's hard limit is lower.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + SPARE_FILES
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise TooFewFilesError(
            f"{wanted:,} sockets need {needed:,} open files, and the limit is {hard:,}: "
            f"raise it (`ulimit -Hn {needed}` as root, or LimitNOFILE), or ask for fewer subscribers."
        )
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


@dataclass(frozen=True)
class Received:
    """What came to all subscribers; `seqs[i]` came at `times[i]` (seconds of the epoch)."""

    deliveries: int
    lost: int
    repeated: int
    closed: int
    heartbeats: int
    refused: int
    seqs: Sequence[int]
    times: Sequence[float]


class Subscribers:
    """Orders to a swarm."""

    def __init__(self, process: Process, folder: str) -> None:
        self._process = process
        self._path = f"{folder}/deliveries"
        self.pid = process.pid

    async def open(self, thread_id: str, tokens: Sequence[str | None], patience: float = 300) -> None:
        """Open a subscriber for each token and wait until all are live."""
        subscription = {"query": TAIL, "variables": {"id": thread_id}}
        wanted = [{"subscription": subscription, "token": token} for token in tokens]
        ready = await self._order({"open": wanted, "patience": patience})
        if ready != len(tokens):
            raise RuntimeError(f"Only {ready} of {len(tokens)} subscribers became live.")

    async def expect(self, deliveries: int, patience: float) -> Received:
        """What came until there were so many deliveries, or patience was at its end."""
        counts = await self._order({"expect": deliveries, "patience": patience, "path": self._path})
        return _received(Path(self._path), counts)

    async def _order(self, order: dict[str, Any]) -> Any:
        there, back = self._process.stdin, self._process.stdout
        assert there is not None and back is not None  # noqa: S101, PT018 - they were asked for
        there.write(json.dumps(order).encode() + b"\n")
        await there.drain()
        return json.loads(await back.readline())


def _received(path: Path, counts: dict[str, int]) -> Received:
    seqs, times = array("q"), array("d")
    with path.open("rb") as file:
        seqs.fromfile(file, counts["deliveries"])
        times.fromfile(file, counts["deliveries"])
    return Received(**counts, seqs=seqs, times=times)


@asynccontextmanager
async def subscribers(address: str) -> AsyncIterator[Subscribers]:
    """A swarm without subscribers yet; gone at the end."""
    host, _, port = address.partition(":")
    command = (sys.executable, "-m", "bench.live.swarm", host, port)
    process = await create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    with tempfile.TemporaryDirectory(prefix="menteo-swarm-") as folder:
        try:
            yield Subscribers(process, folder)
        finally:
            process.kill()
            await process.wait()
