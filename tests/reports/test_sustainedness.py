from datetime import date, timedelta

import pytest

from models import Attention
from reports.reciprocity import contribution_balance, mutual_learning_rate
from reports.sustainedness import Pattern, Sustainedness, Term, attention, cadence_adherence, sustainedness

START = date(2026, 1, 5)
TERM = Term(14, START, date(2026, 3, 30))
EXAMPLE = [date(2026, *day) for day in ((1, 7), (1, 21), (2, 20), (3, 18), (3, 19))]


def days(*numbers: int) -> list[date]:
    return [START + timedelta(days=number) for number in numbers]


def pattern(held: list[date], until: int, term: Term | None = TERM) -> Pattern:
    return sustainedness(held, term, START + timedelta(days=until)).pattern


def test_the_worked_example() -> None:
    assert sustainedness(EXAMPLE, TERM, date(2026, 3, 30)) == Sustainedness(
        sessions_held=5,
        span_days=71,
        median_gap_days=20.0,
        cadence_adherence=4 / 6,
        pattern=Pattern.EMERGING,
    )


def test_what_is_not_defined_is_null() -> None:
    nothing = sustainedness([], None, START)
    assert nothing == Sustainedness(0, None, None, None, Pattern.TRANSACTIONAL)
    assert sustainedness(days(3), None, START) == Sustainedness(1, 0, None, None, Pattern.TRANSACTIONAL)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(13, None), (14, 1.0), (27, 1.0), (28, 1.0), (41, 1.0), (42, 2 / 3), (84, 4 / 6), (500, 4 / 6)],
)
def test_only_full_windows_within_the_term_count(until: int, expected: float | None) -> None:
    assert cadence_adherence(EXAMPLE, TERM, START + timedelta(days=until)) == expected


def test_sessions_before_and_after_the_windows_fill_none() -> None:
    assert cadence_adherence(days(-1, 84, 90), TERM, date(2026, 6, 1)) == 0.0
    assert cadence_adherence(days(0, 13), TERM, date(2026, 3, 30)) == 1 / 6
    assert cadence_adherence(days(13, 14), TERM, date(2026, 3, 30)) == 2 / 6


@pytest.mark.parametrize(
    ("held", "until", "expected"),
    [
        ((0,), 84, Pattern.TRANSACTIONAL),
        ((0, 10, 20, 27), 84, Pattern.TRANSACTIONAL),
        ((0, 28), 84, Pattern.EMERGING),
        ((0, 20, 40, 60, 84), 84, Pattern.SUSTAINED),
        ((0, 20, 40, 60, 83), 84, Pattern.EMERGING),
        ((0, 40, 84), 84, Pattern.EMERGING),
        ((0, 1, 2, 84), 84, Pattern.EMERGING),
        ((0, 20, 40, 60, 84), 84 + 45, Pattern.SUSTAINED),
        ((0, 20, 40, 60, 84), 84 + 46, Pattern.LAPSED),
        ((0, 28), 84 + 46, Pattern.EMERGING),
    ],
)
def test_the_pattern_follows_from_number_span_and_adherence(
    held: tuple[int, ...], until: int, expected: Pattern
) -> None:
    assert pattern(days(*held), until) == expected


def test_a_long_cadence_lapses_after_two_of_its_windows() -> None:
    term = Term(60, START, START + timedelta(days=365))
    held = days(10, 70, 130, 190)
    assert pattern(held, 190 + 120, term) == Pattern.SUSTAINED
    assert pattern(held, 190 + 121, term) == Pattern.LAPSED


def test_nothing_is_sustained_without_an_agreement() -> None:
    assert pattern(days(0, 20, 40, 60, 84), 84, None) == Pattern.EMERGING


def test_attention_rises_after_45_and_60_days() -> None:
    ages = {45: Attention.OK, 60: Attention.AMBER}
    for number, before in ages.items():
        after = Attention.AMBER if before is Attention.OK else Attention.RED
        assert attention(timedelta(days=number)) is before
        assert attention(timedelta(days=number, seconds=1)) is after


@pytest.mark.parametrize(
    ("one", "other", "expected"), [(8, 2, 0.4), (2, 8, 0.4), (3, 3, 1.0), (5, 0, 0.0), (0, 0, None)]
)
def test_contributions_balance(one: int, other: int, expected: float | None) -> None:
    assert contribution_balance(one, other) == pytest.approx(expected)


def test_learning_is_mutual_where_both_learned() -> None:
    assert (mutual_learning_rate(1, 4), mutual_learning_rate(0, 2), mutual_learning_rate(0, 0)) == (
        0.25,
        0.0,
        None,
    )
