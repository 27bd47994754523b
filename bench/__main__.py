"""`python -m bench run`, `quick`, `profile`: what `make bench` and `make bench-quick` call."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any, Literal

from cyclopts import App
from rich.console import Console

from bench import growth as growing
from bench import live
from bench.figures import Figure, figures
from bench.goals import verdicts
from bench.measure import Plan, Sample
from bench.profiling import profile as show_profile
from bench.publishing import publish as publish_results
from bench.report import draw, machine, show_figures, show_live, show_verdicts, write
from bench.run import FULL, QUICK, arena, chosen_peers, compare, estimate, offer
from bench.servers import RESULTS
from bench.statements import statements

Part = Literal["main", "profile", "statements", "growth", "live"]
PARTS: tuple[Part, ...] = ("main", "profile", "statements", "growth", "live")
PROFILED = ("nested", "entity")

bench = App(name="bench", help="Our server and its peers, measured side by side.")
# Tables keep their width when the output goes to a file.
out = Console(highlight=False, width=None if sys.stdout.isatty() else 130)


@bench.command
def run(
    *,
    only: tuple[Part, ...] = PARTS,
    server: tuple[str, ...] = (),
    workload: tuple[str, ...] = (),
    size: tuple[str, ...] = (),
    subscribers: int = 10_000,
) -> None:
    """Measure everything, print it, and leave it in bench/results.

    Parameters
    ----------
    only
        Which parts.
    server
        Which servers beside ours; all when left out.
    workload
        Which workloads; all when left out.
    size
        Which sizes growth is measured at; one that is missing is made first. All when left out, save 100x
        when it was not made yet.
    subscribers
        How many listen to live updates at most; goals speak of 10,000, which take some minutes to open.
    """
    parts: dict[str, Any] = {"machine": machine()}
    samples = list[Sample]()
    measures: dict[Part, Callable[[], object]] = {
        "main": lambda: samples.extend(_main(FULL, server, workload, parts, opened=True)),
        "profile": lambda: {name: show_profile(name, "ours", out) for name in PROFILED},
        "statements": statements,
        "growth": lambda: growing.growth(size, out),
        "live": lambda: _live(subscribers),
    }
    for part in only:
        try:
            found = measures[part]()
        except Exception as error:  # noqa: BLE001 - a night's run keeps what it has
            out.print_exception()
            found = {"failed": f"{type(error).__name__}: {error}"}
        if found is not None:
            parts[part] = found
        write("main", samples, figures(samples), parts)
    _finish("main", samples, parts)


@bench.command
def quick(*, server: tuple[str, ...] = (), workload: tuple[str, ...] = ("nested", "small", "entity")) -> None:
    """Measure the main ratios only, in under three minutes on prepared data.

    Parameters
    ----------
    server
        Which servers beside ours; all when left out.
    workload
        Which workloads.
    """
    parts: dict[str, Any] = {"machine": machine()}
    _finish("quick", _main(QUICK, server, workload, parts, opened=False), parts)


@bench.command
def profile(*, workload: str = "nested", server: str = "ours") -> None:
    """Show where the time of a request goes in a Python server.

    Parameters
    ----------
    workload
        Which workload.
    server
        Which server.
    """
    show_profile(workload, server, out)


@bench.command
def publish() -> None:
    """Put the last whole run into docs/performance.md, with its file and chart beside it."""
    out.print(f"Published in {publish_results(RESULTS / 'main.json')}")


def _main(
    plan: Plan, servers: Sequence[str], workloads: Sequence[str], parts: dict[str, Any], *, opened: bool
) -> list[Sample]:
    peers = chosen_peers(servers, out)
    minutes = estimate(peers, workloads, plan, opened=opened) / 60
    out.print(f"Measuring {len(peers)} servers: about {minutes:.0f} minutes, once the data is there.")
    with arena(peers, workloads) as on:
        samples = compare(on, plan, out)
        samples += offer(on, figures(samples)) if opened else []
    parts["notes"] = on.notes
    return samples


def _finish(name: str, samples: Sequence[Sample], parts: dict[str, Any]) -> None:
    results: list[Figure] = figures(samples)
    found = list(verdicts(results, parts))
    path = write(name, samples, results, {**parts, "goals": found})
    show_figures(out, results)
    show_verdicts(out, found)
    for note in parts.get("notes", ()):
        out.print(f"[red]{note}[/red]")
    if results:
        draw(path, out)
    out.print(f"Written to {path}")


def _live(subscribers: int) -> dict[str, Any]:
    """Live updates; the fan-outs that goals speak of under names of their own."""
    measured = live.run(subscribers, max(1, min(subscribers // 20, 500)))
    found: dict[str, Any] = asdict(asyncio.run(measured))
    most = max(fanout["subscribers"] for fanout in found["fanouts"])
    many = [fanout for fanout in found["fanouts"] if fanout["subscribers"] == most]
    few = [fanout for fanout in found["fanouts"] if fanout["subscribers"] < most]
    delays = "commit_to_delivery_ms"
    found["shared"] = max(many, key=lambda fanout: fanout["deliveries_each_second"])
    found["many"] = max(many, key=lambda fanout: fanout[delays]["mean"])
    found["few"] = max(few, key=lambda fanout: fanout[delays]["p99"], default={delays: {}})
    show_live(out, found)
    return found


if __name__ == "__main__":
    bench()
