"""Survival: which share of mentorships still lasts after so many days."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """How many days one lasted, or has lasted so far when it is not over."""

    days: float
    is_over: bool


@dataclass(frozen=True)
class Drop:
    """From this day on, this share lasts."""

    days: float
    share: float


def survival_curve(spans: Iterable[Span]) -> list[Drop]:
    """S(t) = Π (1 − d_i ÷ n_i) over the days t_i ≤ t on which some ended, each day once, earliest first.

    d_i ended on that day, n_i had lasted until then; those not over count until the last that is
    known of them (right censoring). Kaplan & Meier (1958).
    """
    observed = list(spans)
    ended = Counter(span.days for span in observed if span.is_over)
    left = Counter(span.days for span in observed)
    at_risk, share, curve = len(observed), 1.0, []
    for days in sorted(left):
        if ended[days]:
            share *= 1 - ended[days] / at_risk
            curve.append(Drop(days, share))
        at_risk -= left[days]
    return curve


def survival_at(spans: Sequence[Span], days: float) -> float | None:
    """S(days); None when nobody is known of for so long, and at the last not all were over."""
    if not spans:
        return None
    share = next((drop.share for drop in reversed(survival_curve(spans)) if drop.days <= days), 1.0)
    return share if share == 0 or max(span.days for span in spans) >= days else None
