"""What became of two people's mentorships."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from resolvers import relationship as resolve
from schema.enums import enum
from schema.wiring import answers, describe, instances_of, own

if TYPE_CHECKING:
    from schema.mentorship import Mentorship

enum(
    resolve.Pattern,
    "What kind of relationship the held sessions make.",
    TRANSACTIONAL="At most one session, or all within 28 days.",
    EMERGING="More than that, and not sustained.",
    SUSTAINED="At least four sessions over at least 84 days, in 60 % of the windows of the agreed cadence.",
    LAPSED="It was sustained, and the last session is more than 45 days and two cadences ago.",
)


@strawberry.type(description="Whether the two kept meeting; only sessions that were held count.")
class Sustainedness:
    is_type_of = instances_of(resolve.Sustainedness)

    sessions_held: int = describe("How many sessions were held.")
    span_days: int | None = describe("Days from the first to the last; null when none was held.")
    median_gap_days: float | None = describe("The median of the days between sessions; null below two.")
    cadence_adherence: float | None = describe(
        "The share of full windows of the agreed cadence with a held session; null without an agreement."
    )
    pattern: resolve.Pattern = describe("What kind of relationship that makes.")


@strawberry.type(description="You and one other educator: your mentorships over time, whoever guided whom.")
class Relationship:
    is_type_of = instances_of(resolve.Relationship)

    mentorships: list[Annotated["Mentorship", strawberry.lazy("schema.mentorship")]] = own(
        resolve.relationship_mentorships
    )
    role_reciprocal: bool = own(resolve.role_reciprocal)
    mutual_learning_rate: float | None = own(resolve.mutual_learning_rate)
    contribution_balance: float | None = own(resolve.contribution_balance)
    sustainedness: Sustainedness | None = own(resolve.relationship_sustainedness)


@strawberry.type
class RelationshipQuery:
    relationship: Relationship | None = answers(resolve.relationship)
