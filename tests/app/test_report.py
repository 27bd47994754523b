"""Files of saved reports: what they hold, who gets them, and that tools can open them."""

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import duckdb
import httpx
import orjson
import pandas as pd
import polars as pl
import pytest

from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.reporting import PERIOD, becomes, write_world

STAGES = ["PRE_SERVICE", "EARLY_0_2", "MID_3_9", "EXPERIENCED_10_19", "VETERAN_20_PLUS"]
SENT = [None, None, 90.0, 90.0, 0.0, 0.0, 0.0, 10.0, 30.0, 0.0]


@pytest.fixture
async def tool(network: Network, connection: asyncpg.Connection) -> httpx.AsyncClient:
    """A client with a token for reports alone; its owner, an analyst, saved `by-stage`."""
    ana = await network.educator("ana")
    await becomes(connection, ana)
    await write_world(connection)
    given = {"grain": "MONTH", "metrics": ["requestsSent"], "dimensions": ["careerStage"], "period": PERIOD}
    await ana.api.perform("saveReport", "... on SavedReport { name }", name="by-stage", report=given)
    return await client(network, ana, "REPORTS")


async def client(network: Network, person: Person, *scopes: str) -> httpx.AsyncClient:
    made = await person.api.perform(
        "createApiToken", "... on NewApiToken { secret }", name="tool", scopes=scopes
    )
    return (await network.client(made["secret"])).http


async def test_tools_open_each_file(tool: httpx.AsyncClient, tmp_path: Path) -> None:
    files = {}
    for kind in ("csv", "jsonl", "parquet", "arrow"):
        answer = await tool.get(f"/reports/by-stage.{kind}")
        assert (answer.status_code, answer.headers["x-report-rows"]) == (200, "10")
        files[kind] = tmp_path / f"by-stage.{kind}"
        files[kind].write_bytes(answer.content)
    readers: list[Any] = [pl.read_csv, pl.read_ndjson, pl.read_parquet, pl.read_ipc]
    frames: list[Any] = [read(path) for read, path in zip(readers, files.values(), strict=True)]
    for frame in frames:
        assert frame.columns == ["month", "careerStage", "requestsSent", "requestsSent_suppressed"]
        assert frame["requestsSent"].to_list() == SENT
        assert frame["careerStage"].to_list() == STAGES * 2
        assert frame["requestsSent_suppressed"].to_list() == [True] * 2 + [False] * 8
    assert frames[2]["month"].to_list()[::5] == frames[3]["month"].to_list()[::5] == [
        date(2026, 1, 1),
        date(2026, 2, 1),
    ]  # fmt: skip
    for panda in (
        pd.read_csv(files["csv"]),
        pd.read_parquet(files["parquet"]),
        pd.read_feather(files["arrow"]),
    ):
        assert panda["requestsSent"].sum() == 220
        assert list(panda["requestsSent"].isna()) == [True] * 2 + [False] * 8
    for path in (files["csv"], files["parquet"]):
        found: Any = duckdb.sql(f"SELECT sum(requestsSent), count(*) FROM '{path}'")
        assert found.fetchall() == [(220, 10)]
    manifest = (await tool.get("/reports/by-stage.manifest.json")).json()
    assert (manifest["rows"], manifest["timeZone"]) == (10, "UTC")
    assert manifest["asOf"].startswith("2026-03-02T08:00:00")
    assert manifest["schema"] == [
        {"name": "month", "type": "date32[day]"},
        {"name": "careerStage", "type": "string"},
        {"name": "requestsSent", "type": "double"},
        {"name": "requestsSent_suppressed", "type": "bool"},
    ]
    assert {kind: one["sha256"] for kind, one in manifest["files"].items()} == {
        kind: hashlib.sha256(path.read_bytes()).hexdigest() for kind, path in files.items()
    }


async def test_a_download_goes_on_where_it_stopped(tool: httpx.AsyncClient, clock: DrivenClock) -> None:
    whole = await tool.get("/reports/by-stage.csv")
    tag, size = whole.headers["etag"], len(whole.content)
    assert whole.headers["accept-ranges"] == "bytes"
    clock.advance(hours=1)
    for asked, found in (
        ("bytes=100-", (100, size)),
        ("bytes=-20", (size - 20, size)),
        ("bytes=5-9", (5, 10)),
    ):
        part = await tool.get("/reports/by-stage.csv", headers={"range": asked, "if-range": tag})
        assert part.status_code == 206
        assert part.headers["content-range"] == f"bytes {found[0]}-{found[1] - 1}/{size}"
        assert part.content == whole.content[slice(*found)]
    beyond = await tool.get("/reports/by-stage.csv", headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}")
    other = await tool.get("/reports/by-stage.csv", headers={"range": "bytes=5-", "if-range": '"other"'})
    assert (other.status_code, other.content) == (200, whole.content)
    for odd in ("bytes=9-5", "bytes=a-b", "bytes=-", "lines=1-2"):
        assert (await tool.get("/reports/by-stage.csv", headers={"range": odd})).status_code == 200
    same = await tool.get("/reports/by-stage.csv", headers={"if-none-match": tag})
    assert (same.status_code, same.content) == (304, b"")
    head = await tool.head("/reports/by-stage.csv")
    assert (head.headers["content-length"], head.content) == (str(size), b"")


async def test_a_file_is_the_same_with_the_same_as_of(
    tool: httpx.AsyncClient, clock: DrivenClock, connection: asyncpg.Connection
) -> None:
    first = await tool.get("/reports/by-stage.jsonl")
    clock.advance(days=2)
    await connection.execute("UPDATE mentorship_request SET created_at = created_at + interval '40 days'")
    later = await tool.get("/reports/by-stage.jsonl")
    assert orjson.loads(later.content.splitlines()[2])["requestsSent"] == 0
    await connection.execute("UPDATE mentorship_request SET created_at = created_at - interval '40 days'")
    as_of = first.headers["x-report-as-of"]
    again = await tool.get("/reports/by-stage.jsonl", params={"asOf": as_of})
    assert (again.content, again.headers["x-report-as-of"]) == (first.content, as_of)
    for odd in ("yesterday", "2026-03-01", "2999-01-01T00:00:00Z"):
        assert (await tool.get("/reports/by-stage.csv", params={"asOf": odd})).status_code == 400


async def test_files_are_for_their_owner(
    tool: httpx.AsyncClient, network: Network, connection: asyncpg.Connection
) -> None:
    assert (await tool.get("/reports/nothing.csv")).status_code == 404
    assert (await tool.get("/reports/by-stage.xls")).status_code == 404
    ben = await network.educator("ben")
    reader = await client(network, ben, "READ")
    reporter = await client(network, ben, "REPORTS")
    for name in ("by-stage.csv", "by-stage.manifest.json"):
        answers = [await one.get(f"/reports/{name}") for one in (network.api.http, reader, reporter)]
        assert [answer.status_code for answer in answers] == [401, 403, 404]
    await connection.execute("UPDATE account SET roles = '{MEMBER}'")
    refused = await tool.get("/reports/by-stage.csv")
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]) == (403, {"code": "FORBIDDEN"})


async def test_an_empty_report_has_its_columns(tool: httpx.AsyncClient, network: Network) -> None:
    frame: Any = pl.read_parquet(
        io.BytesIO((await tool.get("/reports/by-stage.parquet?asOf=2026-01-05T00:00:00Z")).content)
    )
    assert frame.shape == (0, 4)
