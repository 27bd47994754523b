"""Finding a mentor."""

from enum import StrEnum
from typing import Annotated

import strawberry
from strawberry import UNSET

from kit.errors import invalid
from loaders.discovery import NEWEST_PROFILE, OLDEST_PROFILE, MentorCriteria, mentors_where
from loaders.page import Page
from models import MentoringFunction
from resolvers.arguments import PageArguments, described
from resolvers.context import Info
from resolvers.educator import ISCED
from resolvers.search import LONGEST_QUERY

MOST_HOURS = 90 * 24


class MentorOrder(StrEnum):
    """How a list of mentors is ordered."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


_ORDERS = {MentorOrder.NEWEST: NEWEST_PROFILE, MentorOrder.OLDEST: OLDEST_PROFILE}


@strawberry.input(description="Which mentors are wanted; a list means «any of these».")
class MentorFilter:
    """Which mentors are wanted."""

    topics: list[str] | None = strawberry.field(
        default=UNSET, description="Slugs of topics they offer, in one offer with one of the functions."
    )
    functions: list[MentoringFunction] | None = strawberry.field(
        default=UNSET, description="What they offer to be for a mentee."
    )
    languages: list[str] | None = strawberry.field(default=UNSET, description="BCP 47 tags.")
    countries: list[str] | None = strawberry.field(default=UNSET, description="ISO 3166-1 codes.")
    phases: list[int] | None = strawberry.field(default=UNSET, description="ISCED levels, 0–8.")
    has_open_place: bool | None = strawberry.field(
        default=UNSET, description="Only who has room for a sustained mentorship."
    )
    responds_within_hours: int | None = strawberry.field(
        default=UNSET, description="Only whose median first response takes at most so many hours."
    )
    query: str | None = strawberry.field(
        default=UNSET, description="Words in their name, headline, place or text; at most 200 characters."
    )

    def criteria(self) -> MentorCriteria:
        """The filter as the loader reads it."""
        if not all(phase in ISCED for phase in self.phases or ()):
            raise invalid("filter", "A phase is an ISCED level from 0 to 8.")
        hours = self.responds_within_hours or None
        if self.responds_within_hours is not None and not _is_bounded(self.responds_within_hours):
            raise invalid("filter", f"`respondsWithinHours` lies between 1 and {MOST_HOURS}.")
        query = self.query or None
        if query is not None and (len(query) > LONGEST_QUERY or "\x00" in query):
            raise invalid("filter", f"A query has 1 to {LONGEST_QUERY} characters.")
        return MentorCriteria(
            self.topics or (),
            [str(function) for function in self.functions or ()],
            self.languages or (),
            self.countries or (),
            self.phases or (),
            bool(self.has_open_place),
            hours,
            query,
        )


def _is_bounded(hours: object) -> bool:
    return hours is UNSET or (isinstance(hours, int) and 1 <= hours <= MOST_HOURS)


async def mentors(
    info: Info,
    page: PageArguments,
    filter: Annotated[MentorFilter | None, described("Which ones; all when left out.")] = None,
    order_by: Annotated[MentorOrder, described("In which order.")] = MentorOrder.NEWEST,
) -> Page:
    """Mentors who take requests and whom you may see, those who began last first."""
    context = info.context
    criteria = filter.criteria() if filter else MentorCriteria()
    return await mentors_where(context.reader, criteria, context.now(), _ORDERS[order_by], page)
