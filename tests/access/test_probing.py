"""What somebody finds who guesses, counts and mixes: nothing that a plain reading would not show."""

from collections.abc import AsyncIterator
from itertools import cycle, islice
from uuid import UUID

import asyncpg
import pytest

from kit.ids import decode_id, encode_id
from tests.access.matrix import AUTHORS, VIEWERS, sees
from tests.access.rooms import Rooms
from tests.access.world import World

OUTSIDERS = [viewer for viewer in VIEWERS if viewer != "author"]
# Nodes that are their owner's alone, and nodes that have a row in the matrix.
OWN = {
    "ApiToken": "token",
    "DataExport": "export",
    "Block": "block",
    "Follow": "follow",
    "Mute": "mute",
    "Notification": "notification",
}
SHARED = {"Educator", "Thread", "Post"}
EVERYONES = {"Topic"}
# Nodes that `test_community_rules` asks about, for every way to stand with a community.
OF_COMMUNITIES = {
    "Community",
    "Membership",
    "CommunityInvitation",
    "CommunityAction",
    "Challenge",
    "ChallengeMark",
}
# Nodes that `test_roadmap_paths` asks about, for every way to stand with a roadmap and who walks along it.
OF_ROADMAPS = {"Roadmap", "RoadmapVersion", "RoadmapStep", "Enrollment"}
# Nodes that `test_pledge` asks about.
OF_PLEDGES = {"Pledge", "PledgePartner"}
# Nodes that `test_flag` and `test_queue` ask about.
OF_SAFETY = {"Flag", "AuditEntry"}
# Nodes that have a row in the matrix of Mentorship Rooms.
OF_ROOMS = {
    decoded.type_name
    for text in Rooms().rooms["open"].things.values()
    if (decoded := decode_id(text)) and decoded.type_name != "ClosureReflection"
}


async def test_every_kind_of_node_has_its_place_in_the_matrix(world: World) -> None:
    document = '{ __type(name: "Node") { possibleTypes { name } } }'
    types = (await world.clients["nobody"].data(document))["__type"]["possibleTypes"]
    assert {kind["name"] for kind in types} == {
        *OWN,
        *SHARED,
        *EVERYONES,
        *OF_COMMUNITIES,
        *OF_ROADMAPS,
        *OF_ROOMS,
        *OF_SAFETY,
        *OF_PLEDGES,
    }


@pytest.mark.parametrize("viewer", OUTSIDERS)
@pytest.mark.parametrize(("kind", "thing"), OWN.items())
async def test_a_node_that_is_somebodys_alone_is_null_for_others(
    world: World, viewer: str, kind: str, thing: str
) -> None:
    for author in AUTHORS:
        node_id = world.things[author.handle][thing]
        decoded = decode_id(node_id)
        assert decoded is not None
        assert decoded.type_name == kind
        document = "query ($id: ID!) { node(id: $id) { __typename id } }"
        assert await world.client(viewer, author).data(document, id=node_id) == {"node": None}
        own = await world.client("author", author).data(document, id=node_id)
        assert own == {"node": {"__typename": kind, "id": node_id}}


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_a_hundred_mixed_ids_answer_as_each_alone(world: World, viewer: str) -> None:
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    names = ["educator", "thread", "post", "reply", "guest"]
    kinds = ["educator", "thread", "thread", "thread", "guest"]
    for author in AUTHORS:
        things = world.things[author.handle]
        wanted = [
            *((things[name], sees(viewer, kind, author)) for name, kind in zip(names, kinds, strict=True))
        ]
        wanted += [
            (text, False)
            for text in ("", "nonsense", things["educator"][:-1], encode_id("Account", UUID(int=1)))
        ]
        wanted += [(as_another_type(things[name]), False) for name in names]
        mixed = list(islice(cycle(wanted), 100))
        nodes = (await world.client(viewer, author).data(document, ids=[text for text, _ in mixed]))["nodes"]
        assert nodes == [{"id": text} if is_seen else None for text, is_seen in mixed]


