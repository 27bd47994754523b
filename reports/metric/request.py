"""Metrics of requests: how many are sent, and how they are answered."""

from reports.figure import COUNT, MEDIAN, SHARE
from reports.metric.definition import Metric
from reports.source import REQUESTS

REQUEST_METRICS = (
    Metric(
        "requestsSent",
        "Requests for a mentorship or an informal chat that were sent.",
        "requests",
        REQUESTS,
        COUNT,
        at="r.created_at",
    ),
    Metric(
        "acceptRate",
        "The share of requests sent then, and accepted, declined or expired since, that were accepted.",
        "share",
        REQUESTS,
        SHARE,
        at="r.created_at",
        where="(r.answered_at <= $1 OR r.expired_at <= $1)",
        value="coalesce(r.answered_at <= $1 AND r.decline_reason IS NULL, false)::int::float8",
    ),
    Metric(
        "medianFirstResponseHours",
        "Hours until requests sent then were first answered; unanswered ones count as longer, and the"
        " median is null where it is one of these.",
        "hours",
        REQUESTS,
        MEDIAN,
        at="r.created_at",
        where="(r.withdrawn_at IS NULL OR r.withdrawn_at > $1 OR r.first_response_at <= $1)",
        value="""CASE WHEN r.first_response_at <= $1
            THEN extract(epoch FROM r.first_response_at - r.created_at)::float8 / 3600
            ELSE 'Infinity'::float8 END""",
    ),
    Metric(
        "chatToSustainedRate",
        "The share of informal chats accepted then after which the same two began a sustained mentorship"
        " within 60 days; chats whose 60 days are not over do not count yet.",
        "share",
        REQUESTS,
        SHARE,
        at="r.answered_at",
        where="""r.kind = 'INFORMAL_CHAT' AND r.decline_reason IS NULL
            AND r.answered_at + interval '60 days' <= $1""",
        value="""EXISTS (SELECT FROM mentorship later WHERE later.kind = 'SUSTAINED'
            AND (later.mentor_id, later.mentee_id) IN ((r.mentor_id, r.mentee_id), (r.mentee_id, r.mentor_id))
            AND coalesce(later.upgraded_at, later.opened_at)
                BETWEEN r.answered_at AND r.answered_at + interval '60 days')::int::float8""",
    ),
)
