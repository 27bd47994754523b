"""Pledges by id and of threads, who watches over them, and how they are kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from access.pledge import adherence_readable, pledge_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, oldest, pages
from loaders.reader import Reader, columns
from models import Pledge, PledgePartner
from models.pledge import adherence_of

_VISIBLE = pledge_visible("p")
_BY_ID = f"""SELECT {columns(Pledge, "p")} FROM {VIEWER_ROW}, pledge p
    WHERE p.id = ANY ($4::uuid[]) AND {_VISIBLE}"""
_OF_THREADS = f"""SELECT {columns(Pledge, "p")} FROM {VIEWER_ROW}, pledge p
    WHERE p.thread_id = ANY ($4::uuid[]) AND p.ended_on IS NULL AND {_VISIBLE}"""
# Those among whom the viewer is one, or whom the viewer asked.
_MINE = Listing(Pledge, "p", "pledge p", _VISIBLE)
_PARTNERS = Listing(
    PledgePartner,
    "k",
    "pledge_partner k JOIN pledge p ON p.id = k.pledge_id",
    f"""k.pledge_id = asked.key AND {_VISIBLE} AND k.educator_id <> ALL (viewer.blocked)
        AND (k.status = 'ACCEPTED' OR viewer.id IN (p.educator_id, k.educator_id))""",
)
_PARTNER_BY_ID = f"""SELECT {columns(PledgePartner, "k")} FROM {VIEWER_ROW},
    pledge_partner k JOIN pledge p ON p.id = k.pledge_id
    WHERE k.id = ANY ($4::uuid[]) AND {_VISIBLE} AND k.educator_id <> ALL (viewer.blocked)
    AND (k.status = 'ACCEPTED' OR viewer.id IN (p.educator_id, k.educator_id))"""
# On which days, where they live, an author posted something new.
_KEPT = f"""SELECT p.id, p.started_on, p.ended_on, p.every_days, p.rest_weeks, a.time_zone,
        ARRAY(SELECT DISTINCT (post.created_at AT TIME ZONE a.time_zone)::date FROM post
            WHERE post.thread_id = p.thread_id AND post.author_id = p.educator_id
            AND post.parent_id IS NULL AND post.deleted_at IS NULL) AS days
    FROM {VIEWER_ROW}, pledge p JOIN educator e ON e.id = p.educator_id JOIN account a ON a.id = e.account_id
    WHERE p.id = ANY ($4::uuid[]) AND {adherence_readable("p")}"""


class Kept(NamedTuple):
    """How much of a pledge was kept, 0–1: None before its first window is over, or for who may not know."""

    adherence: float | None = None


async def pledges_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Pledge | None]:
    """n ids → n pledges; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Pledge)}
    return [found.get(key) for key in ids]


async def pledges_of_threads(reader: Reader, ids: Sequence[UUID]) -> list[Pledge | None]:
    """n threads → the pledge that runs in each, as far as the viewer may see it. One statement."""
    found = {row["thread_id"]: row for row in await reader.rows(_OF_THREADS, list(ids), of=Pledge)}
    return [found.get(key) for key in ids]


async def pledges_around(reader: Reader, arguments: PageArguments) -> Page:
    """A page of the pledges that the viewer made or is asked to watch over, newest first. One statement."""
    return (await pages(reader, _MINE, [ROOT], newest("p"), arguments))[0]


async def partners_of_pledges(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n pledges → n pages of who watches over them; their owners see whom they asked. One statement."""
    return await pages(reader, _PARTNERS, ids, oldest("k"), arguments)


async def partners_by_id(reader: Reader, ids: Sequence[UUID]) -> list[PledgePartner | None]:
    """n ids → n partners; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_PARTNER_BY_ID, list(ids), of=PledgePartner)}
    return [found.get(key) for key in ids]


async def kept_by_pledges(reader: Reader, ids: Sequence[UUID], now: datetime) -> list[Kept]:
    """n pledges → how much of each was kept until yesterday, where its author lives. One statement."""
    found = {}
    for row in await reader.rows(_KEPT, list(ids)):
        today = now.astimezone(ZoneInfo(row["time_zone"])).date()
        until = min(today, row["ended_on"] + timedelta(days=1)) if row["ended_on"] else today
        days: set[date] = set(row["days"])
        rests = set(row["rest_weeks"])
        found[row["id"]] = Kept(adherence_of(row["started_on"], until, row["every_days"], rests, days))
    return [found.get(key, Kept()) for key in ids]
