"""Time zones, and what day it is in them."""

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from models import Account
from resolvers.context import Context


@cache
def _names() -> frozenset[str]:
    # Looking through the zone files takes tens of milliseconds, so once per process. Some machines list
    # their own zone too, under a name that means another one elsewhere and nothing to PostgreSQL.
    return frozenset(available_timezones() - {"localtime"})


def is_time_zone(text: str) -> bool:
    """Whether a text names an IANA time zone."""
    return text in _names()


async def local_date(context: Context) -> date:
    """The date of today where the viewer lives. One statement."""
    account = await Account.get(id=context.viewer.account_id)
    return context.now().astimezone(ZoneInfo(account.time_zone)).date()
