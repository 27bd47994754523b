"""Invitations: one person, once, whatever the policy."""

import asyncio
from typing import Any

from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.communities import joins, starts
from tests.network import Network, Person
from tests.problems import refusal

INVITATION = "id expiresAt usedAt revokedAt invitee { handle } inviter { handle } community { slug }"
MADE = f"... on NewInvitation {{ token invitation {{ {INVITATION} }} }}"
NEWS = "{ me { notifications { nodes { kind community { slug } actor { handle } } } } }"
LISTED = """query ($id: ID!) { node(id: $id) { ... on Community {
    invitations { totalCount nodes { id usedAt } } } } }"""


async def invites(person: Person, club: str, whom: Person | None = None, **more: Any) -> Any:
    given = {"communityId": club, **({"educatorId": whom.id} if whom else {}), **more}
    return await person.api.perform("inviteToCommunity", MADE, **given)


async def revokes(person: Person, invitation: str) -> Any:
    shape = f"... on CommunityInvitation {{ {INVITATION} }}"
    return await person.api.perform("revokeInvitation", shape, invitationId=invitation)


async def closed_club(network: Network) -> tuple[Person, Person, Person, str]:
    """Ada's hidden community, Ben and Cleo."""
    ada, ben, cleo = [await network.educator(name) for name in ("ada", "ben", "cleo")]
    return ada, ben, cleo, await starts(ada, "closed-door", visibility="HIDDEN", joinPolicy="INVITE")


async def test_who_is_invited_by_name_sees_the_community_and_comes_in(
    network: Network, behind: Behind
) -> None:
    ada, ben, cleo, club = await closed_club(network)
    made = await invites(ada, club, ben)
    invitation = made["invitation"]
    assert len(made["token"]) == 32
    assert invitation["invitee"] == {"handle": "ben"}
    assert (invitation["expiresAt"][:10], invitation["usedAt"]) == ("2026-03-16", None)
    async with behind.nothing_happens():
        assert await invites(ada, club, ben) == {**made, "token": None}
        assert refusal(await joins(cleo, club)) == ("NOT_FOUND", ["communityId"])
    (news,) = (await ben.api.data(NEWS))["me"]["notifications"]["nodes"]
    assert news == {
        "kind": "COMMUNITY_INVITED",
        "community": {"slug": "closed-door"},
        "actor": {"handle": "ada"},
    }
    assert (await joins(ben, club))["status"] == "ACTIVE"
    listed = (await ada.api.data(LISTED, id=club))["node"]["invitations"]
    assert [(row["id"], row["usedAt"] is not None) for row in listed["nodes"]] == [(invitation["id"], True)]
    assert await behind.events(club) == ["COMMUNITY_ACTION_TAKEN", "MEMBERSHIP_CHANGED"]


async def test_a_token_lets_one_of_many_in(network: Network, behind: Behind) -> None:
    ada, *_, club = await closed_club(network)
    guests = [await network.educator(f"guest_{number}") for number in range(8)]
    token = (await invites(ada, club))["token"]
    answers = await asyncio.gather(*(joins(guest, club, invitation=token) for guest in guests))
    assert sorted(answer["__typename"] for answer in answers) == ["Membership"] + ["Problem"] * 7
    refused = [refusal(answer) for answer in answers if answer["__typename"] == "Problem"]
    assert refused == [("CONFLICT", ["invitation"])] * 7
    assert await behind.connection.fetchval("SELECT member_count FROM community") == 2


async def test_no_invitation_that_is_over_or_anothers_lets_anybody_in(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada, ben, cleo, club = await closed_club(network)
    bens = await invites(ada, club, ben)
    gone = await invites(ada, club)
    short = await invites(ada, club, expiresInDays=1)
    revoked = await revokes(ada, gone["invitation"]["id"])
    assert revoked["revokedAt"] is not None
    clock.advance(days=1)
    for person in (ada, ben, cleo):
        await person.signs_in_again()
    async with behind.nothing_happens():
        assert await revokes(ada, gone["invitation"]["id"]) == revoked
        refused = [await joins(cleo, club, invitation=made["token"]) for made in (bens, gone, short)] + [
            await joins(cleo, club, invitation="forged")
        ]
    taken = ("CONFLICT", ["invitation"])
    assert [refusal(answer) for answer in refused] == [taken] * 3 + [("NOT_FOUND", ["communityId"])]


async def test_only_those_who_look_after_it_invite(network: Network, behind: Behind) -> None:
    ada, ben, cleo, club = await closed_club(network)
    made = await invites(ada, club, ben)
    await joins(ben, club)
    pending = (await invites(ada, club, cleo))["invitation"]["id"]
    async with behind.nothing_happens():
        refused = [
            await invites(ben, club, cleo),
            await invites(ada, club, ben),
            await invites(ada, club, cleo, expiresInDays=91),
            await invites(cleo, "x"),
            await revokes(ben, pending),
            await revokes(cleo, pending),
            await revokes(ada, made["invitation"]["id"]),
        ]
        unsigned = await network.api.perform("inviteToCommunity", MADE, communityId=club)
    assert [answer["code"] for answer in refused] == [
        "FORBIDDEN",
        "CONFLICT",
        "INVALID",
        "NOT_FOUND",
        "NOT_FOUND",
        "FORBIDDEN",
        "INVALID_TRANSITION",
    ]
    assert unsigned["code"] in {"NOT_FOUND", "UNAUTHENTICATED"}
    assert (await ben.api.data(LISTED, id=club))["node"]["invitations"]["totalCount"] == 1


async def test_those_who_look_after_it_are_told_who_asks_and_who_asked_what_came_of_it(
    network: Network, behind: Behind
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    club = await starts(ada, joinPolicy="REQUEST")
    asked = await joins(ben, club, reason="My class is loud.")
    (told,) = (await ada.api.data(NEWS))["me"]["notifications"]["nodes"]
    assert (told["kind"], told["actor"]) == ("JOIN_REQUESTED", {"handle": "ben"})
    given = {"membershipId": asked["id"], "approve": True}
    await ada.api.perform("answerJoinRequest", "__typename", **given)
    role = {"membershipId": asked["id"], "role": "MODERATOR"}
    await ada.api.perform("setMemberRole", "__typename", **role)
    kinds = [row["kind"] for row in (await ben.api.data(NEWS))["me"]["notifications"]["nodes"]]
    assert kinds == ["COMMUNITY_ROLE", "JOIN_ANSWERED"]
    sql = "SELECT count(*) FROM notification WHERE community_id = $1"
    assert await behind.connection.fetchval(sql, row_id(club)) == 3
