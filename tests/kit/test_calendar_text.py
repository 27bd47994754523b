from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kit.calendar_text import CalendarEvent, EventStatus, calendar_text

AT = datetime(2026, 3, 29, 0, 45, tzinfo=UTC)


def event(**more: Any) -> CalendarEvent:
    given: dict[str, Any] = {
        "uid": "a@menteo",
        "sequence": 2,
        "starts_at": AT,
        "ends_at": AT + timedelta(minutes=45),
        "summary": "Mentoring with Ben",
        "description": "Fractions",
        "status": EventStatus.CONFIRMED,
        "changed_at": AT - timedelta(days=1),
    }
    return CalendarEvent(**{**given, **more})


def test_an_event_is_told_in_the_words_of_the_standard() -> None:
    text = calendar_text([event(description="Fractions;\nratios, maybe\\perhaps")])
    assert text.split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Menteo//Calendar//EN",
        "BEGIN:VEVENT",
        "SUMMARY:Mentoring with Ben",
        "DTSTART:20260329T004500Z",
        "DTEND:20260329T013000Z",
        "DTSTAMP:20260328T004500Z",
        "UID:a@menteo",
        "SEQUENCE:2",
        "DESCRIPTION:Fractions\\;\\nratios\\, maybe\\\\perhaps",
        "LAST-MODIFIED:20260328T004500Z",
        "STATUS:CONFIRMED",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_feed_has_a_name_and_says_when_to_read_it_again() -> None:
    lines = calendar_text([], "Ada's, sessions").split("\r\n")
    assert "NAME:Ada's\\, sessions" in lines
    assert "X-WR-CALNAME:Ada's\\, sessions" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines


def test_what_would_break_a_line_is_left_out() -> None:
    hostile = "one\r\nEND:VEVENT\rtwo\x85three\u2028four\x00\x07\x1b\tfive"
    (read,) = Calendar.from_ical(calendar_text([event(description=hostile)])).events
    assert str(read["DESCRIPTION"]) == "one\nEND:VEVENT\ntwo\nthree\nfour\tfive"


# What a database can hold: no half surrogate pairs, no U+0000.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], include_characters="\n\t"))


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_a_parser_reads_back_what_was_said(said: list[tuple[str, str]]) -> None:
    text = calendar_text(
        (event(uid=str(n), summary=a, description=b) for n, (a, b) in enumerate(said)), "Sessions"
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = Calendar.from_ical(text).events
    assert [(str(e["SUMMARY"]), str(e["DESCRIPTION"])) for e in events] == said
