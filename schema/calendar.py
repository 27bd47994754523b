"""Calendar feeds."""

from datetime import datetime

import strawberry

import models
from resolvers import calendar as resolve
from schema.educator import Educator
from schema.wiring import describe, each, instances_of, performs


@strawberry.type(description="A private address at which calendar programs read your sessions.")
class CalendarFeed:
    is_type_of = instances_of(models.CalendarFeed)

    url: str = each(resolve.feed_url)
    created_at: datetime = describe("Since when, in UTC.")


@strawberry.type
class CalendarMutation:
    create_calendar_feed = performs(resolve.create_calendar_feed, CalendarFeed)
    revoke_calendar_feed = performs(resolve.revoke_calendar_feed, Educator)
