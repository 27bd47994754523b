"""Statements: what counts, of one metric, in each window and for each value of some dimensions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reports.dimension import Dimension
from reports.metric import Metric

# $1 asOf, $2 time zone, $3 the numbers, starts and ends of windows as three arrays, $4 whose own rows or
# null for everybody's, $5 whom the viewer has a wall to, $6 and so on the values filtered for.
_WINDOWS = "unnest($3::int[], $6::timestamptz[], $7::timestamptz[]) AS span(n, starts, ends)"
_OWN = """($4::uuid IS NULL OR ($4 IN ({guide}, {learner}) AND {guide} <> ALL ($5::uuid[])
    AND {learner} <> ALL ($5::uuid[]) AND {own}))"""
FIRST_FILTER = 8


@dataclass(frozen=True)
class Filter:
    """Only rows with any of these values of a dimension."""

    dimension: Dimension
    values: Collection[str]


def statement(
    metric: Metric, dimensions: Sequence[Dimension], filters: Sequence[Filter], gathered: str
) -> str:
    """For each window n and values d0, d1 with rows: how many `people` they are about, and what is gathered.

    People are whoever are fewer: those who guide, or those who learn. A row with several values counts for
    each of them.
    """
    source = metric.source
    joins = "".join(
        f" LEFT JOIN LATERAL ({one.sql(source)}) AS by{n}(value) ON true" for n, one in enumerate(dimensions)
    )
    values = "".join(f", by{n}.value::text AS d{n}" for n in range(len(dimensions)))
    keys = "".join(f", d{n}" for n in range(len(dimensions)))
    when = (
        f"{metric.at} >= span.starts AND {metric.at} < span.ends AND {metric.at} <= $1"
        if metric.at
        else "true"
    )
    conditions = [metric.where, _OWN.format(guide=source.guide, learner=source.learner, own=metric.own)]
    conditions += [
        f"EXISTS (SELECT FROM ({one.dimension.sql(source)}) AS has(value)"
        f" WHERE has.value::text = ANY (${FIRST_FILTER + n}::text[]))"
        for n, one in enumerate(filters)
    ]
    people = "least(count(DISTINCT guide), count(DISTINCT learner)) AS people"
    return f"""SELECT n{keys}, {people}{gathered} FROM (
        SELECT span.n{values}, {source.guide} AS guide, {source.learner} AS learner,
            {metric.value} AS value, {metric.mark} AS mark, {metric.detail} AS detail
        FROM {source.rows} JOIN {_WINDOWS} ON {when}{joins}
        WHERE $2::text IS NOT NULL AND {" AND ".join(f"({one})" for one in conditions)}
    ) AS counted GROUP BY n{keys}"""
