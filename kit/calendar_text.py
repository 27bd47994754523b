"""Calendars as text: iCalendar (RFC 5545), as calendar programs read it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vDuration, vText

PRODUCT = "-//Menteo//Calendar//EN"
# A program that reads a feed is asked to come again after this long.
REFRESH_AFTER = timedelta(hours=1)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
# What a text value cannot hold: every control character but tab and line feed.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class EventStatus(StrEnum):
    """How sure it is that an event takes place."""

    TENTATIVE = "TENTATIVE"
    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class CalendarEvent:
    """One event; a program takes it for the same as long as `uid` is, and for newer as `sequence` grows."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    status: EventStatus
    changed_at: datetime


def calendar_text(events: Iterable[CalendarEvent], name: str | None = None) -> str:
    """A calendar with these events, its lines ended and folded as the standard asks.

    With a `name` it is a feed, which says when to be read again.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if name is not None:
        # Of these and the last one the library does not know what they are.
        calendar.add("name", vText(_plain(name)))
        calendar.add("x-wr-calname", vText(_plain(name)))
        calendar.add("refresh-interval", REFRESH_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH_AFTER))
    for event in events:
        calendar.add_component(_component(event))
    text: str = calendar.to_ical().decode()
    return text


def _component(event: CalendarEvent) -> Event:
    component = Event()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    # Without METHOD, the stamp tells the same as LAST-MODIFIED: the same event is the same text.
    component.add("dtstamp", event.changed_at)
    component.add("last-modified", event.changed_at)
    component.add("dtstart", event.starts_at)
    component.add("dtend", event.ends_at)
    component.add("summary", _plain(event.summary))
    component.add("description", _plain(event.description))
    component.add("status", event.status.value)
    return component


def _plain(text: str) -> str:
    """A text without the characters that would break a line."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))
