"""Perspectives: how many kinds of people somebody learns with."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, fields
from math import exp, log


@dataclass(frozen=True)
class Standpoint:
    """Where somebody stands on each dimension; several values share their weight, none is unknown."""

    setting: Sequence[Hashable] = ()
    region: Sequence[Hashable] = ()
    phase: Sequence[Hashable] = ()
    subject: Sequence[Hashable] = ()
    career_stage: Sequence[Hashable] = ()


@dataclass(frozen=True)
class EffectivePerspectives:
    """How many equally common kinds would be as diverse, on each dimension; None where nothing is known."""

    setting: float | None
    region: float | None
    phase: float | None
    subject: float | None
    career_stage: float | None


DIMENSIONS = tuple(field.name for field in fields(Standpoint))


def effective_number(weights: Iterable[float]) -> float | None:
    """exp(−Σ p ln p) of the weights' shares p: from 1, when all is one kind, to their number.

    None when there is no weight. Shannon (1948); Hill (1973), the diversity number of order 1.
    """
    found = [weight for weight in weights if weight > 0]
    total = sum(found)
    if not found:
        return None
    return exp(-sum(weight / total * log(weight / total) for weight in found))


def shares_of(people: Iterable[Standpoint], dimension: str) -> Counter[Hashable]:
    """How much each value of a dimension weighs: every person who is known weighs 1."""
    shares: Counter[Hashable] = Counter()
    for person in people:
        values = set(getattr(person, dimension))
        for value in values:
            shares[value] += 1 / len(values)  # type: ignore[assignment] # a Counter counts parts as well
    return shares


def effective_perspectives(people: Sequence[Standpoint]) -> EffectivePerspectives:
    """The effective number of perspectives among people, on each dimension."""
    numbers = {name: effective_number(shares_of(people, name).values()) for name in DIMENSIONS}
    return EffectivePerspectives(**numbers)


class Gains:
    """What one more person would add to the perspectives among some people."""

    def __init__(self, people: Sequence[Standpoint]) -> None:
        self._mixtures = {name: _Mixture(shares_of(people, name)) for name in DIMENSIONS}

    def of(self, other: Standpoint) -> dict[str, float]:
        """Dimension → how many effective perspectives the other adds, cut to 0–1."""
        return {name: mixture.gain(set(getattr(other, name))) for name, mixture in self._mixtures.items()}


class _Mixture:
    """Shares of which the sums are kept, so that another value is added without going over all.

    −Σ p ln p = ln W − Σ w ln w ÷ W over the weights w and their sum W.
    """

    def __init__(self, shares: Counter[Hashable]) -> None:
        self._shares = shares
        self._total = float(sum(shares.values()))
        self._logs = sum(map(_by_log, shares.values()))
        self._before = effective_number(shares.values()) or 0.0

    def gain(self, values: Collection[Hashable]) -> float:
        if not values:
            return 0.0
        logs = self._logs
        for value in values:
            weight = self._shares[value]
            logs += _by_log(weight + 1 / len(values)) - _by_log(weight)
        total = self._total + 1
        return min(1.0, max(0.0, exp(log(total) - logs / total) - self._before))


def _by_log(weight: float) -> float:
    return weight * log(weight) if weight else 0.0