def as_another_type(text: str) -> str:
    """The id of the same row in another table."""
    decoded = decode_id(text)
    assert decoded is not None
    return encode_id("Post" if decoded.type_name == "Educator" else "Educator", decoded.id)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("kind", ["Post", "Educator", "Account", "Nothing"])
async def test_an_id_of_another_type_is_as_good_as_none(world: World, viewer: str, kind: str) -> None:
    row = decode_id(world.things["ben"]["thread"])
    assert row is not None
    client, forged = world.client(viewer, AUTHORS[1]), encode_id(kind, row.id)
    absent = encode_id("Thread", UUID(int=7))
    react = [await client.perform("markRead", "", threadId=text, seq=1) for text in (forged, absent)]
    assert react[0] == react[1]
    assert (await client.data("query ($id: ID!) { node(id: $id) { id } }", id=forged))["node"] is None


TOTALS = """{ educators(first: 100) { totalCount nodes { id } pageInfo { hasNextPage } }
    some: educators(first: 1, filter: { roles: [CLASSROOM_TEACHER] }) { totalCount nodes { id } }
    threads(first: 50) { totalCount nodes { posts(first: 50) { totalCount nodes {
        replies { totalCount nodes { id } } } } } }
    educator(handle: "rui") { followers { totalCount nodes { id } } following { totalCount nodes { id } }
        posts(first: 100) { totalCount nodes { id } } threads { totalCount nodes { id } } }
    search(query: "ada or ben or cem", first: 50) { totalCount nodes { __typename } } }"""


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_a_total_counts_what_is_listed(world: World, viewer: str) -> None:
    data = await world.client(viewer, AUTHORS[0]).data(TOTALS)
    rui, threads = data["educator"], data["threads"]["nodes"]
    posts = [thread["posts"] for thread in threads]
    lists = [data["educators"], data["threads"], data["search"], *rui.values(), *posts]
    lists += [post["replies"] for page in posts for post in page["nodes"]]
    assert [page["totalCount"] for page in lists] == [len(page["nodes"]) for page in lists]
    assert data["some"]["totalCount"] == data["educators"]["totalCount"]
    assert data["educators"]["totalCount"] > 0


@pytest.mark.parametrize("viewer", ["nobody", "member", "blocked", "walled"])
async def test_a_search_pages_over_hidden_hits_without_a_trace(world: World, viewer: str) -> None:
    document = """query ($after: String) { search(query: "ada or ben or cem", first: 1, after: $after) {
        nodes { ... on Node { id } } pageInfo { hasNextPage endCursor } } }"""
    client, found, after = world.client(viewer, AUTHORS[0]), [], None
    is_more = True
    while is_more:
        page = (await client.data(document, after=after))["search"]
        found += [node["id"] for node in page["nodes"]]
        is_more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
    whole = '{ search(query: "ada or ben or cem", first: 50) { nodes { ... on Node { id } } } }'
    assert found == [node["id"] for node in (await client.data(whole))["search"]["nodes"]]


@pytest.fixture
async def topic(connection: asyncpg.Connection) -> AsyncIterator[str]:
    topic_id = UUID(int=9)
    await connection.execute(
        "INSERT INTO topic (id, slug, label, kind) VALUES ($1, 'reading', 'Reading', 'SUBJECT')", topic_id
    )
    yield encode_id("Topic", topic_id)
    await connection.execute("DELETE FROM topic")


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_a_topic_is_everyones(world: World, topic: str, viewer: str) -> None:
    document = """query ($id: ID!) { node(id: $id) { id }
        search(query: "reading", kinds: [TOPIC]) { totalCount nodes { ... on Topic { id } } } }"""
    found = await world.client(viewer, AUTHORS[0]).data(document, id=topic)
    assert found == {"node": {"id": topic}, "search": {"totalCount": 1, "nodes": [{"id": topic}]}}
