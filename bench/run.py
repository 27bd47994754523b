"""The main part: all servers over one database, answers compared, then measured in alternating rounds."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException

from rich.console import Console

from bench.answers import UnequalAnswersError, answer_of, check_equal
from bench.cpu import postgres_process
from bench.data import measured_database
from bench.figures import Figure, find
from bench.load import Load, LoadFailedError, LoadWorker, Shot
from bench.measure import Plan, Sample, Stand, WrongAnswersError, rounds
from bench.peers.node.install import NodePeersMissingError
from bench.peers.node.requests import BODIES
from bench.servers import PYTHON_PEERS, TITLES, Peer, Running, node_peer, started
from bench.subjects import choose_subjects
from bench.workloads import Workload, workloads

FULL = Plan(rounds=4, seconds=1.3, warm_up=1.5)
QUICK = Plan(rounds=2, seconds=0.8, warm_up=0.5)
# An open loop offers this share of what ours can answer; who cannot take that is not measured so.
OFFERED = 0.5
OPEN_SECONDS = 3.0


@dataclass(frozen=True)
class Arena:
    """Servers that run over one database, and what they are asked; `notes` say who failed at what."""

    stand: Stand
    servers: Sequence[Running]
    workloads: Sequence[Workload]
    notes: list[str] = field(default_factory=list)

    def shots(self, workload: Workload) -> list[tuple[Running, Shot]]:
        """The request of each server that takes a workload and answers it as ours does."""
        shots, ours = list[tuple[Running, Shot]](), b""
        for server in self.servers:
            if workload.name not in server.peer.workloads:
                continue
            # How an error reads is each server's own; ours must word it alike on both executors.
            compared = {"data", "errors"} if server.peer.name.startswith("ours") else {"data"}
            try:
                answer = answer_of(server, workload)
                ours = ours or answer
                check_equal(ours, answer, f"{server.peer.title}, {workload.name}", compared)
            except (OSError, HTTPException, UnequalAnswersError) as failure:
                self.notes.append(str(failure))
                continue
            # A masked error has an id of its own each time; data is the same to the byte.
            stable = b'"errors"' not in answer
            shots.append((server, Shot(server.request(workload), answer if stable else None)))
        return shots


@contextmanager
def arena(peers: Sequence[Peer], only: Sequence[str] = (), size: str = "1x") -> Iterator[Arena]:
    """The peers, started over the network of a size."""
    with ExitStack() as stack:
        url = stack.enter_context(measured_database(size))
        chosen = workloads(asyncio.run(choose_subjects(url)))
        notes = list[str]()
        servers = stack.enter_context(started(list(peers), url, notes))
        worker = stack.enter_context(LoadWorker())
        taken = [workload for workload in chosen if not only or workload.name in only]
        yield Arena(Stand(worker, postgres_process(url)), servers, taken, notes)


def estimate(peers: Sequence[Peer], only: Sequence[str], plan: Plan, *, opened: bool) -> float:
    """About how many seconds a run takes."""
    pairs = sum(len([name for name in peer.workloads if not only or name in only]) for peer in peers)
    each = plan.warm_up + len(plan.connections) * plan.rounds * (plan.seconds + 0.1)
    return 30 + pairs * (each + (OPEN_SECONDS if opened else 0))


def compare(on: Arena, plan: Plan, console: Console) -> list[Sample]:
    """The samples of all workloads on all servers, closed loop."""
    samples = list[Sample]()
    for workload in on.workloads:
        shots = on.shots(workload)
        names = ", ".join(server.peer.name for server, _ in shots)
        console.print(f"[bold]{workload.name}[/bold]: {workload.title} (equal answers: {names})")
        samples.extend(rounds(on.stand, shots, workload, plan, on.notes))
    return samples


def offer(on: Arena, results: Sequence[Figure]) -> list[Sample]:
    """Latencies in an open loop: as many requests a second for each server, half of what ours can take."""
    samples = list[Sample]()
    for workload in on.workloads:
        ours = find(results, "ours", workload.name, 8)
        if ours is None:
            continue
        for server, shot in on.shots(workload):
            theirs = find(results, server.peer.name, workload.name, 8)
            rate = ours.throughput * OFFERED
            if theirs and theirs.throughput > rate * 1.1:
                load = Load(server.port, (shot,), 0, OPEN_SECONDS, rate)
                with suppress(LoadFailedError, WrongAnswersError):
                    samples.append(on.stand.sample(server, load, workload.name, 0))
    return samples


def chosen_peers(names: Sequence[str], console: Console) -> list[Peer]:
    """The peers by name, ours always and first; a note on each that cannot run here."""
    peers = [peer for peer in PYTHON_PEERS if peer.name == "ours" or not names or peer.name in names]
    for name in BODIES:
        if names and name not in names:
            continue
        try:
            peers.append(node_peer(name))
        except NodePeersMissingError as missing:
            console.print(f"[yellow]{TITLES[name]} is left out.[/yellow] {missing}")
    return peers
