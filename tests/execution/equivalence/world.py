"""Argument values that lead somewhere in the crowd."""

from collections.abc import Callable
from random import Random

from graphql import GraphQLArgument

from tests.crowd import global_id
from tests.execution.equivalence.dressing import Arguments

# How many rows of each kind the crowd has.
ROWS = {
    "Educator": 180,
    "Topic": 160,
    "Thread": 180,
    "Post": 1080,
    "Follow": 59,
    "Block": 60,
    "Mute": 60,
    "Notification": 120,
    "ApiToken": 60,
}
_FIRST_ROW = {"Follow": 1002, "Block": 61, "Mute": 121}
_PAGED = {"first", "after", "last", "before"}


class CrowdArguments(Arguments):
    """Ids, handles and slugs of rows of the crowd; pages of a few rows."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def value(self, parent: str, field: str, name: str, argument: GraphQLArgument) -> str | None:
        """A value for an argument that names something."""
        del argument
        random = self._random
        kinds = list(ROWS)
        choices: dict[str, Callable[[], str]] = {
            "id": lambda: self._id("Thread" if field == "thread" else random.choice(kinds)),
            "ids": lambda: (
                f"[{' '.join(self._id(random.choice(kinds)) for _ in range(random.randrange(6)))}]"
            ),
            "handle": lambda: f'"educator_{random.randint(1, 70)}"',
            "slug": lambda: f'"topic-{random.randint(1, 70)}"',
            "query": lambda: random.choice(['"Educator 1"', '"Thread"', '"Post 2 of"', '"Topic"', '""']),
            "first": lambda: random.choice(["1", "2", "3", "3", "4", "0" if parent != "Query" else "5"]),
        }
        return choices[name]() if name in choices else None

    def left_out(self, parent: str, field: str, name: str) -> bool:
        """Whether the argument is left to its default: cursors and the ends of lists, mostly."""
        del parent, field
        return name in _PAGED - {"first"} and self._random.random() < 0.95

    def _id(self, kind: str) -> str:
        if self._random.random() < 0.05:
            return '"of nothing"'
        first = _FIRST_ROW.get(kind, 1)
        return f'"{global_id(kind, first + self._random.randrange(ROWS[kind]))}"'
