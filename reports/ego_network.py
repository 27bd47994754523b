"""The structure of an ego network: whether those around somebody know each other as well.

Ties are undirected and count alike; only those around `ego` and the ties among them matter.
"""

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Person = TypeVar("Person", bound=Hashable)


class EgoNetwork(Generic[Person]):
    """Somebody's alters and the ties among these; other ties, and ties to oneself, are left out."""

    def __init__(self, alters: Iterable[Person], ties: Iterable[tuple[Person, Person]]) -> None:
        self._around: dict[Person, set[Person]] = {alter: set() for alter in alters}
        for one, other in ties:
            if one != other and one in self._around and other in self._around:
                self._around[one].add(other)
                self._around[other].add(one)

    @property
    def size(self) -> int:
        """How many alters there are: n."""
        return len(self._around)

    @property
    def ties(self) -> int:
        """How many ties there are among the alters: t."""
        return sum(map(len, self._around.values())) // 2

    def density(self) -> float | None:
        """t ÷ (n (n − 1) ÷ 2): which share of the alters' possible ties there is; None below two alters."""
        possible = self.size * (self.size - 1) / 2
        return self.ties / possible if possible else None

    def effective_size(self) -> float | None:
        """n − 2t ÷ n: how many alters are not redundant; None without any.

        Burt (1992), in the form of Borgatti (1997) for ties without weights.
        """
        return self.size - 2 * self.ties / self.size if self.size else None

    def constraint(self) -> float | None:
        """Σ_j (p_ij + Σ_q p_iq p_qj)²: how much hangs on few, or on who know each other; None for nobody.

        p_xy is 1 ÷ the number of ties of x within the network: n for ego, one more than their ties
        among each other for the alters. Burt (1992).
        """
        if not self.size:
            return None
        direct = 1 / self.size
        return sum(
            (direct + sum(direct / (1 + len(self._around[by])) for by in around)) ** 2
            for around in self._around.values()
        )
