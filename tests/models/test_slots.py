from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.slots import Availability, Interval, Slot, WeeklyHours, merged

LONDON, SANTIAGO, AZORES = "Europe/London", "America/Santiago", "Atlantic/Azores"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NIGHT, DAY = Interval(0, 240), Interval(0, 1440)


def begins(slots: Iterable[Slot]) -> str:
    """When slots begin in UTC, the day before each new one's first hour."""
    shown, day = [], ""
    for slot in slots:
        if (this := f"{slot.starts_at:%m-%d}") != day:
            shown.append(this)
        day = this
        shown.append(f"{slot.starts_at:%H:%M}")
    return " ".join(shown)


def on(zone: str, day: date, interval: Interval, minutes: int) -> list[Slot]:
    open_to = Availability(ZoneInfo(zone), exceptions={day: [interval]})
    return list(open_to.open_slots(day, day, minutes, LONG_AGO))


@pytest.mark.parametrize(
    ("zone", "day", "interval", "minutes", "expected"),
    [
        # The clocks go from 01:00 to 02:00: three hours.
        (LONDON, date(2026, 3, 29), NIGHT, 60, "03-29 00:00 01:00 02:00"),
        (LONDON, date(2026, 3, 29), NIGHT, 30, "03-29 00:00 00:30 01:00 01:30 02:00 02:30"),
        (LONDON, date(2026, 3, 29), Interval(60, 120), 30, ""),
        (LONDON, date(2026, 3, 29), Interval(90, 180), 30, "03-29 01:00 01:30"),
        # They go from 02:00 back to 01:00: the second hour from 01:00 is not offered.
        (LONDON, date(2026, 10, 25), NIGHT, 60, "10-24 23:00 10-25 00:00 02:00 03:00"),
        (LONDON, date(2026, 10, 25), Interval(60, 120), 30, "10-25 00:00 00:30"),
        (LONDON, date(2026, 10, 25), Interval(90, 150), 30, "10-25 00:30 02:00"),
        (LONDON, date(2026, 10, 25), Interval(90, 240), 75, "10-25 02:45"),
        # From 24:00 to 01:00: the day begins at 01:00, and the evening before ends as usual.
        (SANTIAGO, date(2026, 9, 6), NIGHT, 60, "09-06 04:00 05:00 06:00"),
        (SANTIAGO, date(2026, 9, 5), Interval(1320, 1440), 60, "09-06 02:00 03:00"),
        # From 24:00 back to 23:00: the hour from 23:00 comes twice on the day before.
        (SANTIAGO, date(2026, 4, 4), Interval(1320, 1440), 60, "04-05 01:00 02:00"),
        (SANTIAGO, date(2026, 4, 5), NIGHT, 60, "04-05 04:00 05:00 06:00 07:00"),
        # From 00:00 to 01:00, and from 01:00 back to 00:00.
        (AZORES, date(2026, 3, 29), NIGHT, 60, "03-29 01:00 02:00 03:00"),
        (AZORES, date(2026, 3, 28), Interval(1380, 1440), 30, "03-29 00:00 00:30"),
        (AZORES, date(2026, 10, 25), NIGHT, 60, "10-25 00:00 02:00 03:00 04:00"),
        (AZORES, date(2026, 10, 24), Interval(1380, 1440), 30, "10-24 23:00 23:30"),
        # Here they move by half an hour only.
        ("Australia/Lord_Howe", date(2026, 10, 4), Interval(60, 240), 60, "10-03 14:30 16:00"),
    ],
)
def test_slots_are_right_when_the_clocks_change(
    zone: str, day: date, interval: Interval, minutes: int, expected: str
) -> None:
    assert begins(on(zone, day, interval, minutes)) == expected


def test_a_slot_over_a_skipped_hour_lasts_as_long_as_any() -> None:
    slots = on(LONDON, date(2026, 3, 29), NIGHT, 45)
    assert begins(slots) == "03-29 00:00 00:45 01:15 02:00"
    assert {slot.ends_at - slot.starts_at for slot in slots} == {timedelta(minutes=45)}
    local = [slot.ends_at.astimezone(ZoneInfo(LONDON)).strftime("%H:%M") for slot in slots]
    assert local == ["00:45", "02:30", "03:00", "03:45"]


@pytest.mark.parametrize("zone", [LONDON, SANTIAGO, AZORES])
def test_a_whole_day_offers_each_local_hour_once(zone: str) -> None:
    spring, autumn = {
        LONDON: (date(2026, 3, 29), date(2026, 10, 25)),
        SANTIAGO: (date(2026, 9, 6), date(2026, 4, 4)),
        AZORES: (date(2026, 3, 29), date(2026, 10, 25)),
    }[zone]
    skipped = {LONDON: 1, SANTIAGO: 0, AZORES: 0}[zone]
    for day, hours in (
        (spring, [hour for hour in range(24) if hour != skipped]),
        (autumn, list(range(24))),
        (autumn + timedelta(days=7), list(range(24))),
    ):
        slots = on(zone, day, DAY, 60)
        assert [slot.starts_at.astimezone(ZoneInfo(zone)).hour for slot in slots] == hours


