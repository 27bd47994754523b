"""Load: how evenly mentoring is spread over mentors."""

from collections.abc import Iterable


def gini(loads: Iterable[float]) -> float | None:
    """Σ (2i − n − 1) x_i ÷ (n Σ x) over loads x in rising order: 0 for alike, 1 − 1/n for all on one.

    None when there is no load at all. Gini (1912); loads are not negative.
    """
    rising = sorted(loads)
    total, count = sum(rising), len(rising)
    if not total:
        return None
    return sum((2 * i - count - 1) * load for i, load in enumerate(rising, 1)) / (count * total)
