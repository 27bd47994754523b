"""Calendar feeds over HTTP: for calendar programs, which know an address and nothing else."""

import asyncio
import hashlib
import math
from collections.abc import Sequence
from email.utils import format_datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from access.viewer import Viewer
from app.negotiation import only_error
from app.sign_in import viewer_of_feed
from kit.calendar_text import CalendarEvent, calendar_text
from kit.errors import DomainError
from resolvers.calendar import events_of_feed, feed_id_of
from resolvers.context import Asker, Context, Platform
from resolvers.limit import READ_OF_FEED, spend

NAME: Final = "Mentoring"
NOT_FOUND, TOO_MANY = 404, 429
# The address is a secret, so shared caches, other pages and search engines are kept away from it.
_PRIVATE: Final = {
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}


def calendar_routes() -> APIRouter:
    """`/calendar/{token}.ics`: the sessions of whoever made the feed."""
    routes = APIRouter()

    @routes.api_route("/calendar/{token}.ics", methods=["GET", "HEAD"])
    async def feed(token: str, request: Request) -> Response:
        platform: Platform = request.app.state.platform
        feed_id = feed_id_of(platform.keys, token)
        context = await _context(platform, feed_id) if feed_id else None
        if feed_id is None or context is None:
            return only_error("There is no such calendar.", "NOT_FOUND", NOT_FOUND, _PRIVATE)
        try:
            await spend(context, READ_OF_FEED, feed_id.hex)
        except DomainError as refusal:
            again = math.ceil(READ_OF_FEED.period_seconds / READ_OF_FEED.burst)
            headers = {**_PRIVATE, "retry-after": str(again)}
            return only_error(refusal.message, refusal.code, TOO_MANY, headers)
        return await _answer(await events_of_feed(context), request.headers.get("if-none-match", ""))

    return routes


async def _context(platform: Platform, feed_id: UUID) -> Context | None:
    """What the owner of a feed reads with; None when the feed is gone, or the account cannot be used."""

    async def owner() -> Viewer | None:
        return await viewer_of_feed(platform.database, feed_id, platform.clock())

    viewer = await owner()
    return Context(platform, Asker(owner, "calendar"), viewer) if viewer is not None else None


async def _answer(events: Sequence[CalendarEvent], known: str) -> Response:
    """The calendar; nothing when it is the one that the program knows.

    What may no longer be seen is gone without a trace, so a date alone never says that nothing changed.
    """
    # Weak: the same calendar may be sent compressed or not.
    tag = f'W/"{hashlib.sha256(repr(events).encode()).hexdigest()[:32]}"'
    headers = {**_PRIVATE, "etag": tag}
    if events:
        changed_at = max(event.changed_at for event in events)
        headers["last-modified"] = format_datetime(changed_at, usegmt=True)
    if tag in (text.strip() for text in known.split(",")) or known.strip() == "*":
        return Response(status_code=304, headers=headers)
    text = await asyncio.to_thread(calendar_text, events, NAME)
    headers["content-disposition"] = 'inline; filename="menteo.ics"'
    return Response(text, media_type="text/calendar", headers=headers)
