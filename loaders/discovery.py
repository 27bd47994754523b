"""The mentors who can be asked, by what they offer and who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from access.educator import educator_visible
from access.mentor import takes_requests
from loaders.mentor import FEWEST_MEASURED, responses, taken_places
from loaders.page import ROOT, Listing, Order, Page, PageArguments, pages
from loaders.reader import Reader
from models import Educator

_OF_PROFILE = ("mp.id", "uuid", "profile_id")
NEWEST_PROFILE = Order("newest-profile", (_OF_PROFILE,), descending=True)
OLDEST_PROFILE = Order("oldest-profile", (_OF_PROFILE,))

# Who offers it is found first: the newest mentors may all offer something else.
_OFFERING = """mp.educator_id = ANY (ARRAY(
    SELECT mo.educator_id FROM mentor_offer mo WHERE {}))"""
_TOPIC = "mo.topic_id IN (SELECT t.id FROM topic t WHERE t.slug = ANY ({topics}::text[]))"
_FUNCTION = "mo.function = ANY ({functions}::text[])"
_OPEN_PLACE = f"mp.capacity > {taken_places('mp.educator_id')}"
_RESPONDS = f"""EXISTS (SELECT FROM ({responses("mp.educator_id", "{now}::timestamptz")}) AS measured
    WHERE measured.received >= {FEWEST_MEASURED} AND measured.median_hours <= {{hours}}::int)"""
# Names are indexed as they are written, texts by their stems; a query may mean either.
_WORDS = """e.id = ANY (ARRAY(SELECT found.id FROM educator found WHERE found.search @@
    (websearch_to_tsquery('english', {query}) || websearch_to_tsquery('simple', {query}))))"""


@dataclass(frozen=True)
class MentorCriteria:
    """Which mentors are wanted; a list means «any of these», an empty one «no matter».

    A topic and a function must be offered together.
    """

    topics: Sequence[str] = ()
    functions: Sequence[str] = ()
    languages: Sequence[str] = ()
    countries: Sequence[str] = ()
    phases: Sequence[int] = ()
    has_open_place: bool = False
    responds_within_hours: int | None = None
    query: str | None = None

    def conditions(self, now: datetime) -> tuple[str, tuple[object, ...]]:
        """The criteria that were given as one SQL condition, with its parameters from $5 on."""
        values = {"now": now, **self._values()}
        places = {name: f"${5 + i}" for i, name in enumerate(values)}
        clauses = [takes_requests("mp", "{now}::timestamptz"), *self._offered(), *self._others()]
        return " AND ".join(clauses).format(**places), tuple(values.values())

    def _values(self) -> dict[str, object]:
        lists = {
            "topics": self.topics,
            "functions": self.functions,
            "languages": self.languages,
            "countries": self.countries,
            "phases": self.phases,
        }
        values: dict[str, object] = {name: list(value) for name, value in lists.items() if value}
        if self.responds_within_hours is not None:
            values["hours"] = self.responds_within_hours
        return values | ({"query": self.query} if self.query else {})

    def _offered(self) -> list[str]:
        wanted = [clause for clause, value in ((_TOPIC, self.topics), (_FUNCTION, self.functions)) if value]
        return [_OFFERING.format(" AND ".join(wanted))] if wanted else []

    def _others(self) -> list[str]:
        given = [
            ("e.languages && {languages}::text[]", self.languages),
            ("e.country = ANY ({countries}::text[])", self.countries),
            ("e.phases && {phases}::smallint[]", self.phases),
            (_OPEN_PLACE, self.has_open_place),
            (_RESPONDS, self.responds_within_hours is not None),
            (_WORDS, self.query),
        ]
        return [clause for clause, value in given if value]


async def mentors_where(
    reader: Reader, criteria: MentorCriteria, now: datetime, order: Order, arguments: PageArguments
) -> Page:
    """A page of the educators who can be asked and meet the criteria; never the viewer. One statement."""
    condition, values = criteria.conditions(now)
    listing = Listing(
        Educator,
        "e",
        "mentor_profile mp JOIN educator e ON e.id = mp.educator_id",
        f"e.id IS DISTINCT FROM viewer.id AND {educator_visible('e')} AND {condition}",
        values,
        extra=", mp.id AS profile_id",
    )
    return (await pages(reader, listing, [ROOT], order, arguments))[0]
