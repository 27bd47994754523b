"""How mentorships end."""

from datetime import datetime

import strawberry

import models
from resolvers import closure as resolve
from schema.educator import Educator
from schema.enums import enum
from schema.wiring import describe, each, instances_of

enum(
    resolve.ReasonToClose,
    "Why one of the two ends a mentorship.",
    GOALS_MET="What it was for has been reached.",
    TERM_ENDED="The time agreed on is over.",
    NO_FAULT="It does not go on, and nobody is to blame.",
    SAFETY="For safety's sake: it is over at once.",
)


@strawberry.type(description="How one of the two looks back on a mentorship.")
class ClosureReflection:
    is_type_of = instances_of(models.ClosureReflection)

    body: str = describe("What they say, in Markdown.")
    submitted_at: datetime = describe("When they said it, in UTC.")
    educator: Educator | None = each(resolve.reflecting)
