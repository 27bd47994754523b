"""Statements: what counts, of one metric, in each window and for each value of some dimensions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reports.dimension import Dimension
from reports.metric import Metric

# $1 asOf, $2 time zone, $3 the numbers, $6 starts and $7 ends of windows as arrays, $4 whose own rows or null
# for everybody's, $5 whom the viewer has a wall to, $8 and so on the values filtered for.
_STATES = "JOIN unnest($3::int[], $6::timestamptz[], $7::timestamptz[]) AS span(n, starts, ends) ON true"
# Windows follow each other without a gap: where an event belongs is found in their starts, which are sorted.
_EVENTS = """JOIN LATERAL (SELECT ($3::int[])[width_bucket({at}, $6::timestamptz[])] AS n
    WHERE {at} >= ($6::timestamptz[])[1] AND {at} < ($7::timestamptz[])[cardinality($7::timestamptz[])]
    AND {at} <= $1) AS span ON true"""
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
    spans = _EVENTS.format(at=metric.at) if metric.at else _STATES
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
        FROM {source.rows} {spans}{joins}
        WHERE $2::text IS NOT NULL AND {" AND ".join(f"({one})" for one in conditions)}
    ) AS counted GROUP BY n{keys}"""
