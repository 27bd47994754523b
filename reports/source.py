"""Sources: what a metric counts, and whom each of it is about."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Rows of tables: who guides, who learns (the same when it is about one alone), and about what.

    `topics` and `functions` select the values of a row; None when it has none by its kind.
    """

    rows: str
    guide: str
    learner: str
    topics: str | None = None
    functions: str | None = None


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
POSTS = Source("post p", "p.author_id", "p.author_id")
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
