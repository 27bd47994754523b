import asyncio
from datetime import timedelta
from typing import Any

import pytest

from tests.api import Api
from tests.behind import Behind, row_id
from tests.clock import BEGINNING
from tests.communities import MEMBERSHIP, joins, leaves, starts
from tests.network import Network
from tests.problems import refusal

DAY = timedelta(days=1)
MEMBERS = """query ($id: ID!, $status: MembershipStatus!) { node(id: $id) { ... on Community {
    memberCount members(status: $status) { totalCount nodes { role reason educator { handle } } } } } }"""
BAN = """UPDATE membership SET status = 'BANNED', reason = 'Loud', banned_at = $2, banned_until = $3
    WHERE id = $1"""


async def members(client: Api, community: str, status: str = "ACTIVE") -> list[Any]:
    found = (await client.data(MEMBERS, id=community, status=status))["node"]["members"]
    assert found["totalCount"] == len(found["nodes"])
    return [
        (row["educator"] and row["educator"]["handle"], row["role"], row["reason"]) for row in found["nodes"]
    ]


async def test_an_open_community_is_joined_and_left(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    community = await starts(ada)
    joined = await joins(ben, community, reason="My class is loud.")
    assert joined == {
        "__typename": "Membership",
        "id": joined["id"],
        "role": "MEMBER",
        "status": "ACTIVE",
        "reason": "My class is loud.",
        "joinedAt": joined["joinedAt"],
        "bannedUntil": None,
        "educator": {"handle": "ben"},
        "community": {"slug": "quiet-starts", "memberCount": 2},
    }
    assert joined["joinedAt"].startswith("2026-03-02T08:00:00")
    async with behind.nothing_happens():
        assert await joins(ben, community) == joined
    left = await leaves(ben, community)
    assert (left["id"], left["status"], left["community"]["memberCount"]) == (joined["id"], "LEFT", 1)
    async with behind.nothing_happens():
        assert await leaves(ben, community) == left
    again = await joins(ben, community)
    assert (again["id"], again["status"], again["community"]["memberCount"]) == (joined["id"], "ACTIVE", 2)
    assert (
        await behind.happened(community) == [("MEMBERSHIP_CHANGED", row_id(joined["id"]), row_id(ben.id))] * 3
    )


async def test_where_one_asks_to_join_the_wish_waits_with_its_reason(
    network: Network, behind: Behind
) -> None:
    ada, ben, cem = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem")))
    community = await starts(ada, joinPolicy="REQUEST")
    async with behind.nothing_happens():
        assert refusal(await joins(ben, community)) == ("INVALID", ["reason"])
        assert refusal(await joins(ben, community, reason="x" * 501)) == ("INVALID", ["reason"])
    asked = await joins(ben, community, reason="To listen.")
    assert (asked["status"], asked["joinedAt"], asked["community"]["memberCount"]) == ("PENDING", None, 1)
    async with behind.nothing_happens():
        assert await joins(ben, community, reason="Otherwise.") == asked
    assert await members(ada.api, community, "PENDING") == [("ben", "MEMBER", "To listen.")]
    assert await members(ben.api, community, "PENDING") == [("ben", "MEMBER", "To listen.")]
    assert await members(cem.api, community, "PENDING") == []
    assert (await leaves(ben, community))["status"] == "LEFT"
    assert await behind.events(community) == ["MEMBERSHIP_CHANGED"] * 2


async def test_who_may_not_join_or_leave_is_refused(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    closed, open_one = await starts(ada, joinPolicy="INVITE"), await starts(ada, "open-one")
    async with behind.nothing_happens():
        assert refusal(await joins(ben, closed, reason="Please.")) == ("FORBIDDEN", [])
        assert refusal(await joins(ben, ben.id)) == ("NOT_FOUND", ["communityId"])
        assert refusal(await leaves(ben, open_one)) == ("NOT_FOUND", ["communityId"])
        assert refusal(await leaves(ada, open_one)) == ("CONFLICT", ["communityId"])
        for mutation in ("joinCommunity", "leaveCommunity"):
            nobody = await network.api.perform(mutation, MEMBERSHIP, communityId=open_one)
            assert refusal(nobody) == ("UNAUTHENTICATED", [])


@pytest.mark.parametrize(("until", "over"), [(None, False), (DAY, False), (-DAY, True)])
async def test_the_banned_come_back_when_the_ban_is_over(
    network: Network, behind: Behind, until: timedelta | None, over: bool
) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    community = await starts(ada)
    joined = await joins(ben, community)
    await leaves(ben, community)
    ends = None if until is None else BEGINNING + until
    await behind.connection.execute(BAN, row_id(joined["id"]), BEGINNING - 2 * DAY, ends)
    if over:
        back = await joins(ben, community)
        assert (back["status"], back["reason"], back["bannedUntil"]) == ("ACTIVE", None, None)
        return
    async with behind.nothing_happens():
        refused = await joins(ben, community)
        assert refusal(await leaves(ben, community)) == ("INVALID_TRANSITION", [])
    ended = "" if until is None else " until 2026-03-03 08:00 UTC"
    assert (refused["code"], refused["message"]) == (
        "FORBIDDEN",
        f"You are banned from this community{ended}.",
    )


async def test_of_two_last_owners_leaving_at_once_one_stays(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    community = await starts(ada)
    joined = await joins(ben, community)
    await behind.connection.execute(
        "UPDATE membership SET role = 'OWNER' WHERE id = $1", row_id(joined["id"])
    )
    async with behind.connection.transaction():
        await behind.connection.execute("SELECT FROM community FOR UPDATE")
        leaving = [asyncio.create_task(leaves(person, community)) for person in (ada, ben)]
        while await behind.connection.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted") < 2:  # noqa: ASYNC110 - PostgreSQL tells no other way
            await asyncio.sleep(0.01)
    answers = await asyncio.gather(*leaving)
    assert sorted(answer["__typename"] for answer in answers) == ["Membership", "Problem"]
    owners = "SELECT count(*) FROM membership WHERE role = 'OWNER' AND status = 'ACTIVE'"
    assert await behind.connection.fetchval(owners) == 1
    assert await behind.connection.fetchval("SELECT member_count FROM community") == 1


async def test_members_see_each_other_and_across_a_wall_only_that_somebody_is_there(
    network: Network, behind: Behind
) -> None:
    ada, ben, cem, dan = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem", "dan")))
    public = await starts(ada)
    inner = await starts(ada, "inner", visibility="LISTED")
    for community in (public, inner):
        await joins(ben, community, reason="To learn.")
        await joins(cem, community)
    await ben.blocks(cem)
    await ada.blocks(dan)
    owner, plain, stub = ("ada", "OWNER", None), ("ben", "MEMBER", None), (None, "MEMBER", None)
    everybody = [owner, ("ben", "MEMBER", "To learn."), ("cem", "MEMBER", None)]
    for community in (public, inner):
        assert await members(ada.api, community) == everybody
        assert await members(cem.api, community) == [owner, stub, ("cem", "MEMBER", None)]
    assert await members(network.api, public) == [owner, plain, ("cem", "MEMBER", None)]
    assert await members(dan.api, public) == [plain, ("cem", "MEMBER", None)]
    assert await members(network.api, inner) == await members(dan.api, inner) == []
    of_ben = '{ educator(handle: "ben") { memberships { nodes { role community { slug } } } } }'
    at_public = {"role": "MEMBER", "community": {"slug": "quiet-starts"}}
    at_inner = {"role": "MEMBER", "community": {"slug": "inner"}}
    for client, seen in ((network.api, [at_public]), (ada.api, [at_inner, at_public])):
        assert (await client.data(of_ben))["educator"]["memberships"]["nodes"] == seen
    assert await behind.events(inner) == ["MEMBERSHIP_CHANGED"] * 2
