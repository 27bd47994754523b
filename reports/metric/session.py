"""Metrics of sessions and goals: whether people meet, learn, and reach what they wanted."""

from reports.figure import COUNT, SHARE
from reports.metric.definition import Metric
from reports.source import CADENCE, GOALS, SESSIONS

_HELD = "s.status = 'HELD' AND s.ended_at <= $1"
_BOTH = """(SELECT CASE WHEN count(*) = 2 THEN bool_and(f.learned)::int::float8 END FROM session_feedback f
    WHERE f.session_id = s.id AND s.feedback_revealed_at <= $1)"""

SESSION_METRICS = (
    Metric("sessionsHeld", "Sessions that were held.", "sessions", SESSIONS, COUNT, "s.starts_at", _HELD),
    Metric(
        "noShowRate",
        "The share of sessions held or missed to which somebody did not come.",
        "share",
        SESSIONS,
        SHARE,
        at="s.starts_at",
        where="s.status IN ('HELD', 'NO_SHOW') AND s.ended_at <= $1",
        value="(s.status = 'NO_SHOW')::int::float8",
    ),
    Metric(
        "cadenceAdherence",
        "The share of full windows of the agreed cadence, those that ended then, with a held session.",
        "share",
        CADENCE,
        SHARE,
        at="turn_span.ends",
        value=f"""EXISTS (SELECT FROM session s WHERE s.mentorship_id = m.id AND {_HELD}
            AND s.starts_at >= turn_span.starts AND s.starts_at < turn_span.ends)::int::float8""",
    ),
    Metric(
        "mutualLearningRate",
        "The share of held sessions with both feedbacks, revealed, after which both said that they learned.",
        "share",
        SESSIONS,
        SHARE,
        at="s.starts_at",
        where=f"{_HELD} AND {_BOTH} IS NOT NULL",
        value=_BOTH,
    ),
    Metric(
        "goalsMetRate",
        "The share of goals in mentorships that ended as met, among those met or not met.",
        "share",
        GOALS,
        SHARE,
        at="g.ended_at",
        where="g.status IN ('MET', 'NOT_MET')",
        value="(g.status = 'MET')::int::float8",
        own="(g.visibility <> 'PRIVATE' OR g.owner_id = $4)",
    ),
)
