"""The servers under test: what they are, how they start, how they are asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import psutil

from bench.peers.node.install import node_command
from bench.peers.node.requests import BODIES, WORKLOADS
from bench.workloads import Workload

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
# Signs nothing that anybody relies on.
SECRET_KEY = "a key of the benchmark that nobody else uses"  # noqa: S105
_PATIENCE_SECONDS = 90
READS = frozenset({"nested", "small", "entity", "wide", "deep"})
ALL = READS | {"tiny", "mark-read", "add-post", "faults"}


def by_document(workload: Workload) -> tuple[str, bytes]:
    """Path and body for a server that takes our documents."""
    return "/graphql", orjson.dumps({"query": workload.document, "variables": workload.variables})


def by_facts(workload: Workload) -> tuple[str, bytes]:
    """Path and body for a server without GraphQL."""
    return f"/{workload.name}", orjson.dumps(workload.facts)


@dataclass(frozen=True)
class Peer:
    """A server that can be started, what it can do, and how it is asked for it."""

    name: str
    title: str
    command: tuple[str, ...]
    workloads: frozenset[str]
    asked: Callable[[Workload], tuple[str, bytes]] = by_document


def _python(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", f"bench.peers.{name}")


OURS = Peer("ours", "Menteo", (str(Path(sys.executable).parent / "menteo"), "serve", "--no-demo"), ALL)
_BY_HAND = READS | {"tiny", "mark-read"}
PYTHON_PEERS = (
    OURS,
    Peer("ours-stock", "Menteo, stock executor", _python("ours_stock"), ALL),
    Peer("stock", "Strawberry, tuned", _python("stock"), READS),
    Peer("handwritten", "by hand (asyncpg, orjson)", _python("handwritten"), _BY_HAND, by_facts),
    Peer("sqljson", "limit: JSON by PostgreSQL", _python("sqljson"), READS, by_facts),
)
TITLES = {
    **{peer.name: peer.title for peer in PYTHON_PEERS},
    "mercurius": "Mercurius + graphql-jit",
    "postgraphile": "PostGraphile 5",
}


def node_peer(name: str) -> Peer:
    """A peer that runs on Node, installed first if need be.

    Raises: NodePeersMissingError, which says why it cannot run here.
    """
    body = BODIES[name]
    return Peer(
        name,
        TITLES[name],
        node_command(name),
        WORKLOADS[name],
        lambda workload: ("/graphql", body(workload)),
    )


@dataclass(frozen=True)
class Running:
    """A peer that serves, as one process on a port."""

    peer: Peer
    port: int
    process: psutil.Process

    def request(self, workload: Workload) -> bytes:
        """The request for a workload as it goes over the wire."""
        path, body = self.peer.asked(workload)
        sign_in = f"authorization: Bearer {workload.token}\r\n" if workload.token else ""
        head = (
            f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{self.port}\r\ncontent-type: application/json\r\n"
            f"accept: application/json\r\n{sign_in}content-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class NotStartedError(Exception):
    """A server did not start; the message holds the end of what it said."""


@contextmanager
def started(peers: list[Peer], url: str, notes: list[str] | None = None) -> Iterator[list[Running]]:
    """All peers, running over one database; ended afterwards. With `notes`, others than ours may fail.

    Raises: NotStartedError.
    """
    RESULTS.mkdir(exist_ok=True)
    with ExitStack() as stack:
        starting = [(peer, *stack.enter_context(_starting(peer, url))) for peer in peers]
        running = list[Running]()
        for peer, port, process in starting:
            try:
                _await(process, port, peer)
            except NotStartedError as failure:
                if notes is None or peer is OURS:
                    raise
                notes.append(str(failure))
            else:
                running.append(Running(peer, port, psutil.Process(process.pid)))
        yield running


@contextmanager
def _starting(peer: Peer, url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = _free_port()
    environment = {
        **os.environ,
        # What is measured is the code beside this file, wherever the package was installed from.
        "PYTHONPATH": str(ROOT),
        "DATABASE_URL": url,
        "PORT": str(port),
        "SECRET_KEY": SECRET_KEY,
    }
    with _log_of(peer).open("w") as said:
        process = subprocess.Popen(peer.command, cwd=ROOT, env=environment, stdout=said, stderr=said)
    try:
        yield port, process
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _log_of(peer: Peer) -> Path:
    return RESULTS / f"{peer.name}.log"


def _await(process: subprocess.Popen[bytes], port: int, peer: Peer) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotStartedError(f"{peer.title} did not start: {_log_of(peer).read_text()[-500:]}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
