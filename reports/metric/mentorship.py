"""Metrics of mentorships: how many there are, how long they last, and whether both give."""

from reports.figure import COUNT, MEDIAN, SUSTAINED_SHARE, survival
from reports.metric.definition import Metric
from reports.source import MENTORSHIPS

_BEGUN = "m.kind = 'SUSTAINED' AND m.activated_at <= $1"
IN_FORCE = """m.activated_at < span.ends AND m.activated_at <= $1
    AND (m.closed_at IS NULL OR m.closed_at >= span.ends)"""
_ZONE = "SELECT a.time_zone FROM educator e JOIN account a ON a.id = e.account_id WHERE e.id = m.mentor_id"
# What `sustainedness` is made of: days of held sessions and the term agreed on last, as the mentor lives.
_MEETINGS = f"""(SELECT json_build_object(
        'held', ARRAY(SELECT (s.starts_at AT TIME ZONE zone.name)::date FROM session s
            WHERE s.mentorship_id = m.id AND s.status = 'HELD' AND s.ended_at <= $1),
        'cadence', term.cadence_days, 'term', json_build_array(term.start_on, term.end_on),
        'until', (least($1, m.closed_at) AT TIME ZONE zone.name)::date)::text
    FROM ({_ZONE}) AS zone(name) LEFT JOIN LATERAL (
        SELECT a.cadence_days, a.start_on, a.end_on FROM agreement a
        WHERE a.mentorship_id = m.id AND a.in_force_at <= $1 ORDER BY a.number DESC LIMIT 1
    ) AS term ON true)"""
# Next steps done, evidence and feedback of one of the two; what is one's own still is not counted.
_GIVEN = """((SELECT count(*) FROM next_step n JOIN session s ON s.id = n.session_id
        WHERE s.mentorship_id = m.id AND n.assignee_id = {party} AND n.done_at <= $1)
    + (SELECT count(*) FROM evidence e JOIN goal g ON g.id = e.goal_id
        WHERE g.mentorship_id = m.id AND e.author_id = {party} AND e.created_at <= $1
        AND g.visibility <> 'PRIVATE')
    + (SELECT count(*) FROM session_feedback f JOIN session s ON s.id = f.session_id
        WHERE s.mentorship_id = m.id AND f.educator_id = {party} AND f.submitted_at <= $1
        AND s.feedback_revealed_at <= $1))::float8"""
_BY_MENTOR, _BY_MENTEE = _GIVEN.format(party="m.mentor_id"), _GIVEN.format(party="m.mentee_id")
_BALANCE = f"""(SELECT 1 - abs(one - other) / nullif(one + other, 0)
    FROM (SELECT {_BY_MENTOR} AS one, {_BY_MENTEE} AS other) AS given)"""


def _survival(days: int) -> Metric:
    return Metric(
        f"survival{days}",
        f"The share of sustained mentorships begun then that last for {days} days (Kaplan–Meier).",
        "share",
        MENTORSHIPS,
        survival(days),
        at="m.activated_at",
        where=_BEGUN,
        value="extract(epoch FROM least($1, m.closed_at) - m.activated_at)::float8 / 86400",
        mark="coalesce(m.closed_at <= $1, false)",
    )


MENTORSHIP_METRICS = (
    Metric(
        "mentorshipsOpened",
        "Mentorships of either kind that were opened.",
        "mentorships",
        MENTORSHIPS,
        COUNT,
        at="m.opened_at",
    ),
    Metric(
        "inForce",
        "Mentorships that had begun and were not closed when the window ended.",
        "mentorships",
        MENTORSHIPS,
        COUNT,
        where=IN_FORCE,
    ),
    Metric(
        "sustainedShare",
        "The share of sustained mentorships begun then whose sessions make a sustained relationship.",
        "share",
        MENTORSHIPS,
        SUSTAINED_SHARE,
        at="m.activated_at",
        where=_BEGUN,
        detail=_MEETINGS,
    ),
    *map(_survival, (30, 90, 180, 365)),
    Metric(
        "contributionBalanceMedian",
        "How evenly the two of mentorships opened then contributed: 1 for alike, 0 for one alone.",
        "balance",
        MENTORSHIPS,
        MEDIAN,
        at="m.opened_at",
        value=_BALANCE,
    ),
)
