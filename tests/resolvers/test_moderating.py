import asyncio
from typing import Any

from tests.behind import Behind, row_id
from tests.communities import MEMBERSHIP, joins, starts
from tests.network import Network, Person
from tests.problems import refusal


async def does(person: Person, mutation: str, membership: str, **more: Any) -> Any:
    return await person.api.perform(mutation, MEMBERSHIP, membershipId=membership, **more)


async def log(behind: Behind, community: str) -> list[tuple[Any, ...]]:
    """What was done in a community: its kind, what it led to, and why."""
    rows = await behind.connection.fetch(
        "SELECT kind, detail, reason FROM community_action WHERE community_id = $1 ORDER BY id",
        row_id(community),
    )
    return [tuple(row) for row in rows]


async def test_who_asks_is_let_in_or_not(network: Network, behind: Behind) -> None:
    ada, ben, cem = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem")))
    community = await starts(ada, joinPolicy="REQUEST")
    asked = [(await joins(person, community, reason="To listen."))["id"] for person in (ben, cem)]
    async with behind.nothing_happens():
        assert refusal(await does(ben, "answerJoinRequest", asked[0], approve=True)) == ("FORBIDDEN", [])
        assert refusal(await does(ben, "answerJoinRequest", asked[1], approve=True)) == (
            "NOT_FOUND",
            ["membershipId"],
        )
    let_in = await does(ada, "answerJoinRequest", asked[0], approve=True)
    assert (let_in["status"], let_in["community"]["memberCount"]) == ("ACTIVE", 2)
    kept_out = await does(ada, "answerJoinRequest", asked[1], approve=False, reason="Another subject.")
    assert (kept_out["status"], kept_out["community"]["memberCount"]) == ("LEFT", 2)
    async with behind.nothing_happens():
        assert await does(ada, "answerJoinRequest", asked[0], approve=True) == let_in
        refused = await does(ada, "answerJoinRequest", asked[0], approve=False)
        assert refusal(refused) == ("INVALID_TRANSITION", [])
    assert await log(behind, community) == [
        ("MEMBER_APPROVED", None, None),
        ("MEMBER_DECLINED", None, "Another subject."),
    ]
    changed = ["MEMBERSHIP_CHANGED", "COMMUNITY_ACTION_TAKEN"]
    assert await behind.events(community) == ["MEMBERSHIP_CHANGED"] * 2 + changed * 2


async def test_owners_say_who_looks_after_it_and_one_always_stays(network: Network, behind: Behind) -> None:
    ada, ben, cem = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem")))
    community = await starts(ada)
    own, bens, cems = [(await joins(person, community))["id"] for person in (ada, ben, cem)]
    async with behind.nothing_happens():
        assert refusal(await does(ben, "setMemberRole", bens, role="OWNER")) == ("FORBIDDEN", [])
        stepping = await does(ada, "setMemberRole", own, role="MEMBER")
        assert refusal(stepping) == ("CONFLICT", ["membershipId"])
    assert (await does(ada, "setMemberRole", bens, role="MODERATOR"))["role"] == "MODERATOR"
    async with behind.nothing_happens():
        assert refusal(await does(ben, "setMemberRole", cems, role="MODERATOR")) == ("FORBIDDEN", [])
        assert (await does(ada, "setMemberRole", bens, role="MODERATOR"))["role"] == "MODERATOR"
    assert (await does(ada, "setMemberRole", bens, role="OWNER"))["role"] == "OWNER"
    assert (await does(ada, "setMemberRole", own, role="MEMBER"))["role"] == "MEMBER"
    steps = [("ROLE_CHANGED", role, None) for role in ("MODERATOR", "OWNER", "MEMBER")]
    assert await log(behind, community) == steps


async def test_the_banned_stay_away_until_the_ban_is_lifted(network: Network, behind: Behind) -> None:
    ada, ben, cem = await asyncio.gather(*map(network.educator, ("ada", "ben", "cem")))
    community = await starts(ada)
    own, bens, cems = [(await joins(person, community))["id"] for person in (ada, ben, cem)]
    await does(ada, "setMemberRole", bens, role="MODERATOR")
    async with behind.nothing_happens():
        assert refusal(await does(ada, "banMember", own, reason="Me")) == ("INVALID", ["membershipId"])
        assert refusal(await does(ben, "banMember", cems, reason="")) == ("INVALID", ["reason"])
        past = await does(ada, "banMember", cems, reason="Loud", until="2026-01-01T00:00:00Z")
        assert refusal(past) == ("INVALID", ["until"])
        assert refusal(await does(cem, "banMember", bens, reason="Loud")) == ("FORBIDDEN", [])
        assert refusal(await does(ben, "banMember", own, reason="Loud")) == ("FORBIDDEN", [])
    until = {"reason": "Loud", "until": "2026-04-01T00:00:00Z"}
    banned = await does(ben, "banMember", cems, **until)
    assert (banned["status"], banned["reason"], banned["community"]["memberCount"]) == ("BANNED", "Loud", 2)
    async with behind.nothing_happens():
        assert await does(ben, "banMember", cems, **until) == banned
        assert refusal(await does(ada, "setMemberRole", cems, role="OWNER")) == ("INVALID_TRANSITION", [])
        assert refusal(await does(cem, "liftBan", cems)) == ("FORBIDDEN", [])
        assert refusal(await does(ben, "liftBan", bens)) == ("INVALID_TRANSITION", [])
    lifted = await does(ben, "liftBan", cems)
    assert (lifted["status"], lifted["reason"], lifted["bannedUntil"]) == ("LEFT", None, None)
    done = [("MEMBER_BANNED", None, "Loud"), ("BAN_LIFTED", None, None)]
    assert (await log(behind, community))[1:] == done


async def test_sent_again_with_its_key_each_deed_is_done_and_logged_once(
    network: Network, behind: Behind
) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    community = await starts(ada, joinPolicy="REQUEST")
    bens = (await joins(ben, community, reason="To listen."))["id"]
    deeds: list[tuple[str, dict[str, Any]]] = [
        ("answerJoinRequest", {"approve": True}),
        ("setMemberRole", {"role": "MODERATOR"}),
        ("banMember", {"reason": "Loud"}),
        ("liftBan", {}),
    ]
    for number, (mutation, given) in enumerate(deeds, 1):
        sent = [does(ada, mutation, bens, **given, idempotencyKey=mutation) for _ in range(3)]
        first, *others = await asyncio.gather(*sent)
        assert (first["__typename"], others) == ("Membership", [first] * 2)
        assert len(await log(behind, community)) == number
