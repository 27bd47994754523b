"""The parts of a suggestion's score."""

from uuid import UUID

import pytest

from models import MentoringFunction
from reports.perspective import Standpoint
from reports.suggestion import Candidate, Gap, needs_met, responsiveness, suggestions

NEEDS = {UUID(int=n): f"need {n}" for n in range(1, 6)}


def candidate(number: int, *met: int, rate: float | None = None) -> Candidate:
    return Candidate(UUID(int=number), Standpoint(), [UUID(int=n) for n in met], [], 2, 1, rate, 0.0)


def test_who_closes_the_larger_gap_comes_first_and_of_two_alike_always_the_same() -> None:
    gap = Gap(NEEDS, [], [])
    found = suggestions(
        gap, [candidate(3, 1), candidate(2, 1), candidate(1, rate=1.0), candidate(4, 2, 5)], 3
    )
    assert [(one.educator_id.int, one.score) for one in found] == [(4, 3.0), (2, 2.0), (3, 2.0)]


def test_of_many_needs_three_are_named() -> None:
    part = needs_met(Gap(NEEDS, [], []), candidate(1, 5, 4, 3, 2, 1))
    assert (part.value, part.because) == (
        5.0,
        "Offers what you look for: need 1, need 2, need 3 and 2 more.",
    )


def test_who_lacks_nothing_is_offered_nothing() -> None:
    part = needs_met(Gap({}, [], []), candidate(1))
    assert (part.value, part.because) == (0.0, "Offers nothing that your network lacks.")
    assert needs_met(Gap({}, list(MentoringFunction), []), candidate(1)).value == 0


def test_half_as_responsive_is_who_takes_three_days() -> None:
    assert responsiveness(1.0, 0.0).value == 1
    assert responsiveness(1.0, 72.0).value == 0.5
    assert responsiveness(0.5, 24.0).value == pytest.approx(0.375)
    assert responsiveness(1.0, 0.2).because.endswith("half of these within 1 h.")
