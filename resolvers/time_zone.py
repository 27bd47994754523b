"""Time zones."""

from functools import cache
from zoneinfo import available_timezones


@cache
def _names() -> frozenset[str]:
    # Looking through the zone files takes tens of milliseconds, so once per process.
    return frozenset(available_timezones())


def is_time_zone(text: str) -> bool:
    """Whether a text names an IANA time zone."""
    return text in _names()
