"""Metrics of what people do besides meeting: write, walk along roadmaps, keep what they pledged."""

from reports.figure import COUNT, PEOPLE, SHARE
from reports.metric.definition import Metric
from reports.source import ACTS, ENROLLMENTS, POSTS, STEPS, WINDOWS

GROWTH_METRICS = (
    Metric(
        "postsPublished",
        "Posts and replies in Growth Threads that were published and not deleted since.",
        "posts",
        POSTS,
        COUNT,
        at="p.created_at",
        where="(p.deleted_at IS NULL OR p.deleted_at > $1)",
    ),
    Metric(
        "pledgeAdherence",
        "The share of windows of pledges, those that were over then, in which something new was posted.",
        "share",
        WINDOWS,
        SHARE,
        at="span_of.over",
        value="""EXISTS (SELECT FROM post WHERE post.thread_id = g.thread_id
            AND post.author_id = g.educator_id
            AND post.parent_id IS NULL AND (post.deleted_at IS NULL OR post.deleted_at > $1)
            AND post.created_at >= span_of.starts AND post.created_at < span_of.over)::int::float8""",
    ),
    Metric(
        "activeMembers",
        "People who posted, sent a message in a room, met somebody or did a step of a roadmap.",
        "people",
        ACTS,
        PEOPLE,
        at="act.at",
    ),
    Metric(
        "enrollments",
        "Roadmaps that people took up.",
        "enrollments",
        ENROLLMENTS,
        COUNT,
        at="w.created_at",
    ),
    Metric("stepsDone", "Steps of roadmaps that were done.", "steps", STEPS, COUNT, at="sp.done_at"),
    Metric(
        "roadmapCompletionRate",
        "The share of roadmaps taken up then that were completed since; who left has not completed one.",
        "share",
        ENROLLMENTS,
        SHARE,
        at="w.created_at",
        value="coalesce(w.completed_at <= $1, false)::int::float8",
    ),
)
