from typing import Any

import pytest

from tests.behind import Behind
from tests.network import Network, Person

THREAD = """... on Thread { id title about visibility status version postCount createdAt concludedAt
    author { handle } viewerSubscription { level lastReadSeq unreadCount } }"""
SUBSCRIPTION = "... on ThreadSubscription { level lastReadSeq unreadCount thread { id } }"
ABSENT = {
    "__typename": "Problem",
    "code": "NOT_FOUND",
    "message": "There is no such thread.",
    "fields": [{"path": ["threadId"], "message": "There is no such thread."}],
}
# Every mutation that steers a thread, with what it needs besides the thread.
STEERING: list[tuple[str, dict[str, Any]]] = [("updateThread", {"title": "Other"}), ("concludeThread", {})]
FOLLOWING: list[tuple[str, dict[str, Any]]] = [
    ("setThreadSubscription", {"level": "TRACKING"}),
    ("markRead", {"seq": 1}),
]


def shape_of(mutation: str) -> str:
    return THREAD if mutation in {"updateThread", "concludeThread"} else SUBSCRIPTION


async def level_of(person: Person, thread: str) -> str | None:
    query = "query ($id: ID!) { thread(id: $id) { viewerSubscription { level } } }"
    own = (await person.api.data(query, id=thread))["thread"]["viewerSubscription"]
    level: str | None = own and own["level"]
    return level


async def test_who_starts_a_thread_watches_it(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    made = await ada.api.perform("createThread", THREAD, title="Quieter transitions", about="*Why*")
    assert made.pop("id")
    assert made.pop("createdAt").startswith("2026-03-02T08:00:00")
    assert made == {
        "__typename": "Thread",
        "title": "Quieter transitions",
        "about": "*Why*",
        "visibility": "PUBLIC",
        "status": "OPEN",
        "version": 1,
        "postCount": 0,
        "concludedAt": None,
        "author": {"handle": "ada"},
        "viewerSubscription": {"level": "WATCHING", "lastReadSeq": 0, "unreadCount": 0},
    }
    assert await behind.count("event") == 0


async def test_asked_twice_without_a_key_two_threads_start(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    assert await ada.starts_thread() != await ada.starts_thread()
    assert await behind.count("thread") == 2


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"title": ""}, ["title"]),
        ({"title": " \n"}, ["title"]),
        ({"title": "x" * 141}, ["title"]),
        ({"title": "nul\u0000"}, ["title"]),
        ({"title": "Fine", "about": "x" * 2001}, ["about"]),
    ],
)
async def test_a_thread_needs_texts_of_the_right_length(
    network: Network, behind: Behind, wrong: dict[str, str], path: list[str]
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    async with behind.nothing_happens():
        made = await ada.api.perform("createThread", THREAD, **wrong)
        changed = await ada.api.perform("updateThread", THREAD, threadId=thread, **wrong)
    for refusal in (made, changed):
        assert (refusal["code"], refusal["fields"][0]["path"]) == ("INVALID", path)


async def test_texts_may_be_as_long_as_promised(network: Network) -> None:
    ada = await network.educator("ada")
    made = await ada.api.perform("createThread", THREAD, title="🌱" * 140, about="🌱" * 2000)
    assert (len(made["title"]), len(made["about"])) == (140, 2000)


async def test_nobody_signed_in_neither_starts_nor_changes_nor_follows(
    network: Network, behind: Behind
) -> None:
    thread = await (await network.educator("ada")).starts_thread()
    async with behind.nothing_happens():
        refusals = [await network.api.perform("createThread", THREAD, title="Mine")]
        for mutation, more in STEERING + FOLLOWING:
            refusals.append(await network.api.perform(mutation, shape_of(mutation), threadId=thread, **more))
    assert [refusal["code"] for refusal in refusals] == ["UNAUTHENTICATED"] * 5
    assert refusals[0]["message"] == "Sign in to start a thread (an API token needs the scope WRITE)."


@pytest.mark.parametrize(("mutation", "more"), STEERING + FOLLOWING)
async def test_a_hidden_thread_is_as_absent_as_none(
    network: Network, behind: Behind, mutation: str, more: dict[str, Any]
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    hidden = await ada.starts_thread(visibility="FOLLOWERS")
    async with behind.nothing_happens():
        for absent in (hidden, ada.id, "no id at all", hidden[:-2] + "AA"):
            assert await ben.api.perform(mutation, shape_of(mutation), threadId=absent, **more) == ABSENT


@pytest.mark.parametrize(("mutation", "more"), STEERING)
async def test_only_the_author_steers_a_thread(
    network: Network, behind: Behind, mutation: str, more: dict[str, Any]
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    async with behind.nothing_happens():
        refused = await ben.api.perform(mutation, THREAD, threadId=thread, **more)
    assert refused == {
        "__typename": "Problem",
        "code": "FORBIDDEN",
        "message": "Only the thread's author can do this.",
        "fields": [],
    }


async def test_an_update_changes_what_is_given_and_leaves_the_rest(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread("Before", about="Stays.")
    changed = await ada.api.perform(
        "updateThread", THREAD, threadId=thread, title="After", visibility="MEMBERS", expectedVersion=1
    )
    assert [changed[name] for name in ("title", "about", "visibility", "version")] == [
        "After",
        "Stays.",
        "MEMBERS",
        2,
    ]
    assert await behind.events(thread) == ["THREAD_CHANGED"]


async def test_an_update_that_changes_nothing_announces_nothing(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread("Same")
    async with behind.nothing_happens():
        for same in ({}, {"title": "Same"}, {"title": "Same", "visibility": "PUBLIC", "about": None}):
            answer = await ada.api.perform("updateThread", THREAD, threadId=thread, **same)
            assert (answer["title"], answer["version"]) == ("Same", 1)


async def test_an_update_of_another_version_is_a_conflict(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.api.perform("updateThread", THREAD, threadId=thread, title="Second")
    async with behind.nothing_happens():
        refused = await ada.api.perform(
            "updateThread", THREAD, threadId=thread, title="Third", expectedVersion=1
        )
    message = "This thread is at version 2 by now."
    assert (refused["code"], refused["fields"]) == (
        "CONFLICT",
        [{"path": ["expectedVersion"], "message": message}],
    )


async def test_a_subscription_keeps_its_level_until_told_otherwise(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    assert await level_of(ben, thread) is None
    for level in ("WATCHING", "MUTED", "TRACKING", "TRACKING", "NORMAL"):
        answer = await ben.api.perform("setThreadSubscription", SUBSCRIPTION, threadId=thread, level=level)
        assert answer == {
            "__typename": "ThreadSubscription",
            "level": level,
            "lastReadSeq": 0,
            "unreadCount": 0,
            "thread": {"id": thread},
        }
    assert (await level_of(ben, thread), await level_of(ada, thread)) == ("NORMAL", "WATCHING")
    assert await behind.count("event") == 0


async def test_threads_are_listed_newest_or_oldest_first(network: Network) -> None:
    ada = await network.educator("ada")
    old = await ada.starts_thread("Old")
    new = await ada.starts_thread("New")
    query = "query ($by: ThreadOrder!) { threads(orderBy: $by) { nodes { id } } }"
    listed = [await network.api.data(query, by=order) for order in ("NEWEST", "OLDEST")]
    assert [[node["id"] for node in data["threads"]["nodes"]] for data in listed] == [[new, old], [old, new]]
