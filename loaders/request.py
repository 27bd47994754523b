"""Requests for a mentorship by id, the viewer's own, and what belongs to them."""

from collections.abc import Sequence
from uuid import UUID

from access.educator import educator_visible
from access.mentorship import in_room, mentorship_visible
from access.viewer import VIEWER_ROW
from loaders.page import ROOT, Listing, Page, PageArguments, newest, pages
from loaders.reader import Reader, columns
from models import Educator, Mentorship, MentorshipRequest, Topic

_BY_ID = f"""SELECT {columns(MentorshipRequest, "r")} FROM {VIEWER_ROW}, mentorship_request r
    WHERE r.id = ANY ($4::uuid[]) AND {in_room("r")}"""
_TOPICS = f"""SELECT rt.request_id AS listed_for, {columns(Topic, "t")}
    FROM request_topic rt JOIN topic t ON t.id = rt.topic_id
    WHERE rt.request_id = ANY ($1::uuid[]) ORDER BY t.slug"""
_REFERRALS = f"""SELECT rr.request_id AS listed_for, {columns(Educator, "e")}
    FROM {VIEWER_ROW}, request_referral rr JOIN educator e ON e.id = rr.educator_id
    WHERE rr.request_id = ANY ($4::uuid[]) AND {educator_visible("e")} ORDER BY rr.id"""
_OPENED = f"""SELECT {columns(Mentorship, "m")} FROM {VIEWER_ROW}, mentorship m
    WHERE m.request_id = ANY ($4::uuid[]) AND {mentorship_visible("m")}"""
# One index for each part somebody can play, each cut to the page.
_OWN = """((SELECT r.* FROM mentorship_request r WHERE r.mentor_id = viewer.id AND {wanted}{{page}})
    UNION ALL
    (SELECT r.* FROM mentorship_request r WHERE r.mentee_id = viewer.id AND {wanted}{{page}})) r"""


async def requests_by_id(reader: Reader, ids: Sequence[UUID]) -> list[MentorshipRequest | None]:
    """n ids → n requests; None for one that is absent or not the viewer's. One statement."""
    found = {row["id"]: row for row in await reader.rows(_BY_ID, list(ids), of=MentorshipRequest)}
    return [found.get(key) for key in ids]


async def own_requests(
    reader: Reader, arguments: PageArguments, status: str | None, *, incoming: bool | None
) -> Page:
    """A page of the requests the viewer sent or got, newest first. One statement."""
    wanted = in_room("r")
    if status is not None:
        wanted += " AND r.status = $5"
    if incoming is not None:
        wanted += f" AND r.initiator_id {'<>' if incoming else '='} viewer.id"
    values = () if status is None else (status,)
    listing = Listing(MentorshipRequest, "r", _OWN.format(wanted=wanted), "true", values)
    return (await pages(reader, listing, [ROOT], newest("r"), arguments))[0]


async def topics_of_requests(reader: Reader, ids: Sequence[UUID]) -> list[list[Topic]]:
    """n requests → n lists of what they are about, by slug. One statement."""
    topics: dict[UUID, list[Topic]] = {key: [] for key in ids}
    for row in await reader.plain_rows(_TOPICS, list(topics), of=Topic):
        topics[row["listed_for"]].append(row)
    return [topics[key] for key in ids]


async def referrals_of_requests(reader: Reader, ids: Sequence[UUID]) -> list[list[Educator]]:
    """n requests → n lists of the visible educators who were recommended instead. One statement."""
    referrals: dict[UUID, list[Educator]] = {key: [] for key in ids}
    for row in await reader.rows(_REFERRALS, list(referrals), of=Educator):
        referrals[row["listed_for"]].append(row)
    return [referrals[key] for key in ids]


async def mentorships_of_requests(reader: Reader, ids: Sequence[UUID]) -> list[Mentorship | None]:
    """n requests → the mentorships they led to. One statement."""
    found = {row["request_id"]: row for row in await reader.rows(_OPENED, list(ids), of=Mentorship)}
    return [found.get(key) for key in ids]
