"""Educators by id, by handle, by filter, and by who follows whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from access.educator import educator_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Order, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Educator, Topic

_BY = f"""SELECT {columns(Educator, "e")} FROM {VIEWER_ROW}, educator e
    WHERE e.{{column}} = ANY ($4) AND {educator_visible("e")}"""
_BY_ID, _BY_HANDLE = _BY.format(column="id"), _BY.format(column="handle")

_SUBJECTS = f"""SELECT et.educator_id AS listed_for, {columns(Topic, "t")}
    FROM educator_topic et JOIN topic t ON t.id = et.topic_id
    WHERE et.educator_id = ANY ($1::uuid[]) ORDER BY et.position, t.slug"""


async def educators_by_id(reader: Reader, ids: Sequence[UUID]) -> list[Educator | None]:
    """n ids → n educators; None for one that is absent or hidden. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=Educator)}
    return [found.get(key) for key in ids]


async def educators_by_handle(reader: Reader, handles: Sequence[str]) -> list[Educator | None]:
    """n handles → n educators; None for one that is absent or hidden. One statement."""
    found = {row["handle"]: row for row in await reader.rows(_BY_HANDLE, list(handles), of=Educator)}
    return [found.get(handle) for handle in handles]


async def subjects_of_educators(reader: Reader, ids: Sequence[UUID]) -> list[list[Topic]]:
    """n educators → n lists of topics, in the educator's own order. One statement."""
    subjects: dict[UUID, list[Topic]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_SUBJECTS, list(subjects), of=Topic):
        subjects[row["listed_for"]].append(row)
    return [subjects[key] for key in ids]


_ALONG = f"""follow f JOIN educator e ON e.id = f.{{column}} AND {educator_visible("e")}"""
_FOLLOWERS = Listing(
    Educator,
    "e",
    _ALONG.format(column="follower_id"),
    "f.educator_id = asked.key",
    extra=", f.id AS follow_id",
)
_FOLLOWING = Listing(
    Educator,
    "e",
    _ALONG.format(column="educator_id"),
    "f.follower_id = asked.key",
    extra=", f.id AS follow_id",
)
_LATEST_FOLLOW = Order("latest-follow", (("f.id", "uuid", "follow_id"),), descending=True)


async def followers_of(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n educators → n pages of those who follow them, latest first. One statement."""
    return await pages(reader, _FOLLOWERS, ids, _LATEST_FOLLOW, arguments)


async def followed_by(reader: Reader, ids: Sequence[UUID], arguments: PageArguments) -> list[Page]:
    """n educators → n pages of the educators they follow, latest first. One statement."""
    return await pages(reader, _FOLLOWING, ids, _LATEST_FOLLOW, arguments)


@dataclass(frozen=True)
class EducatorCriteria:
    """Which educators are wanted; every list means «any of these», an empty one «no matter»."""

    topics: Sequence[str] = ()
    roles: Sequence[str] = ()
    career_stages: Sequence[str] = ()
    countries: Sequence[str] = ()
    languages: Sequence[str] = ()
    phases: Sequence[int] = ()

    def conditions(self) -> tuple[str, tuple[object, ...]]:
        """The criteria that were given as one SQL condition, with its parameters from $5 on."""
        given = [(sql, list(value)) for sql, value in self._clauses() if value]
        sql = "".join(f" AND {clause.format(f'${5 + i}')}" for i, (clause, _) in enumerate(given))
        return sql, tuple(value for _, value in given)

    def _clauses(self) -> list[tuple[str, Sequence[object]]]:
        # Who teaches it is found first: the newest educators may all teach something else.
        subject = """e.id = ANY (ARRAY(
            SELECT et.educator_id FROM educator_topic et JOIN topic t ON t.id = et.topic_id
            WHERE t.slug = ANY ({}::text[])))"""
        return [
            (subject, self.topics),
            ("e.role = ANY ({}::text[])", self.roles),
            ("e.career_stage = ANY ({}::text[])", self.career_stages),
            ("e.country = ANY ({}::text[])", self.countries),
            ("e.languages && {}::text[]", self.languages),
            ("e.phases && {}::smallint[]", self.phases),
        ]


async def educators_where(reader: Reader, criteria: EducatorCriteria, arguments: PageArguments) -> Page:
    """A page of the educators that meet the criteria, newest first. One statement."""
    condition, values = criteria.conditions()
    listing = Listing(Educator, "e", "educator e", educator_visible("e") + condition, values)
    return (await pages(reader, listing, [ROOT], newest("e"), arguments))[0]
