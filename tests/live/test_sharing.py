"""Who asks the same and stands alike shares the work; nobody is shown through another's eyes."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest

from loaders import post as post_loader
from resolvers.context import Platform
from schema import build_schema
from schema.sharing import is_shared
from tests.api import Api, Subscribed
from tests.network import Network

SHOWN = """__typename ... on PostAdded { post { id body author { id handle } parent { author { id } }
    thread { id author { id } } } } ... on ReactionsChanged { post { id author { id } } }"""
TAIL = (
    f"subscription ($id: ID!, $after: String) {{ threadEvents(threadId: $id, after: $after) {{ {SHOWN} }} }}"
)
PAST = f"query ($id: ID!) {{ thread(id: $id) {{ events(first: 50) {{ nodes {{ {SHOWN} }} }} }} }}"
OWN = """subscription ($id: ID!) { threadEvents(threadId: $id) { __typename
    ... on ReactionsChanged { post { reactions { kind count viewerReacted } } } } }"""
REACT = "... on Post { id }"


@asynccontextmanager
async def listening(clients: list[Api], document: str, thread: str) -> AsyncIterator[list[Subscribed]]:
    """Everyone's subscription, caught up."""
    async with AsyncExitStack() as sockets:
        tails = [await sockets.enter_async_context(one.subscribe(document, id=thread)) for one in clients]
        for tail in tails:
            assert await tail.until("CaughtUp") == []
        yield tails


async def heard(tails: list[Subscribed], count: int) -> list[list[Any]]:
    """The next so many events of each, those that are hidden as Heartbeats."""
    return [[await tail.next() for _ in range(count)] for tail in tails]


@pytest.mark.usefixtures("silent")
async def test_equal_subscribers_cost_one_execution(network: Network, platform: Platform) -> None:
    ada = await network.educator("ada")
    people = [await network.educator(f"reader_{n}") for n in range(3)]
    thread = await ada.starts_thread()
    clients = [person.api for person in people] * 3 + [network.api] * 3
    async with listening(clients, TAIL, thread) as tails:
        statements: list[str] = []
        platform.database.on_statement = statements.append
        try:
            post = await ada.posts(thread)
            for (event,) in await heard(tails, 1):
                assert event["post"]["id"] == post["id"]
        finally:
            platform.database.on_statement = None
    # Once for those who are signed in, once for those who are not.
    assert statements.count(post_loader._BY_ID) == 2


@pytest.fixture
def silent(platform: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    """No heartbeats: what comes, comes because something happened."""
    monkeypatch.setattr(platform.hub, "times", platform.hub.times.__class__(heartbeat=3600, sweep=0.2))


@pytest.mark.usefixtures("silent")
async def test_everyone_hears_live_just_what_they_may_read(network: Network) -> None:
    names = ("ada", "ben", "wall", "fan", "friend", "shy")
    ada, ben, wall, fan, friend, shy = [await network.educator(name) for name in names]
    await friend.follows(shy.id)
    await shy.follows(friend.id)
    await shy.api.perform("updateProfile", "... on Educator { id }", visibility="CONNECTIONS")
    await fan.follows(ada.id)
    await wall.blocks(ben)
    thread = await ada.starts_thread()
    everyone = [person.api for person in (ada, ben, wall, fan, friend, shy)] + [network.api]
    async with listening(everyone, TAIL, thread) as tails:
        first = await ada.posts(thread)
        reply = await ben.posts(thread, parentId=first["id"])
        await shy.posts(thread, parentId=reply["id"])
        await ben.api.perform("react", REACT, postId=first["id"], kind="SUPPORT")
        live = await heard(tails, 4)
    for client, events in zip(everyone, live, strict=True):
        assert events == (await client.data(PAST, id=thread))["thread"]["events"]["nodes"]
    hidden = [event["__typename"] for event in live[everyone.index(wall.api)]]
    assert hidden == ["PostAdded", "Heartbeat", "PostAdded", "Heartbeat"]
    authors = [events[2]["post"]["author"] for events in live]
    assert [author is not None for author in authors] == [False, False, False, False, True, True, False]


@pytest.mark.usefixtures("silent")
async def test_a_wall_between_two_events_acts_on_the_next(network: Network) -> None:
    ada, ben, cleo, dan = [await network.educator(name) for name in ("ada", "ben", "cleo", "dan")]
    thread = await ada.starts_thread()
    root = await ada.posts(thread)
    async with listening([cleo.api, dan.api], TAIL, thread) as (walled, free):
        await ben.posts(thread, parentId=root["id"])
        assert [(await tail.next())["__typename"] for tail in (walled, free)] == ["PostAdded"] * 2
        await cleo.blocks(ben)
        await ben.posts(thread, parentId=root["id"])
        assert (await walled.next())["__typename"] == "Heartbeat"
        assert (await free.next())["__typename"] == "PostAdded"


@pytest.mark.usefixtures("silent")
async def test_what_depends_on_the_viewer_is_answered_for_each(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    async with listening([ada.api, ben.api, network.api], OWN, thread) as tails:
        await ben.api.perform("react", REACT, postId=post["id"], kind="SUPPORT")
        own = [events[0]["post"]["reactions"][0]["viewerReacted"] for events in await heard(tails, 1)]
    assert own == [False, True, False]


@pytest.mark.parametrize(
    ("selection", "shared"),
    [
        ("cursor ... on PostAdded { post { id body author { handle subjects { slug } } } }", True),
        (
            "... on PostDeleted { postId } ... on ThreadChanged { thread { author { id } liveCursor } }",
            True,
        ),
        ("... on PostAdded { post { author { viewerIsFollowing } } }", False),
        ("... on PostAdded { post { reactions { count } } }", False),
        ("... on PostAdded { post { replies { nodes { id } } } }", False),
        ("... on PostAdded { post { author { threads { nodes { id } } } } }", False),
        ("... on ThreadChanged { thread { viewerSubscription { level } } }", False),
        ("... on PostAdded { ...Deep }", False),
    ],
)
def test_a_question_is_shared_when_nothing_in_it_depends_on_the_viewer(selection: str, shared: bool) -> None:
    schema = build_schema()
    fragment = "fragment Deep on PostAdded { post { author { viewerIsFollowing } } }"
    text = f'subscription {{ threadEvents(threadId: "x") {{ __typename {selection} }} }}'
    document = schema.documents.ready(text + (fragment if "Deep" in selection else ""))
    assert is_shared(schema._schema, document) is shared
