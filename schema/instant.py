"""How instants and dates are written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from strawberry.schema.types.base_scalars import DateDefinition, DateTimeDefinition
from strawberry.types.scalar import ScalarDefinition

INSTANT = replace(
    DateTimeDefinition,
    description="An instant in ISO 8601 with its offset from UTC: `2026-03-02T08:00:00+00:00`.",
)
DAY = replace(DateDefinition, description="A calendar date in ISO 8601: `2026-03-02`.")
SCALARS: Mapping[object, ScalarDefinition] = {datetime: INSTANT, date: DAY}
