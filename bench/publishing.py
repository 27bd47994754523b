"""A run put into the documentation: its file and chart beside docs/performance.md, its tables inside."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench.servers import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
_BEGIN, _END = "<!-- results: written by `python -m bench publish` -->", "<!-- end of results -->"

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
# Of a machine that does nothing else.
_QUIET = 0.5

LIVE_COLUMNS = (
    "viewers", "subscribers", "posts/s", "deliveries/s", "µs CPU each", "mean ms", "p50", "p99", "lost",
)  # fmt: skip

Rows = Iterable[Sequence[object]]


def publish(results: Path) -> Path:
    """The document that now holds the results.

    Raises: FileNotFoundError when there was no run; ValueError when the document lost its marks.
    """
    run = orjson.loads(results.read_bytes())
    before, begin, rest = DOCUMENT.read_text().partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT} has no place for results between {_BEGIN} and {_END}.")
    text = "\n".join(_sections(run))
    DOCUMENT.write_text(f"{before}{_BEGIN}\n\n{text}\n{_END}{after}")
    run.pop("samples", None)
    DOCUMENT.with_suffix(".json").write_bytes(orjson.dumps(run, option=_READABLE))
    chart = results.with_suffix(".png")
    if chart.exists():
        shutil.copyfile(chart, DOCUMENT.with_suffix(".png"))
    return DOCUMENT


def _sections(run: dict[str, Any]) -> Iterator[str]:
    yield _machine(run["machine"])
    yield "### Goals\n"
    yield _table(("goal", "wanted", "measured", ""), map(_goal, run.get("goals", ())))
    if run["figures"]:
        yield from _comparison(run)
    for name, render in (
        ("profile", _profiles),
        ("growth", _growth),
        ("statements", _statements),
        ("live", _live),
    ):
        part = run.get(name)
        if part and "failed" not in part:
            yield from render(part)
    if run.get("notes"):
        yield "### Notes of the run\n"
        yield "".join(f"- {note}\n" for note in run["notes"])


def _machine(machine: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    place = (
        f"Measured on {machine['date'][:10]} at commit {machine['commit']}: {machine['cpu']}, "
        f"{machine['cores']} cores for servers, PostgreSQL and load together, {machine['memory_gib']} GiB, "
        f"{machine['system']}; load average before the run {machine['load_before']}."
    )
    busy = machine["load_before"] > _QUIET
    warning = " **The machine was busy: read ratios, above all of CPU, and no rates.**" if busy else ""
    return f"{place}{warning}\n\nVersions: {versions}.\n"


def _goal(goal: dict[str, Any]) -> Sequence[object]:
    word = "met" if goal["margin"] >= 0 else f"**missed by {-goal['margin']:.0%}**"
    note = f" ({goal['note']})" if goal["note"] else ""
    return goal["goal"], f"{goal['wanted']:g}", f"{goal['measured']:.2f}{note}", word


def _comparison(run: dict[str, Any]) -> Iterator[str]:
    titles, figures = run["titles"], run["figures"]
    columns = (
        "server", "conn.", "requests/s", "±", "CPU ms server", "PostgreSQL", "p50 ms", "p99 ms", "ours ahead",
        "ours leaner",
    )  # fmt: skip
    for workload in dict.fromkeys(figure["workload"] for figure in figures):
        yield f"### {workload}\n"
        taken = [figure for figure in figures if figure["workload"] == workload]
        yield _table(columns, (_figure(figure, titles) for figure in taken))
    yield "### Where others are ahead\n"
    faster = [figure for figure in figures if figure["connections"] and figure["ahead"] < 1]
    lines = [
        f"- {titles[figure['server']]}, {figure['workload']}, {figure['connections']} conn.: "
        f"{1 / figure['ahead']:.2f}× our requests/s, {figure['leaner']:.2f}× our CPU\n"
        for figure in faster
    ]
    yield "".join(lines) or "Nowhere in this run.\n"


def _figure(figure: dict[str, Any], titles: dict[str, str]) -> Sequence[object]:
    ours, opened = figure["server"] == "ours", not figure["connections"]
    return (
        titles[figure["server"]],
        figure["connections"] or "open",
        f"{figure['throughput']:,.0f}",
        f"{figure['spread']:.0%}",
        f"{figure['server_cpu']:.2f}",
        f"{figure['postgres_cpu']:.2f}",
        f"{figure['p50']:.1f}",
        f"{figure['p99']:.1f}",
        "" if ours or opened else f"{figure['ahead']:.2f}×",
        "" if ours else f"{figure['leaner']:.2f}×",
    )


def _profiles(part: dict[str, Any]) -> Iterator[str]:
    yield "### Where the time of a request goes\n"
    names = list(dict.fromkeys(name for profile in part.values() for name in profile["parts"]))
    rows = [(name, *(f"{profile['parts'].get(name, 0):.3f}" for profile in part.values())) for name in names]
    postgres = ("PostgreSQL", *(f"{profile['postgres_cpu']:.3f}" for profile in part.values()))
    yield _table(("CPU ms", *part), [*rows, postgres])


def _growth(part: dict[str, Any]) -> Iterator[str]:
    yield "### Growth: p50 ms at one connection (CPU ms in PostgreSQL)\n"
    rows = [
        (name, *(f"{found[size]['p50']:.2f} ({found[size]['postgres_cpu']:.2f})" for size in part["sizes"]))
        for name, found in part["operations"].items()
    ]
    yield _table(("operation", *part["sizes"]), rows)
    if part.get("left_out"):
        yield f"{part['left_out']}\n"


def _statements(part: dict[str, Any]) -> Iterator[str]:
    yield "### SQL statements of an operation\n"
    rows = [(name, *counts) for name, counts in part["operations"].items()]
    yield _table(("operation", "lists of 2", "as measured"), rows)


def _live(part: dict[str, Any]) -> Iterator[str]:
    yield "### Live updates\n"
    yield f"{idle_line(part)}\n"
    yield _table(LIVE_COLUMNS, live_rows(part))


def idle_line(part: dict[str, Any]) -> str:
    """What live updates cost those who hear nothing, as a sentence."""
    return f"{part['idle']['subscribers']:,} idle subscribers take {part['idle']['kib_each']:.1f} KiB each."


def live_rows(part: dict[str, Any]) -> Iterator[Sequence[str]]:
    """A row of `LIVE_COLUMNS` for each fan-out."""
    for fanout in part["fanouts"]:
        yield (
            fanout["viewers"],
            f"{fanout['subscribers']:,}",
            f"{fanout['posts_each_second']:g}",
            f"{fanout['deliveries_each_second']:,.0f}",
            f"{fanout['cpu_microseconds_each']:.1f}",
            *(f"{fanout['commit_to_delivery_ms'][name]:.0f}" for name in ("mean", "p50", "p99")),
            str(fanout["lost"]),
        )


def _table(columns: Sequence[str], rows: Rows) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
