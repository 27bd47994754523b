"""Every way that leads to a community, what is in it, and a pledge made there, for every viewer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import asyncpg
import pytest

from tests.api import Api
from tests.clock import DrivenClock
from tests.communities import MEMBERSHIP, joins, starts
from tests.database import empty_tables
from tests.network import Network, Person

# Carla owns all three and wrote what is in them; Fay is a fellow member, Bob too, behind a wall from Carla.
_READS = """
                    nobody member fellow owner walled banned moderator
open                yes    yes    yes    yes   yes    yes    yes
listed              yes    yes    yes    yes   yes    yes    yes
hidden              -      -      yes    yes   yes    -      yes
open_inside         yes    yes    yes    yes   -      yes    yes
listed_inside       -      -      yes    yes   -      -      yes
hidden_inside       -      -      yes    yes   -      -      yes
open_mark           yes    yes    yes    yes   -      yes    yes
listed_mark         -      -      yes    yes   -      -      yes
hidden_mark         -      -      yes    yes   -      -      yes
open_log            -      -      yes    yes   yes    -      yes
listed_log          -      -      yes    yes   yes    -      yes
hidden_log          -      -      yes    yes   yes    -      yes
listed_pledge       -      -      yes    yes   -      -      -
"""
_HEADER, *_LINES = _READS.strip().splitlines()
VIEWERS = _HEADER.split()
MATRIX = {
    thing: dict(zip(VIEWERS, (cell == "yes" for cell in cells), strict=True))
    for thing, *cells in map(str.split, _LINES)
}
VISIBILITIES = {"open": "PUBLIC", "listed": "LISTED", "hidden": "HIDDEN"}


class Path(NamedTuple):
    """A way to a thing: what the answer holds if it may be read, and the query."""

    thing: str
    finds: str
    query: str


def of_community(slug: str) -> list[Path]:
    inside, marked = f"{slug}_inside", f"{slug}_mark"

    def of(fields: str) -> str:
        return f'{{ community(slug: "{slug}") {{ {fields} }} }}'

    def at(name: str, fields: str) -> str:
        return f'{{ node(id: "${slug}_{name}") {{ ... on {name.title()} {{ {fields} }} }} }}'

    return [
        Path(slug, f"Name of {slug}", of("name")),
        Path(slug, f"Name of {slug}", at("community", "name")),
        Path(inside, f"Challenge in {slug}", of("challenges { nodes { title } }")),
        Path(inside, f"Challenge in {slug}", at("challenge", "title")),
        Path(inside, f"'{slug}'", at("challenge", "community { slug }")),
        Path(inside, "'carla'", at("challenge", "author { handle }")),
        Path(inside, f"Thread in {slug}", of("threads { nodes { title } }")),
        Path(inside, f"Thread in {slug}", at("thread", "title")),
        Path(inside, f"Thread in {slug}", "{ threads(first: 50) { nodes { title } } }"),
        Path(inside, f"Thread in {slug}", '{ educator(handle: "carla") { threads { nodes { title } } } }'),
        Path(inside, f"'{slug}'", at("thread", "community { slug }")),
        Path(inside, f"Post in {slug}", at("thread", "posts { nodes { body } }")),
        Path(inside, f"Thread in {slug}", at("post", "thread { title }")),
        Path(inside, f"Post in {slug}", at("post", "body")),
        Path(
            inside, f"Thread in {slug}", '{ search(query: "Thread") { nodes { ... on Thread { title } } } }'
        ),
        Path(marked, f"Note in {slug}", at("challenge", "marks { nodes { note } }")),
        Path(marked, f"Note in {slug}", of("challenges { nodes { marks { nodes { note } } } }")),
        Path(f"{slug}_log", f"Ban in {slug}", of("log { nodes { reason } }")),
    ]


PATHS = [
    *(path for slug in VISIBILITIES for path in of_community(slug)),
    Path("listed_pledge", "everyDays", '{ node(id: "$listed_pledge") { ... on Pledge { everyDays } } }'),
    Path("listed_pledge", "everyDays", '{ thread(id: "$listed_thread") { pledge { everyDays } } }'),
    Path(
        "listed_pledge",
        "everyDays",
        '{ community(slug: "listed") { threads { nodes { pledge { everyDays } } } } }',
    ),
    Path("listed_pledge", "adherence", '{ node(id: "$listed_pledge") { ... on Pledge { adherence } } }'),
    Path(
        "listed_pledge",
        "'fay'",
        '{ node(id: "$listed_pledge") { ... on Pledge { partners { nodes { educator { handle } } } } } }',
    ),
]


class World(NamedTuple):
    """A client for every viewer, and the global ids by name."""

    clients: dict[str, Api]
    ids: dict[str, str]


async def made(person: Person, mutation: str, kind: str, **given: Any) -> str:
    """The global id of what a mutation makes."""
    answer = await person.api.perform(mutation, f"... on {kind} {{ id }}", **given)
    row_id: str = answer["id"]
    return row_id


async def furnish(slug: str, carla: Person, fay: Person, bob: Person, ben: Person) -> dict[str, str]:
    """A community with a challenge that Fay solved, a thread, a post, and somebody sent out."""
    community = await starts(carla, slug, name=f"Name of {slug}")
    for person in (fay, bob, ben):
        membership = (await joins(person, community))["id"]
    ban = {"membershipId": membership, "reason": f"Ban in {slug}"}
    await carla.api.perform("banMember", MEMBERSHIP, **ban)
    if slug != "open":
        visibility = {"communityId": community, "visibility": VISIBILITIES[slug]}
        await carla.api.perform("updateCommunity", "... on Community { id }", **visibility)
    here = {"communityId": community}
    challenge = await made(carla, "createChallenge", "Challenge", **here, title=f"Challenge in {slug}")
    mark = {"challengeId": challenge, "stance": "SOLVED", "note": f"Note in {slug}"}
    await made(fay, "markChallenge", "Challenge", **mark)
    thread = await made(carla, "createThread", "Thread", **here, title=f"Thread in {slug}")
    post = (await carla.posts(thread, f"Post in {slug}"))["id"]
    things = {"community": community, "challenge": challenge, "thread": thread, "post": post}
    return {f"{slug}_{name}": row_id for name, row_id in things.items()}


@pytest.fixture(scope="module")
async def world(nobody: Api, connection: asyncpg.Connection, clock: DrivenClock) -> AsyncIterator[World]:
    """Three communities of Carla's; Ben was sent out of each; Bob is in them, and blocked by Carla."""
    await empty_tables(connection)
    clock.rewind()
    network = Network(nobody)
    names = ("carla", "fay", "bob", "ben", "mod", "mia")
    carla, fay, bob, ben, mod, mia = await asyncio.gather(*map(network.educator, names))
    moderates = "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = 'mod@example.org'"
    await connection.execute(moderates)
    ids = dict[str, str]()
    for slug in VISIBILITIES:
        ids |= await furnish(slug, carla, fay, bob, ben)
    pledge = {"threadId": ids["listed_thread"], "everyDays": 7, "partnerIds": [fay.id]}
    ids["listed_pledge"] = await made(carla, "setPledge", "Pledge", **pledge)
    await made(fay, "joinPledge", "Pledge", pledgeId=ids["listed_pledge"])
    await carla.blocks(bob)
    clients = (network.api, *(person.api for person in (mia, fay, carla, bob, ben, mod)))
    yield World(dict(zip(VIEWERS, clients, strict=True)), ids)
    await network.close()


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_every_way_shows_what_may_be_read_and_nothing_else(world: World, viewer: str) -> None:
    wrong = []
    for path in PATHS:
        finds, query = path.finds, path.query
        for name in sorted(world.ids, key=len, reverse=True):
            finds, query = (text.replace(f"${name}", world.ids[name]) for text in (finds, query))
        answer = str(await world.clients[viewer].data(query))
        if (finds in answer) != MATRIX[path.thing][viewer]:
            wrong.append((path, answer))
    assert wrong == []
