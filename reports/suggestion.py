"""Suggestions: which mentor would close a gap in somebody's network, and why.

Not who is most alike: who offers what is looked for, stands where nobody of the network does, has a
place free, and answers. The score is the sum of these four parts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models import MentoringFunction
from reports.perspective import DIMENSIONS, Gains, Standpoint

# Half as good when the median answer takes so many hours.
HALVED_AFTER_HOURS = 72
UNKNOWN_RESPONSIVENESS = 0.5
NAMED = 3


class PartName(StrEnum):
    """What a suggestion's score is the sum of."""

    NEEDS_MET = "NEEDS_MET"
    NEW_PERSPECTIVE = "NEW_PERSPECTIVE"
    FREE_PLACES = "FREE_PLACES"
    RESPONSIVENESS = "RESPONSIVENESS"


@dataclass(frozen=True)
class Part:
    """One part of a score, and a sentence that says why."""

    name: PartName
    value: float
    because: str


@dataclass(frozen=True)
class Candidate:
    """A mentor: which of the needs they meet, which missing functions they offer, how they answer.

    `response_rate` is None where too few requests say anything.
    """

    id: UUID
    standpoint: Standpoint
    met: Collection[UUID]
    filled: Collection[str]
    capacity: int
    open_places: int
    response_rate: float | None
    median_hours: float | None


@dataclass(frozen=True)
class Suggestion:
    """A mentor, and the parts of their score in the order of `PartName`."""

    educator_id: UUID
    parts: Sequence[Part]

    @property
    def score(self) -> float:
        """The sum of the parts."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True)
class Gap:
    """What somebody lacks: open needs by id, in words, and the functions that their ties do not give."""

    needs: Mapping[UUID, str]
    missing: Sequence[MentoringFunction]
    people: Sequence[Standpoint]


def suggestions(gap: Gap, candidates: Sequence[Candidate], most: int) -> list[Suggestion]:
    """The candidates with the highest scores, best first."""
    gains = Gains(gap.people)
    scored = [
        Suggestion(
            one.id,
            [
                needs_met(gap, one),
                new_perspective(gains.of(one.standpoint), is_first=not gap.people),
                free_places(one.open_places, one.capacity),
                responsiveness(one.response_rate, one.median_hours),
            ],
        )
        for one in candidates
    ]
    return sorted(scored, key=lambda one: (-one.score, one.educator_id))[:most]


def needs_met(gap: Gap, one: Candidate) -> Part:
    """How many open needs they meet; for who has none, the share of missing functions that they offer."""
    if gap.needs:
        met = [words for key, words in gap.needs.items() if key in one.met]
        because = f"Offers what you look for: {_list(met)}." if met else "Offers nothing that you look for."
        return Part(PartName.NEEDS_MET, float(len(met)), because)
    filled = [function for function in gap.missing if function in one.filled]
    share = len(filled) / len(gap.missing) if gap.missing else 0.0
    named = _list([in_words(function) for function in filled])
    because = (
        f"Offers what your network lacks: {named}." if filled else "Offers nothing that your network lacks."
    )
    return Part(PartName.NEEDS_MET, share, because)


def new_perspective(gains: Mapping[str, float], *, is_first: bool) -> Part:
    """The mean of the effective perspectives that they would add on each dimension, 0–1."""
    new = [name.replace("_", " ") for name in DIMENSIONS if gains[name] > 0]
    if not new:
        because = "Stands where others of your network do."
    elif is_first:
        because = "Would be the first tie of your network."
    else:
        because = f"Adds to your network by their {_list(new, len(new))}."
    return Part(PartName.NEW_PERSPECTIVE, sum(gains.values()) / len(DIMENSIONS), because)


def free_places(open_places: int, capacity: int) -> Part:
    """The share of their places that is free, 0–1."""
    if not open_places:
        because = "Has no place free; a first chat takes none."
        return Part(PartName.FREE_PLACES, 0.0, because)
    return Part(PartName.FREE_PLACES, open_places / capacity, f"Has {open_places} of {capacity} places free.")


def responsiveness(rate: float | None, median_hours: float | None) -> Part:
    """Response rate × 72 ÷ (72 + median hours), 0–1; 0.5 where too few requests say anything."""
    if rate is None:
        because = "Got too few requests in the last 90 days to say how they answer."
        return Part(PartName.RESPONSIVENESS, UNKNOWN_RESPONSIVENESS, because)
    if median_hours is None:
        return Part(PartName.RESPONSIVENESS, 0.0, "Answered none of the requests of the last 90 days.")
    because = (
        f"Answered {rate:.0%} of the requests of the last 90 days, "
        f"half of these within {max(1, round(median_hours))} h."
    )
    return Part(
        PartName.RESPONSIVENESS, rate * HALVED_AFTER_HOURS / (HALVED_AFTER_HOURS + median_hours), because
    )


def in_words(function: str) -> str:
    """A function of mentoring as it is read: `safe space`."""
    return function.replace("_", " ").lower()


def _list(words: Sequence[str], most: int = NAMED) -> str:
    """Words in a row, the first ones named and the others counted."""
    more = len(words) - most
    return ", ".join(words[:most]) + (f" and {more} more" if more > 0 else "")
