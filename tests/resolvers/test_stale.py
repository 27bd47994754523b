"""An edit based on an older version is refused with the thing as it stands now."""

from typing import Any

from tests.network import Network, Person

STALE = """... on Problem { code current { __typename id
    ... on Educator { headline version } ... on Thread { title version } ... on Post { body version } } }"""


async def twice(person: Person, mutation: str, field: str, **which: str) -> Any:
    """The refusal of a second edit that is based on the first version."""
    await person.api.perform(mutation, STALE, **which, **{field: "Newer"}, expectedVersion=1)
    return await person.api.perform(mutation, STALE, **which, **{field: "Older"}, expectedVersion=1)


async def test_a_stale_profile_comes_with_the_present_one(network: Network) -> None:
    ada = await network.educator("ada")
    refused = await twice(ada, "updateProfile", "headline")
    now = {"__typename": "Educator", "id": ada.id, "headline": "Newer", "version": 2}
    assert (refused["code"], refused["current"]) == ("CONFLICT", now)


async def test_a_stale_thread_comes_with_the_present_one(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    refused = await twice(ada, "updateThread", "title", threadId=thread)
    now = {"__typename": "Thread", "id": thread, "title": "Newer", "version": 2}
    assert (refused["code"], refused["current"]) == ("CONFLICT", now)


async def test_a_stale_post_comes_with_the_present_one(network: Network) -> None:
    ada = await network.educator("ada")
    post = (await ada.posts(await ada.starts_thread()))["id"]
    refused = await twice(ada, "editPost", "body", postId=post)
    now = {"__typename": "Post", "id": post, "body": "Newer", "version": 2}
    assert (refused["code"], refused["current"]) == ("CONFLICT", now)


async def test_any_other_refusal_comes_with_nothing(network: Network) -> None:
    ada = await network.educator("ada")
    refused = await ada.api.perform("updateProfile", STALE, headline="h" * 121)
    assert (refused["code"], refused["current"]) == ("INVALID", None)
