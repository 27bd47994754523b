"""The same operations in the words of the Node peers.

Mercurius takes our documents as they are. PostGraphile makes names of its own from the tables, so it has
documents of its own in `queries.json`, whose aliases give the same answer. Both know rows by their UUIDs.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Protocol

import orjson

from kit.cursors import decode_position
from kit.ids import decode_id

_DOCUMENTS: Final[Mapping[str, list[str]]] = orjson.loads(
    (Path(__file__).parent / "queries.json").read_bytes()
)
# PostGraphile's cursors begin with a digest of the order by which they were made: newest id first.
_NEWEST: Final = {"Educator": "955f1e6ad9", "Thread": "548d24e599"}
_IDS: Final = frozenset({"id", "threadId"})


class Operation(Protocol):
    """One of our operations."""

    @property
    def name(self) -> str:
        """What the benchmark calls it."""

    @property
    def document(self) -> str:
        """Its text for our API."""

    @property
    def variables(self) -> Mapping[str, Any]:
        """Its variables for our API."""


def mercurius_body(operation: Operation) -> bytes:
    """The body of an operation's request to Mercurius, whose cursors are the plain ids."""
    return _body(operation.document, _plain(operation.variables))


def postgraphile_body(operation: Operation) -> bytes:
    """The body of an operation's request to PostGraphile.

    Raises: KeyError for an operation that it has no document for.
    """
    variables = _plain(operation.variables)
    if "after" in variables:
        listed, row_id = _position(operation.variables["after"])
        variables["after"] = b64encode(orjson.dumps([_NEWEST[listed], row_id])).decode()
    return _body("\n".join(_DOCUMENTS[operation.name]), variables)


def _body(document: str, variables: Mapping[str, Any]) -> bytes:
    return orjson.dumps({"query": document, "variables": variables} if variables else {"query": document})


def _plain(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Variables as the peers take them: plain UUIDs for our ids and cursors."""
    return {name: _plain_value(name, value) for name, value in variables.items()}


def _plain_value(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return _plain(value)
    if name == "after":
        return _position(value)[1]
    if name in _IDS and (decoded := decode_id(value)):
        return str(decoded.id)
    return value


def _position(cursor: str) -> tuple[str, str]:
    """What a cursor of ours lists, newest first, and the id of the row it stands on.

    Raises: ValueError for a cursor of any other list.
    """
    for listed in _NEWEST:
        if position := decode_position(f"{listed} newest", cursor, ["uuid"]):
            return listed, position[0]
    raise ValueError(f"{cursor!r} is no cursor of a list of these, newest first: {', '.join(_NEWEST)}.")


# What each peer does of our workloads, and the body of its request for one.
WORKLOADS: Final[Mapping[str, frozenset[str]]] = {
    "mercurius": frozenset({*_DOCUMENTS, "faults"}),
    "postgraphile": frozenset(_DOCUMENTS),
}
BODIES: Final[Mapping[str, Callable[[Operation], bytes]]] = {
    "mercurius": mercurius_body,
    "postgraphile": postgraphile_body,
}
