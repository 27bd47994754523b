"""Changing a community, and the log in which its members read what was done."""

from typing import Any

from tests.behind import Behind
from tests.communities import joins, starts
from tests.mentoring import add_topics
from tests.network import Network, Person

SHAPE = "... on Community { name purpose visibility joinPolicy version topics { slug } }"
LOG = """query ($id: ID!) { node(id: $id) { ... on Community {
    log { totalCount nodes { id kind detail reason actor { handle } educator { handle } } } } } }"""


async def changes(person: Person, club: str, **what: Any) -> Any:
    shape = f"{SHAPE} ... on Problem {{ current {{ ... on Community {{ version }} }} }}"
    return await person.api.perform("updateCommunity", shape, communityId=club, **what)


async def log_of(person: Person | Network, club: str) -> list[Any]:
    found: list[Any] = (await person.api.data(LOG, id=club))["node"]["log"]["nodes"]
    return found


async def test_what_is_given_changes_and_members_read_that_it_did(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art", "music")
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    club = await starts(ada, topics=["art"])
    await joins(ben, club)
    before = len(await behind.events(club))
    changed = await changes(ada, club, name="Loud starts", topics=["music", "art"], visibility="LISTED")
    assert changed == {
        "__typename": "Community",
        "name": "Loud starts",
        "purpose": "To begin lessons calmly.",
        "visibility": "LISTED",
        "joinPolicy": "OPEN",
        "version": 2,
        "topics": [{"slug": "music"}, {"slug": "art"}],
    }
    assert (await behind.events(club))[before:] == ["COMMUNITY_CHANGED", "COMMUNITY_ACTION_TAKEN"]
    async with behind.nothing_happens():
        assert await changes(ada, club, name="Loud starts", topics=["music", "art"]) == changed
    (deed,) = await log_of(ben, club)
    assert deed.pop("id")
    assert deed == {
        "kind": "CHANGED",
        "detail": "name, visibility, topics",
        "reason": None,
        "actor": {"handle": "ada"},
        "educator": None,
    }
    assert (await log_of(cleo, club), await log_of(network, club)) == ([], [])


async def test_only_owners_decide_who_sees_and_joins_it(network: Network, behind: Behind) -> None:
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    club = await starts(ada)
    (carer, _) = (await joins(ben, club), await joins(cleo, club))
    await ada.api.perform("setMemberRole", "__typename", membershipId=carer["id"], role="MODERATOR")
    assert (await changes(ben, club, name="Calm starts"))["name"] == "Calm starts"
    async with behind.nothing_happens():
        refused = [
            await changes(ben, club, joinPolicy="INVITE"),
            await changes(cleo, club, name="Mine"),
            await changes(ada, club, name=""),
            await changes(ada, club, topics=["no-such-topic"]),
            await changes(ada, "x", name="Mine"),
        ]
        old = await changes(ada, club, name="Mine", expectedVersion=1)
    assert [answer["code"] for answer in refused] == [
        "FORBIDDEN",
        "FORBIDDEN",
        "INVALID",
        "INVALID",
        "NOT_FOUND",
    ]
    assert (old["code"], old["current"]) == ("CONFLICT", {"version": 2})
