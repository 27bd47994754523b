import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.network import Network, Person

POST = "... on Post { id reactions { kind count viewerReacted } }"
KINDS = ["INSIGHTFUL", "CELEBRATE", "SUPPORT", "SAME_HERE", "QUESTION"]


async def reactions(person: Person, post: str) -> Any:
    query = f"query ($id: ID!) {{ node(id: $id) {{ {POST} }} }}"
    return (await person.api.data(query, id=post))["node"]["reactions"]


async def test_reactions_are_counted_by_kind_and_the_most_frequent_comes_first(
    network: Network, behind: Behind
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread))["id"]
    for kind in KINDS:
        await ben.api.perform("react", POST, postId=post, kind=kind)
    own = await ada.api.perform("react", POST, postId=post, kind="SUPPORT")
    assert own["reactions"][0] == {"kind": "SUPPORT", "count": 2, "viewerReacted": True}
    assert sorted((row["kind"], row["count"], row["viewerReacted"]) for row in own["reactions"][1:]) == [
        (kind, 1, False) for kind in sorted(KINDS) if kind != "SUPPORT"
    ]
    assert await behind.events(thread) == ["POST_ADDED"] + ["REACTIONS_CHANGED"] * 6


async def test_reacting_and_taking_back_happen_once(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread))["id"]
    for _ in range(2):
        there = await ada.api.perform("react", POST, postId=post, kind="CELEBRATE")
        assert there["reactions"] == [{"kind": "CELEBRATE", "count": 1, "viewerReacted": True}]
    for _ in range(2):
        gone = await ada.api.perform("unreact", POST, postId=post, kind="CELEBRATE")
        assert gone["reactions"] == []
    assert await behind.events(thread) == ["POST_ADDED", "REACTIONS_CHANGED", "REACTIONS_CHANGED"]


async def test_ten_touches_at_once_are_one_reaction(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread))["id"]
    answers = await asyncio.gather(
        *(ada.api.perform("react", POST, postId=post, kind="SUPPORT") for _ in range(10))
    )
    assert {answer["__typename"] for answer in answers} == {"Post"}
    assert await behind.count("reaction") == 1
    assert await behind.events(thread) == ["POST_ADDED", "REACTIONS_CHANGED"]


async def test_a_blocked_reader_and_their_reactions_are_gone(network: Network, behind: Behind) -> None:
    ada, ben, eve = [await network.educator(name) for name in ("ada", "ben", "eve")]
    post = (await ada.posts(await ada.starts_thread()))["id"]
    for reader in (ben, eve):
        await reader.api.perform("react", POST, postId=post, kind="SUPPORT")
    await ada.blocks(eve)
    assert await reactions(ada, post) == [{"kind": "SUPPORT", "count": 1, "viewerReacted": False}]
    assert (await reactions(ben, post))[0]["count"] == 2
    async with behind.nothing_happens():
        refused = await eve.api.perform("react", POST, postId=post, kind="CELEBRATE")
    assert refused["code"] == "NOT_FOUND"


@pytest.mark.parametrize("mutation", ["react", "unreact"])
async def test_one_reacts_to_posts_one_may_see(network: Network, behind: Behind, mutation: str) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    hidden = (await ada.posts(thread))["id"]
    async with behind.nothing_happens():
        for absent in (hidden, thread, "nonsense"):
            refused = await ben.api.perform(mutation, POST, postId=absent, kind="SUPPORT")
            assert (refused["code"], refused["fields"]) == (
                "NOT_FOUND",
                [{"path": ["postId"], "message": "There is no such post."}],
            )
        unsigned = await network.api.perform(mutation, POST, postId=hidden, kind="SUPPORT")
    assert (unsigned["code"], unsigned["message"]) == (
        "UNAUTHENTICATED",
        "Sign in to react (an API token needs the scope WRITE).",
    )
    await ben.follows(ada.id)
    assert (await ben.api.perform(mutation, POST, postId=hidden, kind="SUPPORT"))["id"] == hidden
