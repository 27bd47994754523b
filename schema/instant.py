"""How instants and dates are written."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.schema.types.base_scalars import DateDefinition, DateTimeDefinition, wrap_parser
from strawberry.types.scalar import ScalarDefinition


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        example = "2026-03-02T08:00:00Z or 2026-03-02T09:00:00+01:00"
        raise StrawberryInputCoercionError(
            f'"{text}" has no offset from UTC, so it is no instant. Write {example}.'
        )
    return at.astimezone(UTC)


INSTANT = replace(
    DateTimeDefinition,
    description="An instant in ISO 8601 with its offset from UTC: `2026-03-02T08:00:00+00:00`.",
    # Year 1 and year 9999 have instants that UTC cannot write.
    parse_value=wrap_parser(_instant, "DateTime", (ValueError, OverflowError)),
)
DAY = replace(DateDefinition, description="A calendar date in ISO 8601: `2026-03-02`.")
SCALARS: Mapping[object, ScalarDefinition] = {datetime: INSTANT, date: DAY}
