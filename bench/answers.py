"""Answers are compared before anything is measured: peers that answer otherwise do other work."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from http.client import HTTPConnection
from typing import Any

import orjson

from bench.servers import Running
from bench.workloads import Workload
from kit.ids import decode_id


class UnequalAnswersError(Exception):
    """Two servers answered the same operation differently; the message says where."""


def answer_of(server: Running, workload: Workload) -> bytes:
    """What a server answers.

    Raises: UnequalAnswersError when it is no success.
    """
    head, _, body = server.request(workload).partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request("POST", first.split(" ")[1], body, headers)
        response = connection.getresponse()
        content = response.read()
    finally:
        connection.close()
    if response.status != 200:
        raise UnequalAnswersError(
            f"{server.peer.title}, {workload.name}: {response.status} {content[:300]!r}"
        )
    return content


def check_equal(ours: bytes, theirs: bytes, where: str, compared: Container[str] = ("data",)) -> None:
    """Nothing, when the compared parts of two answers (`data`, `errors`) say the same.

    Raises: UnequalAnswersError that names the first difference.
    """
    mine, other = (
        {part: normal(value) for part, value in orjson.loads(answer).items() if part in compared}
        for answer in (ours, theirs)
    )
    difference = _difference(mine, other, "")
    if difference:
        raise UnequalAnswersError(f"{where}: {difference}")


def normal(value: Any, name: str = "") -> Any:
    """An answer in the form that all servers' answers share: plain ids, instants with their zone."""
    if isinstance(value, dict):
        return {key: normal(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [normal(item, name) for item in value]
    if name == "id" and isinstance(value, str):
        decoded = decode_id(value)
        return str(decoded.id) if decoded else value
    if name == "createdAt" and isinstance(value, str):
        return datetime.fromisoformat(value)
    return value


def _difference(ours: Any, theirs: Any, path: str) -> str | None:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        if ours.keys() != theirs.keys():
            return f"{path} has {sorted(ours)} and {sorted(theirs)}"
        found = (_difference(ours[key], theirs[key], f"{path}.{key}") for key in ours)
        return next((difference for difference in found if difference), None)
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        pairs = enumerate(zip(ours, theirs, strict=True))
        found = (_difference(mine, other, f"{path}[{i}]") for i, (mine, other) in pairs)
        return next((difference for difference in found if difference), None)
    return None if ours == theirs else f"{path} is {str(ours)[:100]!r} and {str(theirs)[:100]!r}"