def test_weekly_hours_hold_between_their_days_and_exceptions_stand_instead() -> None:
    monday, lunch = Interval(540, 600), Interval(720, 780)
    hours = Availability(
        ZoneInfo("Europe/Lisbon"),
        [
            WeeklyHours(0, monday),
            WeeklyHours(0, Interval(600, 660)),
            WeeklyHours(2, lunch, since=date(2026, 6, 10)),
            WeeklyHours(4, lunch, until=date(2026, 6, 5)),
        ],
        {date(2026, 6, 15): [], date(2026, 6, 16): [Interval(480, 540)]},
    )
    slots = hours.open_slots(date(2026, 6, 1), date(2026, 6, 17), 60, LONG_AGO)
    assert begins(slots) == (
        "06-01 08:00 09:00 06-05 11:00 06-08 08:00 09:00 06-10 11:00 06-16 07:00 06-17 11:00"
    )
    over_the_seam = hours.open_slots(date(2026, 6, 1), date(2026, 6, 1), 120, LONG_AGO)
    assert begins(over_the_seam) == "06-01 08:00"


def test_busy_and_past_times_are_not_open() -> None:
    day = date(2026, 6, 1)

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 6, 1, hour, minute, tzinfo=UTC)

    busy = [Slot(at(15), at(16)), Slot(at(11, 30), at(12)), Slot(at(11), at(14)), Slot(at(8), at(9, 59))]
    hours = Availability(ZoneInfo("UTC"), [WeeklyHours(0, Interval(480, 1080))], busy=busy)
    assert begins(hours.open_slots(day, day, 60, LONG_AGO)) == "06-01 10:00 14:00 16:00 17:00"
    assert begins(hours.open_slots(day, day, 60, at(14) - timedelta(seconds=1))) == "06-01 14:00 16:00 17:00"
    assert begins(hours.open_slots(day, day, 60, at(14))) == "06-01 16:00 17:00"


intervals = st.tuples(st.integers(0, 1439), st.integers(1, 600)).map(
    lambda pair: Interval(pair[0], min(1440, sum(pair)))
)
# Around the changes of the clocks, and any day of a few years.
days = st.one_of(
    st.sampled_from([date(2026, 3, 28), date(2026, 4, 3), date(2026, 9, 5), date(2026, 10, 24)]),
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
)
instants = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001
optional_days = st.none() | days
availabilities = st.builds(
    Availability,
    st.sampled_from([LONDON, SANTIAGO, AZORES, "Australia/Lord_Howe", "Asia/Kathmandu"]).map(ZoneInfo),
    st.lists(st.builds(WeeklyHours, st.integers(0, 6), intervals, optional_days, optional_days), max_size=6),
    st.dictionaries(days, st.lists(intervals, max_size=3), max_size=3),
    st.lists(
        st.builds(lambda at, long: Slot(at, at + timedelta(minutes=long)), instants, st.integers(1, 6000)),
        max_size=6,
    ),
)
lengths = st.integers(15, 120)


def moments(slot: Slot) -> Iterator[datetime]:
    at = slot.starts_at
    while at < slot.ends_at:
        yield at
        at += timedelta(minutes=1)


@given(availabilities, days, st.integers(0, 9), lengths, instants)
def test_every_slot_is_free_whole_ahead_and_there_once(
    hours: Availability, first: date, more: int, minutes: int, now: datetime
) -> None:
    last = first + timedelta(days=more)
    slots = list(hours.open_slots(first, last, minutes, now))
    assert slots == list(hours.open_slots(first, last, minutes, now))
    assert all(earlier.starts_at < later.starts_at for earlier, later in pairwise(slots))
    for slot in slots:
        assert slot.starts_at > now
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
        assert not any(b.starts_at < slot.ends_at and slot.starts_at < b.ends_at for b in hours.busy)
        for moment in moments(slot):
            local = moment.astimezone(hours.zone)
            assert first <= local.date() <= last
            minute = local.hour * 60 + local.minute
            assert any(i.starts <= minute < i.ends for i in hours.hours_on(local.date()))
            # The second time of an hour that comes twice counts as no time at all.
            assert local.fold == 0


@given(availabilities, days, st.integers(1, 9), lengths, instants)
def test_the_slots_of_a_day_are_the_same_whatever_days_are_asked_for(
    hours: Availability, first: date, more: int, minutes: int, now: datetime
) -> None:
    days = [first + timedelta(days=n) for n in range(more)]
    alone = [slot for day in days for slot in hours.open_slots(day, day, minutes, now)]
    assert alone == list(hours.open_slots(first, days[-1], minutes, now))


@given(availabilities, days, lengths, st.lists(intervals, max_size=3))
def test_more_busy_time_only_takes_slots_away(
    hours: Availability, day: date, minutes: int, more: list[Interval]
) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    taken = [Slot(*(midnight + timedelta(minutes=minute) for minute in interval)) for interval in more]
    busier = Availability(hours.zone, hours.weekly, hours.exceptions, [*hours.busy, *taken])
    slots = list(hours.open_slots(day, day, minutes, LONG_AGO))
    kept = [s for s in slots if not any(t.starts_at < s.ends_at and s.starts_at < t.ends_at for t in taken)]
    assert list(busier.open_slots(day, day, minutes, LONG_AGO)) == kept


@given(st.lists(intervals, max_size=6))
def test_merged_intervals_hold_the_same_minutes_and_stand_apart(given_intervals: list[Interval]) -> None:
    result = merged(given_intervals)
    assert {minute for i in result for minute in range(*i)} == {m for i in given_intervals for m in range(*i)}
    assert all(earlier.ends < later.starts for earlier, later in pairwise(result))
