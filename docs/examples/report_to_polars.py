"""Fetches a saved report with an API token, reads it into polars, and draws two plots of it.

    MENTEO_TOKEN=menteo_… python docs/examples/report_to_polars.py http://localhost:8000 plots

The token needs the scopes REPORTS and WRITE (to save the report), and its owner the role ANALYST.
"""

import io
import os
import sys
from pathlib import Path
from typing import Any

import httpx
import matplotlib as mpl
import polars as pl

mpl.use("Agg")

import matplotlib.pyplot as plt

SAVE = """mutation ($input: SaveReportInput!) { saveReport(input: $input) {
    ... on SavedReport { name } ... on Problem { code message } } }"""
REPORT = {
    "metrics": ["requestsSent", "acceptRate"],
    "dimensions": ["careerStage"],
    "grain": "MONTH",
    "period": {"from": "2026-01-01", "to": "2026-02-28"},
}

STAGES = {
    "PRE_SERVICE": "before service",
    "EARLY_0_2": "0–2 years",
    "MID_3_9": "3–9 years",
    "EXPERIENCED_10_19": "10–19 years",
    "VETERAN_20_PLUS": "20 years and more",
}


def main(origin: str, token: str, folder: Path) -> pl.DataFrame:
    """The report, of which `requests.png` and `accepted.png` are drawn."""
    with httpx.Client(base_url=origin, headers={"authorization": f"Bearer {token}"}) as client:
        saved = {"input": {"name": "by-stage", "report": REPORT}}
        client.post("/graphql", json={"query": SAVE, "variables": saved}).raise_for_status()
        answer = client.get("/reports/by-stage.parquet").raise_for_status()
    frame = pl.read_parquet(io.BytesIO(answer.content))
    folder.mkdir(parents=True, exist_ok=True)
    draw(frame, "requestsSent", "Requests sent", folder / "requests.png")
    draw(frame, "acceptRate", "Share accepted", folder / "accepted.png")
    return frame


def draw(frame: pl.DataFrame, metric: str, title: str, path: Path) -> None:
    """Bars by month and career stage; cells that are suppressed are hatched, not zero."""
    months = frame["month"].unique().sort().to_list()
    stages = frame["careerStage"].unique(maintain_order=True).to_list()
    figure, axes = plt.subplots(figsize=(9, 4.5), layout="constrained")
    top = float(frame[metric].max() or 1)  # type: ignore[arg-type] # a column of floats
    for n, stage in enumerate(stages):
        rows = frame.filter(pl.col("careerStage") == stage).sort("month")
        left = [place + (n - (len(stages) - 1) / 2) * 0.16 for place in range(len(months))]
        axes.bar(left, rows[metric].fill_null(0).to_list(), 0.15, label=STAGES[stage])
        for place, hidden in zip(left, rows[f"{metric}_suppressed"], strict=True):
            if hidden:
                axes.bar(place, top * 0.05, 0.15, color="none", edgecolor="gray", hatch="////")
    axes.set_xticks(range(len(months)), [f"{month:%B %Y}" for month in months])
    axes.set_title(f"{title} by career stage (hatched: too few people to show)")
    axes.legend(fontsize="small", ncols=3, loc="upper right")
    axes.set_ylim(0, top * 1.3)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


if __name__ == "__main__":
    options: Any = sys.argv[1:]
    print(main(options[0], os.environ["MENTEO_TOKEN"], Path(options[1])))  # noqa: T201 - what it fetched
