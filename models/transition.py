"""State machines as data: which step leads from which state to which, and who may take it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from kit.errors import invalid_transition


class Actor(StrEnum):
    """Who takes a step: somebody by their part in the thing, or time itself."""

    INITIATOR = "INITIATOR"
    RECIPIENT = "RECIPIENT"
    MENTOR = "MENTOR"
    MENTEE = "MENTEE"
    PROPOSER = "PROPOSER"
    COUNTERPART = "COUNTERPART"
    OWNER = "OWNER"
    CURATOR = "CURATOR"
    MEMBER = "MEMBER"
    MODERATOR = "MODERATOR"
    CLOCK = "CLOCK"


@dataclass(frozen=True, slots=True)
class Step:
    """`action`, taken by one of `by`, leads from any of `sources` to `target` and writes `stamp`."""

    action: str
    by: tuple[Actor, ...]
    sources: tuple[StrEnum, ...]
    target: StrEnum
    stamp: str | None = None


class Machine:
    """The steps of one kind of thing, whose state is its row's `status`; what is not listed is refused."""

    def __init__(self, thing: str, states: type[StrEnum], steps: Iterable[Step]) -> None:
        self.thing = thing
        self.states = states
        self.steps = tuple(steps)

    def __iter__(self) -> Iterator[Step]:
        """The steps, as they are listed."""
        return iter(self.steps)

    @property
    def terminal(self) -> frozenset[StrEnum]:
        """The states that nothing leads out of."""
        left = {source for step in self.steps for source in step.sources}
        return frozenset(set(self.states) - left)

    def step(self, state: StrEnum, action: str, by: Actor) -> Step | None:
        """The step that somebody can take from a state; None when there is none."""
        for step in self.steps:
            if step.action == action and by in step.by and state in step.sources:
                return step
        return None

    def must_allow(self, row: Any, action: str, by: Actor) -> Step:
        """The step that is about to be taken.

        Raises: InvalidTransition when the row's state, or the actor's part in it, does not allow it.
        """
        step = self.step(row.status, action, by)
        if step is None:
            state, done = row.status.lower().replace("_", " "), action.replace("_", " ")
            article = "an" if self.thing[0] in "aeiou" else "a"
            message = f"The {by.lower()} cannot {done} {article} {self.thing} that is {state}."
            raise invalid_transition(message)
        return step

    def take(self, row: Any, action: str, by: Actor, now: datetime) -> None:
        """Bring the row into its next state, stamped with the time of it, and raise its version.

        Raises: InvalidTransition when the row's state, or the actor's part in it, does not allow it.
        """
        step = self.must_allow(row, action, by)
        row.status = step.target
        if step.stamp is not None:
            setattr(row, step.stamp, now)
        row.version += 1
