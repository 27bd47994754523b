"""Paths: how two people are connected."""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)
Neighbours = Callable[[Sequence[Person]], Awaitable[Mapping[Person, Sequence[Person]]]]


async def shortest_path(
    start: Person, end: Person, most: int, neighbours: Neighbours[Person]
) -> list[Person] | None:
    """The people from start to end over the fewest ties; None when it takes more than `most` of them.

    Breadth-first from both ends, the one with fewer people at its edge next: `neighbours` is asked at
    most `most` times, for all people at an edge at once. Ties lead both ways; of several paths it is
    always the same one, as long as `neighbours` keeps to an order.
    """
    if start == end:
        return [start]
    sides = _Side(start), _Side(end)
    for _ in range(most):
        near = min(sides, key=lambda side: len(side.edge))
        far = sides[1] if near is sides[0] else sides[0]
        near.go_on(await neighbours(near.edge))
        meeting = next((person for person in near.edge if person in far.came_from), None)
        if meeting is not None:
            return [*reversed(sides[0].back_from(meeting)), *sides[1].back_from(meeting)[1:]]
        if not near.edge:
            return None
    return None


class _Side(Generic[Person]):
    """What was found from one end: who was reached from whom, and who was reached last."""

    def __init__(self, start: Person) -> None:
        self.came_from: dict[Person, Person | None] = {start: None}
        self.edge: list[Person] = [start]

    def go_on(self, neighbours: Mapping[Person, Sequence[Person]]) -> None:
        """Reach everybody next to the edge who was not reached before."""
        reached = []
        for person in self.edge:
            for other in neighbours[person]:
                if other not in self.came_from:
                    self.came_from[other] = person
                    reached.append(other)
        self.edge = reached

    def back_from(self, person: Person) -> list[Person]:
        """Everybody from this person back to where it started."""
        way = [person]
        while (before := self.came_from[way[-1]]) is not None:
            way.append(before)
        return way
