"""Which share of mentorships still lasts, and how evenly they are spread."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from reports.conversion import Begun, conversion_rate
from reports.load import gini
from reports.survival import Span, survival_at, survival_curve

DAYS = [(5, 1), (20, 1), (40, 0), (60, 1), (90, 0), (120, 1), (180, 0), (200, 0)]
SPANS = [Span(days, bool(over)) for days, over in DAYS]


def test_the_worked_example_of_survival() -> None:
    curve = survival_curve(SPANS)
    assert [drop.days for drop in curve] == [5, 20, 60, 120]
    assert [drop.share for drop in curve] == pytest.approx([0.875, 0.75, 0.6, 0.4])
    assert [survival_at(SPANS, days) for days in (0, 4, 5, 59, 60, 200)] == [
        pytest.approx(share) for share in (1, 1, 0.875, 0.75, 0.6, 0.4)
    ]


def test_survival_is_not_known_beyond_what_was_seen() -> None:
    assert survival_at(SPANS, 201) is None
    assert survival_at([], 30) is None
    assert survival_curve([]) == []
    assert survival_at([Span(10, True)], 365) == 0
    assert survival_at([Span(10, False)], 10) == 1


def test_those_who_end_on_the_day_another_is_lost_sight_of_had_it_still_at_risk() -> None:
    (drop,) = survival_curve([Span(10, True), Span(10, False), Span(10, True)])
    assert drop.days == 10
    assert drop.share == pytest.approx(1 / 3)


def test_the_worked_example_of_load_and_its_bounds() -> None:
    assert gini([0, 0, 1, 3]) == pytest.approx(0.625)
    assert gini([3, 0, 1, 0]) == pytest.approx(0.625)
    assert gini([2, 2, 2]) == 0
    assert gini([0, 0, 0, 5]) == pytest.approx(0.75)
    assert gini([7]) == 0
    assert (gini([]), gini([0, 0])) == (None, None)


ADA, BEN, CLEO = (UUID(int=i) for i in range(1, 4))
DAY_0 = datetime(2026, 1, 1, tzinfo=UTC)


def begun(one: UUID, other: UUID, day: int) -> Begun:
    return Begun(one, other, DAY_0 + timedelta(days=day))


def test_a_chat_converts_when_the_same_two_go_on_within_sixty_days() -> None:
    chats = [begun(ADA, BEN, 0), begun(ADA, CLEO, 0), begun(BEN, CLEO, 0), begun(ADA, BEN, 100)]
    sustained = [begun(BEN, ADA, 60), begun(ADA, CLEO, 61), begun(ADA, BEN, 101)]
    later = DAY_0 + timedelta(days=160)
    assert conversion_rate(chats, sustained, later) == 0.5
    # The last chat's sixty days are not over yet.
    assert conversion_rate(chats, sustained, later - timedelta(seconds=1)) == pytest.approx(1 / 3)
    assert conversion_rate(chats, sustained, DAY_0) is None
    assert conversion_rate([], sustained, later) is None
