"""Random networks, the same for the same seed: from empty to complete."""

from itertools import permutations
from random import Random


def random_edges(dice: Random, most: int = 12) -> list[tuple[int, int]]:
    """Directed edges among up to so many people, each with the same chance."""
    people, chance = dice.randint(0, most), dice.random()
    return [pair for pair in permutations(range(people), 2) if dice.random() < chance]
