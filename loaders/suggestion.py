"""Mentors who could close a gap of the viewer's, and what the viewer looks for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from access.educator import educator_visible
from access.mentor import takes_requests
from access.viewer import VIEWER_ROW
from loaders.mentor import responses, taken_places
from loaders.network import STANDPOINT
from loaders.reader import Reader
from models.request import OPEN_REQUEST, PAUSE_AFTER_DECLINE

# Among so many is chosen: those who meet most needs, and those who began to mentor last.
MOST_MEETING, MOST_FILLING = 200, 100

_NEEDS = """SELECT n.id, t.label, n.function FROM need n JOIN topic t ON t.id = n.topic_id
    WHERE n.educator_id = $1::uuid AND n.closed_at IS NULL ORDER BY n.id"""
_OPEN_REQUEST = ", ".join(f"'{status}'" for status in OPEN_REQUEST)
# Whoever would refuse to be asked is not suggested.
_CAN_BE_ASKED = f"""{takes_requests("mp", "$4::timestamptz")}
    AND e.id <> viewer.id AND {educator_visible("e")}
    AND NOT EXISTS (SELECT FROM mentorship room WHERE room.mentor_id = e.id
        AND room.mentee_id = viewer.id AND room.status <> 'CLOSED')
    AND NOT EXISTS (SELECT FROM mentorship_request asked WHERE asked.mentor_id = e.id
        AND asked.mentee_id = viewer.id AND (
            (asked.status IN ({_OPEN_REQUEST}) AND asked.expires_at > $4::timestamptz)
            OR (asked.status = 'DECLINED' AND asked.initiator_id = viewer.id
                AND asked.answered_at > $4::timestamptz - interval '{PAUSE_AFTER_DECLINE.days} days')))"""
_MENTOR = "mentor_profile mp JOIN educator e ON e.id = mp.educator_id"
_CANDIDATES = f"""WITH wanted AS MATERIALIZED (
        SELECT n.id, n.topic_id, n.function FROM need n
        WHERE n.educator_id = $1::uuid AND n.closed_at IS NULL
    ), offering AS MATERIALIZED (
        SELECT mo.educator_id, array_agg(wanted.id) AS met FROM wanted
        JOIN mentor_offer mo ON mo.topic_id = wanted.topic_id AND mo.function = wanted.function GROUP BY 1
    ), meeting AS (
        SELECT e.id FROM {VIEWER_ROW}, offering JOIN {_MENTOR} ON e.id = offering.educator_id
        WHERE {_CAN_BE_ASKED} ORDER BY cardinality(offering.met) DESC, mp.id DESC LIMIT {MOST_MEETING}
    ), filling AS (
        SELECT e.id FROM {VIEWER_ROW}, {_MENTOR} WHERE {_CAN_BE_ASKED} AND EXISTS (
            SELECT FROM mentor_offer mo
            WHERE mo.educator_id = mp.educator_id AND mo.function = ANY ($5::text[]))
        ORDER BY mp.id DESC LIMIT {MOST_FILLING}
    )
    SELECT e.id, mp.capacity, {taken_places("e.id")} AS taken, measured.*, {STANDPOINT.format(other="e")},
        coalesce(offering.met, '{{}}') AS met, ARRAY(
            SELECT DISTINCT mo.function FROM mentor_offer mo
            WHERE mo.educator_id = e.id AND mo.function = ANY ($5::text[])) AS filled
    FROM (SELECT id FROM meeting UNION SELECT id FROM filling) AS chosen
    JOIN {_MENTOR} ON e.id = chosen.id LEFT JOIN offering ON offering.educator_id = e.id
    CROSS JOIN LATERAL ({responses("e.id", "$4::timestamptz")}) AS measured"""


async def open_needs(reader: Reader) -> list[dict[str, Any]]:
    """What the viewer looks for, oldest first: id, label of the topic, function. One statement."""
    return await reader.plain_rows(_NEEDS, reader.viewer.reader_id)


async def candidates(reader: Reader, missing: Sequence[str], now: datetime) -> list[dict[str, Any]]:
    """Mentors who meet needs of the viewer, or offer a function that is missing. One statement.

    All can be asked by the viewer now: they are seen, take requests, do not guide the viewer, have no
    open request with them, and did not decline one of theirs lately.
    """
    return await reader.rows(_CANDIDATES, now, list(missing))
