"""Windows of pledges that are over: who pledged and who watches over it hear when nothing was posted."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from models import NotificationKind
from models.pledge import windows_of
from resolvers.due.task import Task
from resolvers.due.turn import Turn
from resolvers.notice import Notice, Subject

# A day begins nowhere more than 14 hours before it does in UTC: the first condition is for the index.
_OVER = """SELECT p.id FROM pledge p
    JOIN educator e ON e.id = p.educator_id JOIN account a ON a.id = e.account_id
    WHERE p.ended_on IS NULL
    AND p.window_ends_on < ($1::timestamptz AT TIME ZONE 'UTC' + interval '14 hours')::date
    AND p.window_ends_on < ($1::timestamptz AT TIME ZONE a.time_zone)::date
    ORDER BY p.id LIMIT $2 FOR NO KEY UPDATE OF p SKIP LOCKED"""
_LOOKED_AT = """SELECT p.id, p.thread_id, p.educator_id, p.started_on, p.window_ends_on, p.every_days,
        p.rest_weeks, a.time_zone, t.status = 'OPEN' AS is_open,
        ARRAY(SELECT DISTINCT (post.created_at AT TIME ZONE a.time_zone)::date FROM post
            WHERE post.thread_id = p.thread_id AND post.author_id = p.educator_id
            AND post.parent_id IS NULL AND post.deleted_at IS NULL) AS days,
        ARRAY(SELECT k.educator_id FROM pledge_partner k
            WHERE k.pledge_id = p.id AND k.status = 'ACCEPTED' ORDER BY k.id) AS partners
    FROM pledge p JOIN thread t ON t.id = p.thread_id
        JOIN educator e ON e.id = p.educator_id JOIN account a ON a.id = e.account_id
    WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id"""
_GO_ON = """UPDATE pledge SET window_ends_on = next.day
    FROM unnest($1::uuid[], $2::date[]) AS next(id, day) WHERE pledge.id = next.id"""


async def _look(turn: Turn, ids: Sequence[UUID]) -> None:
    """Tell of windows in which nothing was posted, and go on to those that run. Two statements."""
    ends: dict[UUID, date] = {}
    for row in await turn.transaction.fetch(_LOOKED_AT, list(ids)):
        today = turn.now.astimezone(ZoneInfo(row["time_zone"])).date()
        is_missed = False
        for window in windows_of(row["started_on"], row["every_days"], row["rest_weeks"]):
            if window.last >= today:
                ends[row["id"]] = window.last
                break
            is_missed |= window.last >= row["window_ends_on"] and not window.is_kept(row["days"])
        # In a thread that is locked nobody can post.
        if is_missed and row["is_open"]:
            _tell(turn, row)
    await turn.transaction.fetch(_GO_ON, list(ends), list(ends.values()))


def _tell(turn: Turn, pledge: Any) -> None:
    subject, author_id = Subject(thread_id=pledge["thread_id"]), pledge["educator_id"]
    for educator_id in (author_id, *pledge["partners"]):
        turn.tell(Notice(NotificationKind.PLEDGE_MISSED, educator_id, author_id, subject))


PLEDGE_TASKS = (Task("windows of pledges over", _OVER, _look),)
