"""What happens in a community comes to whoever may read it, live, and to nobody else."""

import asyncio
from typing import Any

import pytest

from tests.communities import joins, leaves, starts
from tests.network import Network, Person
from tests.resolvers.test_challenge import CHALLENGE, marks
from tests.resolvers.test_room_stream import refused

TOLD = """__typename cursor
    ... on CommunityChanged { community { name } }
    ... on MembershipChanged { membership { status educator { handle } } }
    ... on ChallengeChanged { challenge { title facingCount } }
    ... on CommunityActionTaken { action { kind } }
    ... on AccessRevoked { reason }"""
TAIL = f"""subscription ($id: ID!, $after: String) {{
    communityEvents(communityId: $id, after: $after) {{ {TOLD} }} }}"""
PAST = f"""query ($after: String) {{ community(slug: "quiet-starts") {{ liveCursor
    events(after: $after, first: 100) {{ nodes {{ {TOLD} }} }} }} }}"""


@pytest.fixture
async def people(network: Network) -> list[Person]:
    return await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo")))


def plain(events: list[Any]) -> list[Any]:
    return [{name: value for name, value in event.items() if name != "cursor"} for event in events]


async def cursor(person: Person) -> str:
    found: str = (await person.api.data(PAST))["community"]["liveCursor"]
    return found


async def test_members_hear_what_happens_in_order_and_may_poll_the_same(people: list[Person]) -> None:
    ada, ben, cleo = people
    community = await starts(ada, visibility="LISTED")
    start = await cursor(ada)
    await joins(ben, community)
    made = await ben.api.perform("createChallenge", CHALLENGE, communityId=community, title="Noise")
    await marks(ben, made["id"], "FACING")
    await ada.api.perform("updateCommunity", "", communityId=community, name="Calm starts")
    faced = {"__typename": "ChallengeChanged", "challenge": {"title": "Noise", "facingCount": 1}}
    expected = [
        {
            "__typename": "MembershipChanged",
            "membership": {"status": "ACTIVE", "educator": {"handle": "ben"}},
        },
        faced,
        faced,
        {"__typename": "CommunityChanged", "community": {"name": "Calm starts"}},
        {"__typename": "CommunityActionTaken", "action": {"kind": "CHANGED"}},
    ]
    async with ben.api.subscribe(TAIL, id=community, after=start) as tail:
        missed = await tail.until("CaughtUp")
        assert plain(missed) == expected
        await marks(ada, made["id"], "SOLVED")
        live = await tail.event()
        assert plain([live]) == [faced]
    past = (await ben.api.data(PAST, after=start))["community"]["events"]["nodes"]
    assert past == [*missed, live]
    assert (await cleo.api.data(PAST))["community"] == {"liveCursor": None, "events": {"nodes": []}}
    assert await refused(cleo.api.subscribe(TAIL, id=community)) == "NOT_FOUND"
    assert await refused(ben.api.subscribe(TAIL, id=ada.id)) == "NOT_FOUND"


async def test_who_leaves_hears_nothing_more(people: list[Person]) -> None:
    ada, ben, _ = people
    community = await starts(ada, visibility="LISTED")
    await joins(ben, community)
    async with ben.api.subscribe(TAIL, id=community, after=await cursor(ben)) as tail:
        assert await tail.until("CaughtUp") == []
        await leaves(ben, community)
        last = await tail.event()
        assert (last["__typename"], last["reason"]) == ("AccessRevoked", "NOT_VISIBLE")
        assert (await tail.message())["type"] == "complete"


async def test_behind_a_wall_only_a_heartbeat_is_heard(people: list[Person]) -> None:
    ada, ben, cleo = people
    community = await starts(ada)
    for person in (ben, cleo):
        await joins(person, community)
    await ben.blocks(cleo)
    start = await cursor(ben)
    await cleo.api.perform("createChallenge", CHALLENGE, communityId=community, title="Noise")
    heard = [
        [
            event["__typename"]
            for event in (await person.api.data(PAST, after=start))["community"]["events"]["nodes"]
        ]
        for person in (ada, ben)
    ]
    assert heard == [["ChallengeChanged"], ["Heartbeat"]]
