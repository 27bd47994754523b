"""A random network with hidden ties, hidden people and walls: what is told of it is what may be seen of it.

What each viewer may see is made of the pure rules, and measured by networkx.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import asyncpg
import networkx as nx
import pytest

from access.educator import may_see_educator
from access.network import is_tie
from access.viewer import Viewer
from kit.ids import encode_id
from kit.tokens import API_TOKEN_PREFIX, digest_of
from models import (
    Account,
    ApiToken,
    Block,
    Educator,
    Mentorship,
    MentorshipRequest,
    ProfileVisibility,
    TokenScope,
)
from tests.access.relations import NOW, Relations, mentorship_between
from tests.api import Api
from tests.database import empty_tables

PEOPLE, TIES, WALLS, PATHS = 36, 130, 12, 60
# Root fields in one operation.
AT_ONCE = 15
LONG_AGO = NOW - timedelta(days=400)
VIEWERS = [None, 0, 1, 2, 3]
ENDINGS: list[dict[str, Any]] = [
    {},
    {},
    {},
    {"status": "CLOSED", "closed_at": LONG_AGO, "close_reason": "NO_FAULT"},
    {"status": "CLOSED", "closed_at": NOW, "close_reason": "SAFETY"},
    {"activated_at": None, "status": "FORMING"},
]


class RandomNetwork:
    """The network; the first four people can look at it, the fourth of them as a moderator."""

    def __init__(self) -> None:
        dice = Random(36)
        order = (Account, Educator, ApiToken, Block, MentorshipRequest, Mentorship)
        self.made = Relations({model: [] for model in order})
        levels = [ProfileVisibility.PUBLIC, ProfileVisibility.PUBLIC, *ProfileVisibility]
        for number in range(PEOPLE):
            role = "MODERATOR" if number == 3 else "MEMBER"
            educator = self.made.educator(dice.choice(levels), role)
            digest, until = digest_of(secret(number)), NOW + timedelta(days=3650)
            token = {"account_id": educator.account_id, "name": "t", "scopes": ["READ"], "digest": digest}
            self.made.add(ApiToken, expires_at=until, **token)
        self.people = self.made.rows[Educator]
        for mentor, mentee in dice.sample(list(permutations(self.people, 2)), TIES):
            shown = {"shown_by_mentor": dice.random() < 0.85, "shown_by_mentee": dice.random() < 0.85}
            kind = {"activated_at": LONG_AGO, **shown, **dice.choice(ENDINGS)}
            mentorship_between(self.made, mentor, mentee, **kind)
        for blocker, blocked in dice.sample(list(permutations(self.people, 2)), WALLS):
            self.made.add(Block, blocker_id=blocker.id, blocked_id=blocked.id)
        # Walls between two who are tied are rare among all: some are put up on purpose.
        for room in self.made.rows[Mentorship][:6]:
            self.made.add(Block, blocker_id=room.mentee_id, blocked_id=room.mentor_id)

    def viewer(self, number: int | None) -> Viewer:
        """One of the people, or nobody."""
        if number is None:
            return Viewer()
        own_id = self.people[number].id
        found = (v for v in self.made.viewers() if v.educator_id == own_id and TokenScope.READ in v.scopes)
        return next(found)

    def seen(self, viewer: Viewer, since: Any = None) -> nx.DiGraph:
        """The people and ties that the viewer may see, from mentor to mentee."""
        rooms = self.made.rows[Mentorship]
        paired = {frozenset((row.mentor_id, row.mentee_id)) for row in rooms}
        walls = {frozenset((row.blocker_id, row.blocked_id)) for row in self.made.rows[Block]}
        graph = nx.DiGraph()
        for row in self.people:
            is_connected = frozenset((viewer.reader_id, row.id)) in paired
            if may_see_educator(viewer, row, is_connected=is_connected):
                graph.add_node(row.id)
        for row in rooms:
            is_recent = since is None or row.closed_at is None or row.closed_at > since
            is_walled = frozenset((row.mentor_id, row.mentee_id)) in walls
            ends_seen = row.mentor_id in graph and row.mentee_id in graph
            if is_recent and ends_seen and is_tie(viewer, row, is_walled=is_walled):
                graph.add_edge(row.mentor_id, row.mentee_id)
        return graph


def secret(number: int) -> str:
    return f"{API_TOKEN_PREFIX}of-{number}"


def gid(row_id: Any) -> str:
    return encode_id("Educator", row_id)


@pytest.fixture(scope="module")
async def random_network(connection: asyncpg.Connection) -> RandomNetwork:
    made = RandomNetwork()
    await empty_tables(connection)
    await made.made.insert(connection)
    return made


@pytest.fixture
async def clients(random_network: RandomNetwork, address: str) -> Any:
    clients = {number: Api(address, None if number is None else secret(number)) for number in VIEWERS}
    yield clients
    for client in clients.values():
        await client.http.aclose()


async def answers(client: Api, fields: list[str]) -> list[Any]:
    """What root fields answer, some at a time."""
    found: list[Any] = []
    for start in range(0, len(fields), AT_ONCE):
        some = fields[start : start + AT_ONCE]
        document = " ".join(f"f{i}: {field}" for i, field in enumerate(some))
        found += (await client.data(f"{{ {document} }}")).values()
    return found


def ends(people: list[Any]) -> Iterator[tuple[Any, Any]]:
    pairs = list(permutations(people, 2))
    for one, other in Random(7).sample(pairs, PATHS):
        yield one.id, other.id


@pytest.mark.parametrize("number", VIEWERS)
async def test_paths_lead_over_what_is_seen_and_are_the_shortest(
    random_network: RandomNetwork, clients: dict[int | None, Api], number: int | None
) -> None:
    graph = random_network.seen(random_network.viewer(number)).to_undirected()
    field = 'mentoringPath(fromId: "{}", toId: "{}") {{ hops educators {{ id }} }}'
    pairs = list(ends(random_network.people))
    found = await answers(clients[number], [field.format(gid(one), gid(other)) for one, other in pairs])
    told = 0
    for (one, other), path in zip(pairs, found, strict=True):
        is_there = one in graph and other in graph and nx.has_path(graph, one, other)
        length = nx.shortest_path_length(graph, one, other) if is_there else 99
        if length > 4:
            assert path is None
            continue
        told += 1
        ids = [educator["id"] for educator in path["educators"]]
        assert (path["hops"], len(ids), ids[0], ids[-1]) == (length, length + 1, gid(one), gid(other))
        by_gid = {gid(node): node for node in graph}
        assert nx.is_simple_path(graph, [by_gid[text] for text in ids])
    assert 5 < told < PATHS


@pytest.mark.parametrize("number", VIEWERS)
async def test_networks_and_lineages_are_made_of_what_is_seen(
    random_network: RandomNetwork, clients: dict[int | None, Api], number: int | None
) -> None:
    viewer = random_network.viewer(number)
    recent = random_network.seen(viewer, NOW - timedelta(days=365)).to_undirected()
    ever = random_network.seen(viewer)
    fields = "ties { educator { id } } density effectiveSize constraint"
    line = "generation mentor { id } mentee { id }"
    of = [
        f'developmentalNetwork(educatorId: "{gid(row.id)}") {{ {fields} }}' for row in random_network.people
    ]
    lines = [f'mentorLineage(educatorId: "{gid(row.id)}") {{ {line} }}' for row in random_network.people]
    networks, lineages = await answers(clients[number], of), await answers(clients[number], lines)
    for row, network, lineage in zip(random_network.people, networks, lineages, strict=True):
        listed = {(one["generation"], one["mentor"]["id"], one["mentee"]["id"]) for one in lineage}
        if row.id not in ever:
            assert (network, listed) == (None, set())
            continue
        assert listed == ancestors(ever, row.id)
        around = set(recent[row.id])
        assert {tie["educator"]["id"] for tie in network["ties"]} == {gid(other) for other in around}
        ego = recent.subgraph(around | {row.id})
        if len(around) > 1:
            assert network["density"] == pytest.approx(nx.density(recent.subgraph(around)))
        if around:
            size, constraint = nx.effective_size(ego, [row.id]), nx.constraint(ego, [row.id])
            assert network["effectiveSize"] == pytest.approx(size[row.id])
            assert network["constraint"] == pytest.approx(constraint[row.id])


def ancestors(graph: nx.DiGraph, row_id: Any) -> set[tuple[int, str, str]]:
    """Generation, mentor and mentee of everybody up to three ties above, who is not below themselves."""
    found: dict[tuple[str, str], int] = {}
    level = {row_id}
    for generation in (1, 2, 3):
        ties = [(mentor, one) for one in level for mentor in graph.predecessors(one) if mentor != row_id]
        for mentor, one in ties:
            found.setdefault((gid(mentor), gid(one)), generation)
        level = {mentor for mentor, _ in ties}
    return {(generation, mentor, one) for (mentor, one), generation in found.items()}
