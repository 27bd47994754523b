"""Dimensions: by what a report tells its figures apart; each is defined here, once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kit.database import Database
from models import CareerStage, MentoringFunction
from reports.source import LISTED_COMMUNITY, LISTED_ROADMAP, Source

Domain = Sequence[str | None]


@dataclass(frozen=True)
class Dimension:
    """One dimension: `sql` selects the values, as text, of a source's row; `domain` is all there can be.

    A row without a value counts under null. $2 is the report's time zone.
    """

    name: str
    description: str
    sql: Callable[[Source], str | None]
    domain: Callable[[Database, datetime, ZoneInfo], Awaitable[Domain]]


def _fixed(*values: str | None) -> Callable[[Database, datetime, ZoneInfo], Awaitable[Domain]]:
    async def domain(_: Database, __: datetime, ___: ZoneInfo) -> Domain:
        return values

    return domain


def _listed(sql: str, *, has_unknown: bool) -> Callable[[Database, datetime, ZoneInfo], Awaitable[Domain]]:
    async def domain(database: Database, as_of: datetime, zone: ZoneInfo) -> Domain:
        rows = await database.fetch_for_report(sql, as_of, zone.key)
        return [*(row["value"] for row in rows), *([None] if has_unknown else [])]

    return domain


def _of_learner(column: str) -> Callable[[Source], str]:
    return lambda source: f"SELECT {column} FROM educator e WHERE e.id = {source.learner}"


_COUNTRIES = """SELECT DISTINCT country AS value FROM educator
    WHERE country IS NOT NULL AND created_at <= $1 AND $2::text IS NOT NULL ORDER BY 1"""
_TOPICS = (
    "SELECT slug AS value FROM topic WHERE $1::timestamptz IS NOT NULL AND $2::text IS NOT NULL ORDER BY slug"
)
_ROADMAPS = f"""SELECT r.slug AS value FROM roadmap r WHERE {LISTED_ROADMAP}
    AND r.created_at <= $1 AND $2::text IS NOT NULL ORDER BY 1"""
_COMMUNITIES = f"""SELECT c.slug AS value FROM community c WHERE {LISTED_COMMUNITY}
    AND c.created_at <= $1 AND $2::text IS NOT NULL ORDER BY 1"""
_MONTHS = """SELECT to_char(month, 'YYYY-MM') AS value FROM generate_series(
    (SELECT date_trunc('month', min(created_at) AT TIME ZONE $2) FROM educator),
    date_trunc('month', $1::timestamptz AT TIME ZONE $2), interval '1 month') AS month ORDER BY 1"""

DIMENSIONS = {
    one.name: one
    for one in (
        Dimension(
            "topic",
            "The slugs of the topics it is about.",
            lambda source: source.topics,
            _listed(_TOPICS, has_unknown=True),
        ),
        Dimension(
            "function",
            "What a mentor is asked to be.",
            lambda source: source.functions,
            _fixed(*MentoringFunction, None),
        ),
        Dimension(
            "careerStage",
            "How long whoever learns has taught.",
            _of_learner("e.career_stage"),
            _fixed(*CareerStage),
        ),
        Dimension(
            "phase",
            "The ISCED levels that whoever learns teaches.",
            _of_learner("unnest(e.phases)::text"),
            _fixed(*map(str, range(9)), None),
        ),
        Dimension(
            "country",
            "The country of whoever learns, ISO 3166-1.",
            _of_learner("e.country"),
            _listed(_COUNTRIES, has_unknown=True),
        ),
        Dimension(
            "cohortMonth",
            "The month in which whoever learns joined.",
            _of_learner("to_char(e.created_at AT TIME ZONE $2, 'YYYY-MM')"),
            _listed(_MONTHS, has_unknown=False),
        ),
        Dimension(
            "roadmap",
            "The slug of the roadmap; unknown for one that not everybody sees.",
            lambda source: source.roadmaps,
            _listed(_ROADMAPS, has_unknown=True),
        ),
        Dimension(
            "community",
            "The slug of the community it happened in; unknown for none, or a HIDDEN one.",
            lambda source: source.communities,
            _listed(_COMMUNITIES, has_unknown=True),
        ),
    )
}
