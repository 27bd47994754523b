"""How instants are written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from strawberry.schema.types.base_scalars import DateTimeDefinition
from strawberry.types.scalar import ScalarDefinition

INSTANT = replace(
    DateTimeDefinition,
    description="An instant in ISO 8601 with its offset from UTC: `2026-03-02T08:00:00+00:00`.",
)
SCALARS: Mapping[object, ScalarDefinition] = {datetime: INSTANT}
