"""Splits a whole number among many, exactly."""

from collections.abc import Iterable, Iterator


def shares(total: int, weights: Iterable[float]) -> Iterator[int]:
    """One part of `total` for each weight, in proportion to it; together they are exactly the total."""
    known = list(weights)
    whole = sum(known)
    passed, given = 0.0, 0
    for place, weight in enumerate(known, start=1):
        passed += weight
        due = total if place == len(known) else int(total * passed / whole)
        yield due - given
        given = due
