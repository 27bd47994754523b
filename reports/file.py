"""Files: a report as tables for other tools."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from reports.report import ReportRow


class FileFormat(StrEnum):
    """How a file is written; the value is what its name ends with."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    ARROW = "arrow"


MEDIA_TYPES: Mapping[FileFormat, str] = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.JSONL: "application/jsonl",
    FileFormat.PARQUET: "application/vnd.apache.parquet",
    FileFormat.ARROW: "application/vnd.apache.arrow.file",
}
Values = Sequence[date] | Sequence[str | None] | Sequence[float | None] | Sequence[bool]


@dataclass(frozen=True)
class Table:
    """A report by columns: window, dimensions, figures, and of each figure whether it is suppressed."""

    columns: Mapping[str, Values]

    @classmethod
    def of(cls, dimensions: Sequence[str], metrics: Sequence[str], rows: Sequence[ReportRow]) -> "Table":
        """The columns of rows whose dimensions, the time first, and metrics have these names."""
        first, *others = dimensions
        columns: dict[str, Values] = {first: [date.fromisoformat(row.dimensions[0] or "") for row in rows]}
        for n, name in enumerate(others, 1):
            columns[name] = [row.dimensions[n] for row in rows]
        for n, name in enumerate(metrics):
            columns[name] = [row.values[n] for row in rows]
        for n, name in enumerate(metrics):
            columns[f"{name}_suppressed"] = [row.suppressed[n] for row in rows]
        return cls(columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def encoded(self, as_file: FileFormat) -> bytes:
        """The file; the same for the same rows."""
        return _ENCODERS[as_file](self)

    def schema(self) -> list[tuple[str, str]]:
        """The name and kind of each column."""
        return [(field.name, str(field.type)) for field in _arrow(self).schema]


def _csv(table: Table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    for row in zip(*table.columns.values(), strict=True):
        writer.writerow(str(value).lower() if isinstance(value, bool) else value for value in row)
    return text.getvalue().encode()


def _jsonl(table: Table) -> bytes:
    names = list(table.columns)
    rows = zip(*table.columns.values(), strict=True)
    option = orjson.OPT_APPEND_NEWLINE
    return b"".join(orjson.dumps(dict(zip(names, row, strict=True)), option=option) for row in rows)


def _arrow(table: Table) -> pa.Table:
    kinds = {}
    for n, name in enumerate(table.columns):
        if name.endswith("_suppressed"):
            kinds[name] = pa.bool_()
        elif f"{name}_suppressed" in table.columns:
            kinds[name] = pa.float64()
        else:
            kinds[name] = pa.string() if n else pa.date32()
    return pa.table({name: pa.array(list(values), kinds[name]) for name, values in table.columns.items()})


def _parquet(table: Table) -> bytes:
    written = pa.BufferOutputStream()
    pq.write_table(_arrow(table), written, compression="zstd")
    return bytes(written.getvalue())


def _ipc(table: Table) -> bytes:
    written, arrow = pa.BufferOutputStream(), _arrow(table)
    with pa.ipc.new_file(written, arrow.schema) as writer:
        writer.write_table(arrow)
    return bytes(written.getvalue())


_ENCODERS: Mapping[FileFormat, Callable[[Table], bytes]] = {
    FileFormat.CSV: _csv,
    FileFormat.JSONL: _jsonl,
    FileFormat.PARQUET: _parquet,
    FileFormat.ARROW: _ipc,
}
