"""Metrics of the whole network at the end of a window, and of what people look for."""

from reports.figure import COUNT, FUNCTION_COVERAGE, GINI, PERSPECTIVES, RECIPROCITY
from reports.metric.definition import Metric
from reports.metric.mentorship import IN_FORCE
from reports.source import MENTORS, MENTORSHIPS, NEEDS

_GUIDE = """(SELECT json_build_object('organisation', g.organisation, 'country', g.country,
        'region', g.region, 'phases', g.phases, 'career_stage', g.career_stage,
        'subjects', ARRAY(SELECT et.topic_id FROM educator_topic et WHERE et.educator_id = g.id))::text
    FROM educator g WHERE g.id = m.mentor_id)"""

NETWORK_METRICS = (
    Metric(
        "networkReciprocity",
        "The share of mentorships in force when the window ended that are returned: who guides is guided.",
        "share",
        MENTORSHIPS,
        RECIPROCITY,
        where=IN_FORCE,
    ),
    Metric(
        "effectivePerspectivesMedian",
        "How many equally common kinds of mentors a mentee has when the window ends, on average over"
        " setting, region, phase, subject and career stage; the median mentee.",
        "perspectives",
        MENTORSHIPS,
        PERSPECTIVES,
        where=IN_FORCE,
        detail=_GUIDE,
    ),
    Metric(
        "functionCoverageMedian",
        "How many of the nine functions a mentee asked of the mentors they have when the window ends; the"
        " median mentee.",
        "functions",
        MENTORSHIPS,
        FUNCTION_COVERAGE,
        where=IN_FORCE,
        detail="array_to_json(r.functions)::text",
    ),
    Metric(
        "loadGini",
        "How unevenly sustained mentorships in force are spread over mentors when the window ends.",
        "gini",
        MENTORS,
        GINI,
        where="p.created_at < span.ends AND p.created_at <= $1",
        value=f"""(SELECT count(*) FROM mentorship m WHERE m.mentor_id = p.educator_id
            AND m.kind = 'SUSTAINED' AND {IN_FORCE})::float8""",
    ),
    Metric(
        "unmetNeeds",
        "Needs that were open when the window ended.",
        "needs",
        NEEDS,
        COUNT,
        where="""n.opened_at < span.ends AND n.opened_at <= $1
            AND (n.closed_at IS NULL OR n.closed_at >= span.ends)""",
    ),
)
