"""Every way that leads to a roadmap, its editions and whoever walks along it, for every viewer."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

import asyncpg
import pytest

from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.communities import joins, starts
from tests.database import empty_tables
from tests.mentoring import add_topics
from tests.network import Network, Person
from tests.pairs import paired
from tests.resolvers.test_enrolling import ENROLLMENT, enrolls, sets
from tests.roadmaps import drafts, offers

# Who reads which thing; the mentor is one with whom Lea shared her private way.
_READS = """
                    nobody member learner mentor curator fellow blocked moderator
offered             yes    yes    yes     yes    yes     yes    -       yes
draft               -      -      -       -      yes     -      -       yes
inner               -      -      -       -      yes     yes    -       yes
private_way         -      -      yes     yes    -       -      -       -
members_way         -      yes    -       yes    yes     yes    -       yes
public_way          yes    yes    -       yes    yes     yes    -       yes
private_note        -      -      yes     -      -       -      -       -
"""
_HEADER, *_LINES = _READS.strip().splitlines()
VIEWERS = _HEADER.split()
MATRIX = {
    thing: dict(zip(VIEWERS, (cell == "yes" for cell in cells), strict=True))
    for thing, *cells in map(str.split, _LINES)
}


class Path(NamedTuple):
    """A way to a thing: what the answer holds if it may be read, and the query."""

    thing: str
    finds: str
    query: str


def of_roadmap(thing: str, slug: str) -> list[Path]:
    title, notice = f"Title of {slug}", "'notice'"
    status = "DRAFT" if thing == "draft" else "PUBLISHED"

    def inside(fields: str) -> str:
        return f'{{ roadmap(slug: "{slug}") {{ {fields} }} }}'

    def at(node: str, fields: str) -> str:
        return f'{{ node(id: "${thing}{node}") {{ {fields} }} }}'

    return [
        Path(thing, title, inside("title")),
        Path(thing, title, f"{{ roadmaps(status: {status}) {{ nodes {{ title }} }} }}"),
        Path(thing, title, at("", "... on Roadmap { title }")),
        Path(thing, title, at("_edition", "... on RoadmapVersion { roadmap { title } }")),
        Path(thing, notice, inside("edition { steps { key } }")),
        Path(thing, notice, inside("editions { steps { key } }")),
        Path(thing, "key: notice", inside("edition(number: 1) { yaml }")),
        Path(thing, notice, inside("edition { steps { prerequisites { key } } }")),
        Path(thing, notice, at("_edition", "... on RoadmapVersion { steps { key } }")),
        Path(thing, notice, at("_step", "... on RoadmapStep { key }")),
    ]


def of_way(thing: str, walker: str) -> list[Path]:
    way = f"${thing}"

    def at(fields: str) -> str:
        return f'{{ node(id: "{way}") {{ ... on Enrollment {{ {fields} }} }} }}'

    return [
        Path(thing, way, at("id")),
        Path(thing, way, f'{{ educator(handle: "{walker}") {{ enrollments {{ nodes {{ id }} }} }} }}'),
        Path(thing, "percent", at("percent")),
        Path(thing, "'notice'", at("progress { step { key } }")),
        Path(thing, "Title of offered", at("roadmap { title }")),
        Path(thing, "number", at("version { number }")),
    ]


LEARNERS = '{ roadmap(slug: "offered") { edition { steps { learners { nodes { id } } } } } }'
SHARED = '{ node(id: "$room") { ... on Mentorship { enrollments { nodes { id } } } } }'
SHARED_WITH = '{ node(id: "$private_way") { ... on Enrollment { sharedWith { nodes { id } } } } }'
PATHS = [
    *of_roadmap("offered", "offered"),
    *of_roadmap("draft", "draft"),
    *of_roadmap("inner", "inner"),
    Path("inner", "Title of inner", '{ community(slug: "inside") { roadmaps { nodes { title } } } }'),
    *of_way("private_way", "lea"),
    *of_way("members_way", "max"),
    *of_way("public_way", "pia"),
    Path("members_way", "$members_way", LEARNERS),
    Path("public_way", "$public_way", LEARNERS),
    Path("private_way", "$private_way", SHARED),
    Path("private_way", "$room", SHARED_WITH),
    Path("private_note", "Doors", '{ node(id: "$private_way") { ... on Enrollment { progress { note } } } }'),
]


class World(NamedTuple):
    """A client for every viewer, and the global ids by name."""

    clients: dict[str, Api]
    ids: dict[str, str]


async def _ids(curator: Person, slug: str) -> dict[str, str]:
    query = "query ($slug: String!) { roadmap(slug: $slug) { id edition { id steps { id } } } }"
    found = (await curator.api.data(query, slug=slug))["roadmap"]
    edition = found["edition"]
    return {slug: found["id"], f"{slug}_edition": edition["id"], f"{slug}_step": edition["steps"][0]["id"]}


async def _walk(person: Person, roadmap_id: str, visibility: str) -> str:
    made = await enrolls(person, roadmap_id, visibility=visibility)
    await sets(person, made["id"], "notice", "IN_PROGRESS", note="Doors.")
    way: str = made["id"]
    return way


@pytest.fixture(scope="module")
async def ways(nobody: Api, connection: asyncpg.Connection, clock: DrivenClock) -> AsyncIterator[World]:
    """Carla curates; Lea, Max and Pia walk; Ada mentors Lea; Fay is in the community; Bo is walled off."""
    await empty_tables(connection)
    clock.rewind()
    network, behind = Network(nobody), Behind(connection)
    await add_topics(connection, "art")
    names = ("carla", "lea", "max", "pia", "ada", "fay", "bob", "mod", "mia")
    carla, lea, max_, pia, ada, fay, bo, mod, mia = await asyncio.gather(*map(network.educator, names))
    moderates = "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = 'mod@example.org'"
    await connection.execute(moderates)
    inside = await starts(carla, "inside", visibility="LISTED")
    await joins(fay, inside)
    offered = await offers(carla, "offered", title="Title of offered")
    await drafts(carla, "draft", title="Title of draft")
    await offers(carla, "inner", title="Title of inner", communityId=inside)
    ids = dict[str, str]()
    for slug in ("offered", "draft", "inner"):
        ids |= await _ids(carla, slug)
    room = await paired(behind, ada, lea)
    for name, person in (("private", lea), ("members", max_), ("public", pia)):
        ids[f"{name}_way"] = await _walk(person, offered, name.upper())
    given = {"enrollmentId": ids["private_way"], "mentorshipId": room.id}
    await lea.api.perform("shareEnrollment", ENROLLMENT, **given)
    await asyncio.gather(max_.blocks(lea), pia.blocks(lea), carla.blocks(bo))
    clients = (network.api, *(person.api for person in (mia, lea, ada, carla, fay, bo, mod)))
    yield World(dict(zip(VIEWERS, clients, strict=True)), {**ids, "room": room.id})
    await network.close()


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_every_way_shows_what_may_be_read_and_nothing_else(ways: World, viewer: str) -> None:
    wrong = []
    for path in PATHS:
        finds, query = path.finds, path.query
        for name in sorted(ways.ids, key=len, reverse=True):
            finds, query = (text.replace(f"${name}", ways.ids[name]) for text in (finds, query))
        answer = str(await ways.clients[viewer].data(query))
        if (finds in answer) != MATRIX[path.thing][viewer]:
            wrong.append((path, answer))
    assert wrong == []
