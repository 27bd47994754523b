from pathlib import Path

from bench.growth import SIZES, sizes_at_hand


def test_the_largest_size_waits_until_somebody_makes_it(tmp_path: Path) -> None:
    (tmp_path / "100x.new").mkdir()
    assert sizes_at_hand(tmp_path) == ("1x", "10x")


def test_the_largest_size_is_measured_once_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "100x").mkdir()
    assert sizes_at_hand(tmp_path) == SIZES
