"""One kind of thing that time brings about."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from resolvers.due.turn import Turn


@dataclass(frozen=True)
class Task:
    """What is due, and what becomes of it.

    `due` locks and answers the ids of at most $2 rows that are due when $1 is `after` ago; locked ones are
    skipped. What was brought about is due no more.
    """

    name: str
    due: str
    bring_about: Callable[[Turn, Sequence[UUID]], Awaitable[None]]
    after: timedelta = timedelta()


def due_rooms(condition: str) -> str:
    """The mentorships `m` that meet a condition, locked."""
    return f"""SELECT m.id FROM mentorship m WHERE {condition}
        ORDER BY m.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED"""


def due_sessions(condition: str, first: str = "s.id") -> str:
    """The sessions `s` that meet a condition, the `first` of an order, locked with their rooms `m`."""
    return f"""SELECT s.id FROM session s JOIN mentorship m ON m.id = s.mentorship_id WHERE {condition}
        ORDER BY {first} LIMIT $2 FOR NO KEY UPDATE OF m, s SKIP LOCKED"""
