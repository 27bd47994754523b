from datetime import date, timedelta

from models.pledge import adherence_of

# A Thursday.
START = date(2026, 1, 1)


def days(*offsets: int) -> set[date]:
    return {START + timedelta(days=offset) for offset in offsets}


def kept(length: int, *posted: int, every: int = 7, rests: tuple[date, ...] = ()) -> float | None:
    return adherence_of(START, START + timedelta(days=length), every, rests, days(*posted))


def test_nothing_can_be_said_before_the_first_window_is_over() -> None:
    assert kept(0) is None
    assert kept(6, 0) is None


def test_a_window_is_kept_by_one_post_on_its_first_or_last_day() -> None:
    assert kept(7, 0) == kept(7, 6) == 1.0
    assert kept(7, 7) == 0.0


def test_many_posts_in_one_window_keep_only_that_one() -> None:
    assert kept(28, 0, 1, 2, 3, 14) == 0.5
    assert kept(34, 0, 14, 28) == 0.5


def test_a_rest_week_lengthens_the_window_it_lies_in() -> None:
    # Days 4 to 10 rest: the first window is days 0 to 13, the second 14 to 20.
    rest = (date(2026, 1, 5),)
    assert kept(13, 0, rests=rest) is None
    assert kept(21, 13, rests=rest) == 0.5
    assert kept(21, 7, 20, rests=rest) == 1.0
