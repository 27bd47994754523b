"""The worked example of docs/reports.md does what it says."""

import asyncio
import importlib.util
from pathlib import Path
from typing import Any

import asyncpg

from tests.network import Network
from tests.reporting import becomes, write_world

EXAMPLE = Path("docs/examples/report_to_polars.py")


def example() -> Any:
    """The example as a module."""
    spec = importlib.util.spec_from_file_location("report_to_polars", EXAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


async def test_the_example_signs_in_reads_a_report_and_draws_two_plots(
    network: Network, connection: asyncpg.Connection, address: str, tmp_path: Path
) -> None:
    ana = await network.educator("ana")
    await becomes(connection, ana)
    await write_world(connection)
    shape, scopes = "... on NewApiToken { secret }", ["REPORTS", "WRITE"]
    made = await ana.api.perform("createApiToken", shape, name="notebook", scopes=scopes)
    frame = await asyncio.to_thread(example().main, f"http://{address}", made["secret"], tmp_path)
    assert frame["requestsSent"].to_list() == [None, None, 90, 90, 0, 0, 0, 10, 30, 0]
    plots = [tmp_path / name for name in ("requests.png", "accepted.png")]
    assert [plot.read_bytes()[:4] for plot in plots] == [b"\x89PNG"] * 2
