"""Sources: what a metric counts, and whom each of it is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Rows of tables: who guides, who learns (the same when it is about one alone), and about what.

    `topics`, `functions` and so on select the values of a row; None when it has none by its kind.
    """

    rows: str
    guide: str
    learner: str
    topics: str | None = None
    functions: str | None = None
    roadmaps: str | None = None
    communities: str | None = None


# What everybody may know that it is there: values of a dimension are seen by all who report.
LISTED_COMMUNITY = "c.visibility <> 'HIDDEN' AND c.hidden_at IS NULL"
LISTED_ROADMAP = "r.community_id IS NULL AND r.published_at IS NOT NULL AND r.hidden_at IS NULL"
_TOPICS = "SELECT t.slug FROM request_topic rt JOIN topic t ON t.id = rt.topic_id WHERE rt.request_id = {}"
_OF_REQUEST = {"topics": _TOPICS.format("r.id"), "functions": "SELECT unnest(r.functions)"}
_ROOM = "mentorship m JOIN mentorship_request r ON r.id = m.request_id"
_PAIR = {"guide": "m.mentor_id", "learner": "m.mentee_id", **_OF_REQUEST}

REQUESTS = Source("mentorship_request r", "r.mentor_id", "r.mentee_id", **_OF_REQUEST)
MENTORSHIPS = Source(_ROOM, **_PAIR)
SESSIONS = Source(
    "session s JOIN mentorship m ON m.id = s.mentorship_id JOIN mentorship_request r ON r.id = m.request_id",
    **_PAIR,
)
GOALS = Source(
    "goal g JOIN mentorship m ON m.id = g.mentorship_id JOIN mentorship_request r ON r.id = m.request_id",
    **_PAIR,
)
POSTS = Source(
    "post p",
    "p.author_id",
    "p.author_id",
    communities=f"""SELECT c.slug FROM thread t JOIN community c ON c.id = t.community_id
        WHERE t.id = p.thread_id AND {LISTED_COMMUNITY}""",
)
_OF_ROADMAP = {
    "topics": """SELECT t.slug FROM roadmap_topic rt JOIN topic t ON t.id = rt.topic_id
        WHERE rt.roadmap_id = w.roadmap_id""",
    "roadmaps": f"SELECT r.slug FROM roadmap r WHERE r.id = w.roadmap_id AND {LISTED_ROADMAP}",
}
ENROLLMENTS = Source("enrollment w", "w.educator_id", "w.educator_id", **_OF_ROADMAP)
STEPS = Source(
    "step_progress sp JOIN enrollment w ON w.id = sp.enrollment_id",
    "w.educator_id",
    "w.educator_id",
    **_OF_ROADMAP,
)
# What people did, and when; one who does several things is several rows.
ACTS = Source(
    """(SELECT author_id AS who, created_at AS at FROM post
        UNION ALL SELECT author_id, sent_at FROM message
        UNION ALL SELECT unnest(ARRAY[m.mentor_id, m.mentee_id]), s.starts_at
            FROM session s JOIN mentorship m ON m.id = s.mentorship_id WHERE s.status = 'HELD'
        UNION ALL SELECT w.educator_id, sp.done_at
            FROM step_progress sp JOIN enrollment w ON w.id = sp.enrollment_id WHERE sp.done_at IS NOT NULL
    ) AS act""",
    "act.who",
    "act.who",
)
# Each window of a pledge that is over, in its author's days; those of rest weeks do not count. $1 is asOf.
WINDOWS = Source(
    """pledge g JOIN educator e ON e.id = g.educator_id JOIN account ON account.id = e.account_id
    JOIN LATERAL (SELECT coalesce(lag(last) OVER (ORDER BY last) + 1, g.started_on) AS first, last FROM (
        SELECT max(day) AS last FROM (
            SELECT day::date, (row_number() OVER (ORDER BY day) - 1) / g.every_days AS number
            FROM generate_series(g.started_on::timestamp, least(g.ended_on, ($1::timestamptz
                AT TIME ZONE account.time_zone)::date - 1)::timestamp, interval '1 day') AS day
            WHERE date_trunc('week', day)::date <> ALL (g.rest_weeks)
        ) AS counted GROUP BY number HAVING count(*) = g.every_days) AS whole
    ) AS turn ON true
    JOIN LATERAL (SELECT turn.first::timestamp AT TIME ZONE account.time_zone,
        (turn.last + 1)::timestamp AT TIME ZONE account.time_zone) AS span_of(starts, over) ON true""",
    "g.educator_id",
    "g.educator_id",
)
NEEDS = Source(
    "need n",
    "n.educator_id",
    "n.educator_id",
    topics="SELECT t.slug FROM topic t WHERE t.id = n.topic_id",
    functions="SELECT n.function",
)
MENTORS = Source("mentor_profile p", "p.educator_id", "p.educator_id")
# Each full window of the cadence agreed on last, in the mentor's days; $1 is asOf.
CADENCE = Source(
    f"""{_ROOM} JOIN educator e ON e.id = m.mentor_id JOIN account ON account.id = e.account_id
    JOIN LATERAL (
        SELECT a.cadence_days AS days, a.start_on, a.end_on FROM agreement a
        WHERE a.mentorship_id = m.id AND a.in_force_at <= $1 ORDER BY a.number DESC LIMIT 1
    ) AS term ON true
    JOIN LATERAL generate_series(1, (least(term.end_on,
        (least($1, m.closed_at) AT TIME ZONE account.time_zone)::date) - term.start_on) / term.days
    ) AS turn(n) ON true
    JOIN LATERAL (SELECT (term.start_on + (turn.n - 1) * term.days)::timestamp AT TIME ZONE account.time_zone,
        (term.start_on + turn.n * term.days)::timestamp AT TIME ZONE account.time_zone
    ) AS turn_span(starts, ends) ON true""",
    **_PAIR,
)
