from bench.figures import figures, find
from bench.goals import verdicts
from bench.measure import Sample


def sample(server: str, number: int, throughput: float, cpu: float) -> Sample:
    return Sample(server, "nested", 8, number, throughput, cpu, 0.5, p50=1.0, p99=2.0)


def test_ratios_are_taken_within_a_round_so_that_a_slow_round_slows_both() -> None:
    taken = [
        sample("ours", 0, 100, 1.5),
        sample("mercurius", 0, 50, 3.5),
        sample("mercurius", 1, 5, 30),
        sample("ours", 1, 10, 15),
        sample("ours", 2, 90, 1.5),
    ]
    found = find(figures(taken), "mercurius", "nested", 8)
    assert found is not None
    assert found.ahead == 2.0
    assert found.leaner == ((4 / 2) + (30.5 / 15.5)) / 2


def test_a_goal_is_missed_by_the_share_that_is_lacking() -> None:
    taken = [sample("ours", 0, 104, 1), sample("mercurius", 0, 100, 1)]
    (verdict,) = verdicts(figures(taken), {})
    assert (verdict.wanted, verdict.measured, verdict.met) == (1.3, 1.04, False)
    assert round(verdict.margin, 6) == -0.2


def test_a_bound_is_kept_up_to_its_value() -> None:
    margins = [next(verdicts([], {"growth": {"worst": worst}})).margin for worst in (1.5, 1.8)]
    assert [round(margin, 6) for margin in margins] == [0.0, -0.2]


def test_without_ours_nothing_is_compared() -> None:
    assert figures([sample("mercurius", 0, 100, 1)]) == []
