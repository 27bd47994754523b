"""Hours as people say them: local times as text, checked before they become rows."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import strawberry
from strawberry import UNSET

from kit.errors import DomainError, ErrorCode, FieldProblem
from models import Weekday

MOST_RULES = 50
MOST_OVERRIDES = 366
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)


@strawberry.input(description="Hours of every such weekday, in your time zone.")
class AvailabilityRuleInput:
    """Hours of every such weekday."""

    weekday: Weekday = strawberry.field(description="On which day.")
    start: str = strawberry.field(description="From when: `09:00`.")
    end: str = strawberry.field(description="Until when; `24:00` is the end of the day.")
    valid_from: date | None = strawberry.field(default=UNSET, description="The first day on which it holds.")
    valid_to: date | None = strawberry.field(default=UNSET, description="The last day on which it holds.")


@strawberry.input(description="Hours of one date, instead of the weekly ones; without hours it is closed.")
class AvailabilityOverrideInput:
    """Hours of one date, instead of the weekly ones."""

    on_date: date = strawberry.field(name="date", description="Which day.")
    start: str | None = strawberry.field(default=UNSET, description="From when: `09:00`.")
    end: str | None = strawberry.field(default=UNSET, description="Until when; `24:00` ends the day.")


def minute_of(text: str) -> int | None:
    """The minute after midnight that a local time names; None for a text that is none."""
    return int(text[:2]) * 60 + int(text[3:]) if _TIME.fullmatch(text) else None


def time_of(minute: int) -> str:
    """The local time of a minute after midnight, 00:00 to 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def check_hours(
    rules: Sequence[AvailabilityRuleInput], overrides: Sequence[AvailabilityOverrideInput]
) -> None:
    """Nothing, when somebody can be available like this.

    Raises: DomainError INVALID that names every place where they cannot.
    """
    problems = [*_too_many("rules", rules, MOST_RULES), *_too_many("overrides", overrides, MOST_OVERRIDES)]
    if not problems:
        problems = [*_problems([_of_rule(rule) for rule in rules], "rules")]
        problems += _problems([_of_override(override) for override in overrides], "overrides")
    if problems:
        raise DomainError(ErrorCode.INVALID, problems[0].message, problems)


def _too_many(field: str, given: Sequence[object], most: int) -> Iterator[FieldProblem]:
    if len(given) > most:
        yield FieldProblem([field], f"At most {most} {field}.")


class _Hours(NamedTuple):
    """Hours of a weekday between two dates, or of one date; without times the day is closed."""

    day: Weekday | date
    start: str | None
    end: str | None
    valid_from: date = date.min
    valid_to: date = date.max

    def meet(self, others: "_Hours") -> bool:
        """Whether some minute of some day is in both."""
        if self.day != others.day or not (
            self.valid_from <= others.valid_to and others.valid_from <= self.valid_to
        ):
            return False
        if None in (self.start, self.end, others.start, others.end):
            return True
        # Times of one form compare as texts; those of another form are refused anyway.
        return str(self.start) < str(others.end) and str(others.start) < str(self.end)


def _of_rule(rule: AvailabilityRuleInput) -> _Hours:
    return _Hours(rule.weekday, rule.start, rule.end, rule.valid_from or date.min, rule.valid_to or date.max)


def _of_override(override: AvailabilityOverrideInput) -> _Hours:
    return _Hours(override.on_date, given(override.start), given(override.end))


def given(text: str | None) -> str | None:
    """A text that may be left out; None when it was."""
    return None if text is UNSET else text


def _problems(said: Sequence[_Hours], field: str) -> Iterator[FieldProblem]:
    for place, hours in enumerate(said):
        at = [field, str(place)]
        yield from _problems_of_times(hours, at)
        if hours.valid_to < hours.valid_from:
            yield FieldProblem([*at, "validTo"], "The last day is not before the first.")
        if any(earlier.meet(hours) for earlier in said[:place]):
            yield FieldProblem(at, f"These hours overlap with others of {hours.day}.")


def _problems_of_times(hours: _Hours, at: list[str]) -> Iterator[FieldProblem]:
    if hours.start is None and hours.end is None:
        return
    start, end = (minute_of(text or "") for text in (hours.start, hours.end))
    for name, minute in (("start", start), ("end", end)):
        if minute is None:
            yield FieldProblem([*at, name], "A local time looks like 09:00.")
    if start is not None and end is not None and end <= start:
        yield FieldProblem([*at, "end"], "Hours end after they begin.")
