"""The load process as the benchmark sees it: it takes a job and answers what it measured."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Self

import orjson


@dataclass(frozen=True)
class Shot:
    """A request as it goes over the wire, and the body it must be answered with, when that is known."""

    request: bytes
    expected: bytes | None = None

    def packed(self) -> dict[str, str | None]:
        """The shot as JSON can hold it."""
        body = None if self.expected is None else b64encode(self.expected).decode()
        return {"request": b64encode(self.request).decode(), "expected": body}


@dataclass(frozen=True)
class Load:
    """How a server is loaded: closed loop, or open loop when there is a `rate` in requests per second."""

    port: int
    shots: tuple[Shot, ...]
    connections: int
    seconds: float
    rate: float | None = None

    def packed(self) -> bytes:
        """The job as one line."""
        shots = [shot.packed() for shot in self.shots]
        return orjson.dumps({**asdict(self), "shots": shots}, option=orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True)
class Measured:
    """What one job measured; latencies in milliseconds."""

    requests: int
    seconds: float
    wrong: int
    p50: float
    p99: float

    @property
    def throughput(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


class LoadFailedError(Exception):
    """A server did not answer; the message says what happened."""


class LoadWorker:
    """The process that sends; started once and kept for all jobs."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.load.process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=10)

    def run(self, load: Load) -> Measured:
        """What the job measured.

        Raises: LoadFailedError when the server closes connections or does not answer.
        """
        assert self._process.stdin  # noqa: S101 - opened above
        assert self._process.stdout  # noqa: S101 - the same
        self._process.stdin.write(load.packed())
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("The load process ended.")
        outcome = orjson.loads(answer)
        if "failed" in outcome:
            raise LoadFailedError(outcome["failed"])
        return Measured(**outcome)
