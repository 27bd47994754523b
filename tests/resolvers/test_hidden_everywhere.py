"""What a moderator hides is gone at once wherever it could be read or heard, and comes back as it was."""

import asyncio
import json
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind
from tests.communities import joins, starts
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.resolvers.test_enrolling import enrolls
from tests.resolvers.test_flag import reports
from tests.resolvers.test_hiding import moderator
from tests.resolvers.test_judging import judges
from tests.roadmaps import offers

# Every way to each kind of thing; what comes of it tells the thing's id as often as it is shown.
WAYS = {
    "thread": """query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } thread(id: $id) { id }
        threads { nodes { id } }
        educator(handle: "ada") { threads { nodes { id posts { nodes { thread { id } } } } } }
        search(query: "transitions", kinds: [THREAD]) { nodes { ... on Thread { id } } }
        community(slug: "quiet-starts") { threads { nodes { id } } }
        me { feed { nodes { thread { id } } } } }""",
    "community": """query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
        community(slug: "quiet-starts") { id } communities { nodes { id } }
        educator(handle: "ada") { memberships { nodes { community { id } } }
            threads { nodes { community { id } } } } roadmaps { nodes { community { id } } }
        me { educator { memberships { nodes { community { id } } } } } }""",
    "challenge": """query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
        community(slug: "quiet-starts") { challenges { nodes { id } edges { node { id } } } } }""",
    "roadmap": """query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id }
        roadmap(slug: "quiet-starts") { id } roadmaps { nodes { id } }
        community(slug: "quiet-starts") { roadmaps { nodes { id } } }
        me { educator { enrollments { nodes { roadmap { id } } } } } }""",
}
TAILS = {
    "thread": "subscription ($id: ID!) { threadEvents(threadId: $id) { __typename } }",
    "community": "subscription ($id: ID!) { communityEvents(communityId: $id) { __typename } }",
}


class World(NamedTuple):
    """Ada's things, all in her community; Ben is a member of it, follows her and walks her roadmap."""

    ada: Person
    ben: Person
    mod: Person
    things: dict[str, str]

    async def ways(self, person: Person, kind: str) -> int:
        """In how many places somebody finds a thing."""
        return json.dumps(await person.api.data(WAYS[kind], id=self.things[kind])).count(self.things[kind])

    async def decides(self, kind: str, action: str) -> None:
        flag = await reports(self.mod, self.things[kind])
        decided = await judges(self.mod, "actOnFlag", flag, action=action, reason="Look at it")
        assert decided["status"] == "ACTIONED", decided


@pytest.fixture
async def world(network: Network, behind: Behind) -> World:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    mod = await moderator(network, behind)
    await add_topics(behind.connection, "art")
    community = await starts(ada)
    await joins(ben, community)
    await ben.follows(ada.id)
    thread = await ada.starts_thread(communityId=community)
    await ada.posts(thread)
    said = {"communityId": community, "title": "Nobody listens"}
    challenge = await ada.api.perform("createChallenge", "... on Challenge { id }", **said)
    roadmap = await offers(ada, communityId=community)
    await enrolls(ben, roadmap)
    things = {"thread": thread, "community": community, "challenge": challenge["id"], "roadmap": roadmap}
    return World(ada, ben, mod, things)


@pytest.mark.parametrize("kind", WAYS)
async def test_what_is_hidden_is_found_nowhere_until_it_is_restored(world: World, kind: str) -> None:
    ada, ben, mod = world.ada, world.ben, world.mod
    everywhere = [await world.ways(person, kind) for person in (ada, ben, mod)]
    assert everywhere[1] >= WAYS[kind].count("{ id }") - 1
    await world.decides(kind, "HIDE")
    assert await world.ways(ben, kind) == 0
    assert [await world.ways(person, kind) for person in (ada, mod)] == [everywhere[0], everywhere[2]]
    await world.decides(kind, "RESTORE")
    assert [await world.ways(person, kind) for person in (ada, ben, mod)] == everywhere


@pytest.mark.parametrize("kind", TAILS)
async def test_who_listens_to_what_is_hidden_hears_no_more_of_it(world: World, kind: str) -> None:
    async def first_heard(tail: Any) -> str:
        name: str = (await tail.event())["__typename"]
        return name

    given = {"id": world.things[kind]}
    async with (
        world.ben.api.subscribe(TAILS[kind], **given) as bens,
        world.ada.api.subscribe(TAILS[kind], **given) as adas,
    ):
        await asyncio.gather(bens.until("CaughtUp"), adas.until("CaughtUp"))
        await world.decides(kind, "HIDE")
        assert await first_heard(bens) == "AccessRevoked"
        assert await first_heard(adas) == f"{kind.title()}Changed"
        await world.decides(kind, "RESTORE")
        assert await first_heard(adas) == f"{kind.title()}Changed"
        assert (await bens.message())["type"] == "complete"
