"""The log: what a mutation announces, and what a subscriber replays.

`announce` raises the stream's counter and inserts the event. The stream's row stays locked until
commit, so whoever sees event N sees every event before it: the numbers are dense and in order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kit.database import Database
from kit.transaction import Transaction
from models import Event, EventKind, StreamKind

_TAKE_NUMBERS = """
    WITH happened AS (
        SELECT stream_id, kind, subject_id, n
        FROM unnest($1::uuid[], $2::text[], $3::uuid[]) WITH ORDINALITY AS h(stream_id, kind, subject_id, n)
    ), locked AS (
        SELECT id FROM {table} WHERE id IN (SELECT stream_id FROM happened) ORDER BY id FOR NO KEY UPDATE
    ), raised AS (
        UPDATE {table} SET last_seq = last_seq + counted.events
        FROM (SELECT stream_id, count(*) AS events FROM happened, locked
              WHERE stream_id = locked.id GROUP BY stream_id) AS counted
        WHERE {table}.id = counted.stream_id RETURNING {table}.id, last_seq - counted.events AS before
    )
    INSERT INTO event (stream_id, seq, kind, subject_id, actor_id, at)
    SELECT stream_id, before + row_number() OVER (PARTITION BY stream_id ORDER BY n), kind, subject_id, $4, $5
    FROM happened JOIN raised ON raised.id = stream_id RETURNING stream_id, seq"""
_TABLES = {kind: _TAKE_NUMBERS.format(table=kind.value) for kind in StreamKind}

_REPLAY = """SELECT stream_id, seq, kind, subject_id, actor_id, at FROM event
    WHERE stream_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"""
_REPLAY_EACH = """SELECT e.* FROM unnest($1::uuid[], $2::bigint[]) AS asked(stream_id, seq)
    CROSS JOIN LATERAL (SELECT stream_id, seq, kind, subject_id, actor_id, at FROM event
        WHERE event.stream_id = asked.stream_id AND event.seq > asked.seq ORDER BY event.seq LIMIT $3) AS e"""
_HEADS = " UNION ALL ".join(
    f"SELECT id, last_seq FROM {kind.value} WHERE id = ANY ($1::uuid[])"  # noqa: S608 - the enum's own values
    for kind in StreamKind
)


@dataclass(frozen=True)
class Announcement:
    """Something that happened in a stream: to what (`subject_id`) it happened."""

    stream: StreamKind
    stream_id: UUID
    kind: EventKind
    subject_id: UUID


class Announcer:
    """Appends to the log in one transaction, as its last statements, and wakes listeners after commit."""

    def __init__(self, transaction: Transaction, actor_id: UUID | None, now: datetime) -> None:
        self._transaction = transaction
        self._actor_id = actor_id
        self._now = now
        self.waiting: list[Announcement] = []

    def announce(self, *announcements: Announcement) -> None:
        """Say what happened; it is written when the mutation has done all else."""
        self.waiting.extend(announcements)

    async def write(self) -> dict[UUID, int]:
        """Number and store what was announced; stream → its newest number.

        One statement per kind of stream; rows are locked by kind and then by id, so that two
        mutations that touch the same streams cannot lock each other out.
        """
        heads: dict[UUID, int] = {}
        for kind in StreamKind:
            batch = [waiting for waiting in self.waiting if waiting.stream is kind]
            if batch:
                heads |= await self._write(kind, batch)
        self.waiting.clear()
        return heads

    async def _write(self, kind: StreamKind, batch: Sequence[Announcement]) -> dict[UUID, int]:
        rows = await self._transaction.fetch(
            _TABLES[kind],
            [happened.stream_id for happened in batch],
            [happened.kind.value for happened in batch],
            [happened.subject_id for happened in batch],
            self._actor_id,
            self._now,
        )
        return _newest(rows)


def _newest(rows: Iterable[Mapping[str, Any]]) -> dict[UUID, int]:
    heads: dict[UUID, int] = {}
    for row in rows:
        heads[row["stream_id"]] = max(row["seq"], heads.get(row["stream_id"], 0))
    return heads


class EventLog:
    """Reads the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def after(self, stream_id: UUID, seq: int, limit: int) -> list[Event]:
        """The events of a stream after `seq`, oldest first. One statement."""
        rows = await self._database.fetch(_REPLAY, stream_id, seq, limit)
        return [event_of(row) for row in rows]

    async def after_each(
        self, stream_ids: Sequence[UUID], seqs: Sequence[int], limit: int
    ) -> dict[UUID, list[Event]]:
        """Stream → its events after a number of its own, oldest first. One statement."""
        found: dict[UUID, list[Event]] = {stream_id: [] for stream_id in stream_ids}
        unique = dict(zip(stream_ids, seqs, strict=True))
        for row in await self._database.fetch(_REPLAY_EACH, list(unique), list(unique.values()), limit):
            found[row["stream_id"]].append(event_of(row))
        return found

    async def heads(self, stream_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Stream → the number of its newest event. One statement."""
        rows = await self._database.fetch(_HEADS, list(stream_ids))
        return {row["id"]: row["last_seq"] for row in rows}

    async def epoch(self) -> UUID:
        """The epoch of this database; a restored backup gets another."""
        rows = await self._database.fetch("SELECT epoch FROM stream_epoch")
        epoch: UUID = rows[0]["epoch"]
        return epoch


def event_of(row: Mapping[str, Any]) -> Event:
    """The event that a row of the log holds."""
    return Event(
        row["stream_id"], row["seq"], EventKind(row["kind"]), row["subject_id"], row["actor_id"], row["at"]
    )
