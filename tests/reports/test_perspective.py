"""How many kinds of people somebody learns with."""

import pytest

from reports.perspective import Gains, Standpoint, effective_number, effective_perspectives


def test_the_worked_example() -> None:
    assert effective_number([3, 1]) == pytest.approx(1.754765, abs=5e-7)


def test_alike_ones_count_in_full_and_nothing_is_not_defined() -> None:
    assert effective_number([2, 2, 2]) == pytest.approx(3)
    assert effective_number([5]) == 1
    assert effective_number([0, 5]) == 1
    assert effective_number([]) is None
    assert effective_number([0, 0]) is None


def test_who_has_several_values_shares_their_weight_and_who_has_none_is_left_out() -> None:
    people = [
        Standpoint(setting=["north"], phase=[1, 2], subject=["art"]),
        Standpoint(setting=["north"], phase=[1], region=["PT"]),
        Standpoint(setting=["north", "north"], phase=[1, 1], region=["GB"]),
        Standpoint(setting=["south"]),
    ]
    found = effective_perspectives(people)
    assert found.setting == pytest.approx(1.754765, abs=5e-7)
    assert found.region == pytest.approx(2)
    # Phase 1 weighs 2.5, phase 2 weighs 0.5.
    assert found.phase == effective_number([2.5, 0.5])
    assert found.subject == 1
    assert found.career_stage is None


def test_another_adds_what_is_new_and_at_most_one() -> None:
    people = [Standpoint(setting=["north"], phase=[1]), Standpoint(setting=["south"], phase=[1])]
    other = Standpoint(setting=["west"], phase=[2, 3, 4], region=["PT"])
    nothing = dict.fromkeys(("setting", "region", "phase", "subject", "career_stage"), 0)
    new = {"setting": pytest.approx(1), "region": 1, "phase": 1}
    assert Gains(people).of(other) == {**nothing, **new}
    # One more of a kind makes it no more diverse.
    assert Gains(people).of(Standpoint(setting=["north"])) == nothing
    assert Gains([]).of(Standpoint()) == nothing
