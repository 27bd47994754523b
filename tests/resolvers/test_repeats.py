"""Every mutation of people sent again with its key: one effect, one answer; other input is refused."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import asyncpg
import pytest

from kit.ids import encode_id, uuid7
from tests.behind import Behind
from tests.clock import BEGINNING
from tests.communities import starts
from tests.mentoring import MESSAGE, mentors
from tests.network import Network, Person
from tests.problems import refusal


class World(NamedTuple):
    """Who is there: two who act, two to act upon, and a need of the first."""

    topic: str
    need: str
    ada: Person
    eve: Person
    ben: Person
    cleo: Person
    communities: list[str]


Arguments = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Case:
    """A mutation, other input for it, and what must have been done before."""

    name: str
    shape: str
    arguments: Arguments
    other: Arguments
    before: str | None = None


def at(argument: str, **more: Any) -> tuple[Arguments, Arguments]:
    return (
        lambda world: {argument: world.ben.id, **more},
        lambda world: {argument: world.cleo.id, **more},
    )


OWN_REPORT = {
    "metrics": ["sessionsHeld"],
    "grain": "MONTH",
    "period": {"from": "2026-01-01", "to": "2026-02-28"},
    "reach": "OWN",
}


def at_community() -> tuple[Arguments, Arguments]:
    return (
        lambda world: {"communityId": world.communities[0]},
        lambda world: {"communityId": world.communities[1]},
    )


MONDAY = {"weekday": "MONDAY", "start": "09:00", "end": "12:00"}
CASES = [
    Case("follow", "... on Follow { id createdAt target { __typename } }", *at("targetId")),
    Case(
        "follow",
        "... on Follow { id target { ... on Topic { slug } } }",
        lambda world: {"targetId": world.topic},
        lambda world: {"targetId": world.ben.id},
    ),
    Case(
        "unfollow", "... on Unfollowed { target { ... on Educator { handle } } }", *at("targetId"), "follow"
    ),
    Case("block", "... on Block { id handle createdAt }", *at("educatorId")),
    Case("unblock", "... on Unblocked { educator { handle } }", *at("educatorId"), "block"),
    Case("mute", "... on Mute { id until educator { handle } }", *at("educatorId")),
    Case(
        "mute",
        "... on Mute { id until educator { handle } }",
        lambda world: {"educatorId": world.ben.id, "until": "2026-04-01T00:00:00Z"},
        lambda world: {"educatorId": world.ben.id, "until": "2026-04-02T00:00:00Z"},
    ),
    Case("unmute", "... on Unmuted { educator { handle } }", *at("educatorId"), "mute"),
    Case(
        "updateProfile",
        "... on Educator { handle headline version }",
        lambda _: {"headline": "Fractions, kindly"},
        lambda _: {"headline": "Fractions, firmly"},
    ),
    Case(
        "updateProfile",
        "... on Educator { handle visibility version }",
        lambda _: {"visibility": "CONNECTIONS", "expectedVersion": 1},
        lambda _: {"visibility": "CONNECTIONS", "expectedVersion": 2},
    ),
    Case(
        "setAvailability",
        "... on Availability { timeZone rules { weekday start } overrides { date start } }",
        lambda _: {"rules": [MONDAY], "overrides": [{"date": "2026-05-01"}]},
        lambda _: {"rules": [MONDAY], "overrides": []},
    ),
    Case(
        "updateMentorProfile",
        "... on MentorProfile { id capacity version offers { function topic { slug } } }",
        lambda _: {"capacity": 3, "offers": [{"topic": "art", "function": "SAFE_SPACE"}]},
        lambda _: {"capacity": 3, "offers": [{"topic": "art", "function": "ROLE_MODEL"}]},
    ),
    Case(
        "openNeed",
        "... on Need { id note }",
        lambda _: {"topic": "art", "function": "SAFE_SPACE"},
        lambda _: {"topic": "art", "function": "ROLE_MODEL"},
    ),
    Case(
        "closeNeed",
        "... on Need { id closedAt }",
        lambda world: {"needId": world.need},
        lambda world: {"needId": world.topic},
        "openNeed",
    ),
    Case(
        "saveReport",
        "... on SavedReport { name definition createdAt updatedAt }",
        lambda _: {"name": "mine", "report": OWN_REPORT},
        lambda _: {"name": "other", "report": OWN_REPORT},
    ),
    Case(
        "requestMentorship",
        "... on MentorshipRequest { id status topics { slug } mentor { handle } }",
        *at("menteeId", message=MESSAGE, topics=["art"], functions=["SAFE_SPACE"]),
        "updateMentorProfile",
    ),
    Case(
        "requestInformalChat",
        "... on MentorshipRequest { id status kind mentee { handle } }",
        *at("menteeId", message=MESSAGE, proposedSlots=["2026-03-04T10:00:00Z"]),
        "updateMentorProfile",
    ),
    Case(
        "setNotificationPreferences",
        "... on NotificationPreferences { preferences { kind isWanted } }",
        lambda _: {"preferences": [{"kind": "REPLY", "isWanted": False}]},
        lambda _: {"preferences": [{"kind": "REPLY", "isWanted": True}]},
    ),
    Case(
        "createCommunity",
        "... on Community { id slug version memberCount }",
        lambda _: {"slug": "art-club", "name": "Art club", "purpose": "To look at pictures."},
        lambda _: {"slug": "book-club", "name": "Book club", "purpose": "To read together."},
    ),
    Case(
        "flag",
        "... on Flag { id status reason targetId }",
        *at("targetId", reason="IMPERSONATION"),
    ),
    Case("joinCommunity", "... on Membership { id status joinedAt role }", *at_community()),
    Case(
        "inviteToCommunity",
        "... on NewInvitation { invitation { id invitee { handle } } }",
        lambda world: {"communityId": world.communities[0], "educatorId": world.eve.id},
        lambda world: {"communityId": world.communities[0], "educatorId": world.cleo.id},
    ),
    Case(
        "updateCommunity",
        "... on Community { id name version }",
        lambda world: {"communityId": world.communities[0], "name": "Other"},
        lambda world: {"communityId": world.communities[0], "name": "Another"},
    ),
    Case("leaveCommunity", "... on Membership { id status }", *at_community(), "joinCommunity"),
]


async def world_of(network: Network, connection: asyncpg.Connection, case: Case) -> World:
    """Ada and Eve, and what both have done before."""
    topic = uuid7(BEGINNING)
    await connection.execute(
        "INSERT INTO topic (id, slug, label, kind) VALUES ($1, 'art', 'Art', 'SUBJECT')", topic
    )
    people = [await network.educator(handle) for handle in ("ada", "eve", "ben", "cleo")]
    ada, eve, ben, cleo = people
    wanted = ("one", "two") if case.name.endswith("Community") and case.name != "createCommunity" else ()
    owner = ada if case.name in ("inviteToCommunity", "updateCommunity") else ben
    communities = [await starts(owner, f"community-{name}") for name in wanted]
    world = World(encode_id("Topic", topic), "", ada, eve, ben, cleo, communities)
    if case.before == "openNeed":
        need = {"topic": "art", "function": "SAFE_SPACE"}
        opened = await ada.api.perform("openNeed", "... on Need { id }", **need)
        return world._replace(need=opened["id"])
    for person in people[:2]:
        if case.before == "updateMentorProfile":
            await mentors(person)
        elif case.before:
            await person.api.perform(case.before, "__typename", **case.arguments(world))
    return world


async def send(case: Case, person: Person, arguments: dict[str, Any], key: str = "once") -> Any:
    return await person.api.perform(case.name, case.shape, **arguments, idempotencyKey=key)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    network: Network, behind: Behind, case: Case
) -> None:
    world = await world_of(network, behind.connection, case)
    sent = [send(case, world.ada, case.arguments(world)) for _ in range(5)]
    first, *others = await asyncio.gather(*sent)
    assert first["__typename"] != "Problem"
    assert others == [first] * 4
    assert await behind.count("answer") == 1
    async with behind.nothing_happens():
        assert await send(case, world.ada, case.arguments(world)) == first
        refused = await send(case, world.ada, case.other(world))
    assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])


@pytest.mark.parametrize("case", [CASES[0], CASES[4], CASES[8]], ids=lambda case: case.name)
async def test_two_accounts_may_use_the_same_key(network: Network, behind: Behind, case: Case) -> None:
    world = await world_of(network, behind.connection, case)
    answers = [await send(case, person, case.arguments(world)) for person in (world.ada, world.eve)]
    assert [answer["__typename"] != "Problem" for answer in answers] == [True, True]
    assert await behind.count("answer") == 2


async def test_a_refused_mutation_leaves_its_key_free(network: Network, behind: Behind) -> None:
    world = await world_of(network, behind.connection, CASES[0])
    async with behind.nothing_happens():
        assert refusal(await send(CASES[0], world.ada, {"targetId": "x"})) == ("NOT_FOUND", ["targetId"])
    assert (await send(CASES[0], world.ada, {"targetId": world.ben.id}))["__typename"] == "Follow"


@pytest.mark.parametrize("case", [CASES[0], CASES[3]], ids=lambda case: case.name)
async def test_a_token_that_only_writes_gets_the_same_answer_again(
    network: Network, behind: Behind, case: Case
) -> None:
    world = await world_of(network, behind.connection, case)
    new = "... on NewApiToken { secret }"
    made = await world.ada.api.perform("createApiToken", new, name="writer", scopes=["WRITE"])
    writer = await network.client(made["secret"])
    arguments = {**case.arguments(world), "idempotencyKey": "once"}
    first = await writer.perform(case.name, "... on Node { id }", **arguments)
    assert first["__typename"] != "Problem"
    assert await writer.perform(case.name, "... on Node { id }", **arguments) == first
