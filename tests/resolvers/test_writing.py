import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.network import Network, Person

POST = """... on Post { id seq kind body depth helpful version createdAt editedAt deletedAt parent { id }
    author { handle } thread { id postCount } revisions { number body writtenAt } }"""


async def absent(person: Person, mutation: str, name: str, **arguments: Any) -> tuple[str, list[str]]:
    refused = await person.api.perform(mutation, POST, **arguments)
    assert refused["message"] == f"There is no such {name}."
    return refused["code"], refused["fields"][0]["path"]


async def test_posts_of_a_thread_are_numbered_from_one(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    first, second = await ada.posts(thread), await ada.posts(thread)
    assert (first["seq"], second["seq"]) == (1, 2)
    assert await behind.events(thread) == ["POST_ADDED", "POST_ADDED"]


async def test_a_post_answers_all_of_itself(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = await ada.api.perform("addPost", POST, threadId=thread, kind="MILESTONE", body="**Done**")
    assert post.pop("id")
    assert post.pop("createdAt").startswith("2026-03-02T08:00:00")
    assert post == {
        "__typename": "Post",
        "seq": 1,
        "kind": "MILESTONE",
        "body": "**Done**",
        "depth": 0,
        "helpful": False,
        "version": 1,
        "editedAt": None,
        "deletedAt": None,
        "parent": None,
        "author": {"handle": "ada"},
        "thread": {"id": thread, "postCount": 1},
        "revisions": [],
    }


async def test_eight_writers_at_once_leave_no_gap(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    others = [await network.educator(f"writer_{number}") for number in range(7)]
    thread = await ada.starts_thread()
    first = await ada.posts(thread)
    writing = [ada.posts(thread) for _ in range(4)]
    writing += [other.posts(thread, parentId=first["id"]) for other in others for _ in range(4)]
    written = await asyncio.gather(*writing)
    assert sorted(post["seq"] for post in written) == list(range(2, 34))
    assert await behind.events(thread) == ["POST_ADDED"] * 33


async def test_replies_nest_three_deep(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    for depth in (1, 2, 3):
        reply = await ben.posts(thread, parentId=post["id"])
        assert (reply["kind"], reply["depth"], reply["seq"]) == ("REPLY", depth, depth + 1)
        post = reply
    async with behind.nothing_happens():
        refused = await ben.posts(thread, parentId=post["id"])
    assert (refused["code"], refused["message"]) == ("INVALID", "Replies nest 3 deep; reply one level up.")
    assert refused["fields"][0]["path"] == ["parentId"]


async def test_a_reply_stands_below_a_visible_post_of_its_thread(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread, other, hidden = [
        await ada.starts_thread(**more) for more in ({}, {}, {"visibility": "FOLLOWERS"})
    ]
    elsewhere, unseen = await ada.posts(other), await ada.posts(hidden)
    gone = await ada.posts(thread)
    await ada.api.perform("deletePost", POST, postId=gone["id"])
    async with behind.nothing_happens():
        astray = await ben.posts(thread, parentId=elsewhere["id"])
        late = await ben.posts(thread, parentId=gone["id"])
        for nothing in (unseen["id"], thread, "nonsense"):
            assert await absent(
                ben, "addPost", "post", threadId=thread, kind="REPLY", body="Hm", parentId=nothing
            ) == ("NOT_FOUND", ["parentId"])
    assert (astray["code"], astray["fields"][0]["path"]) == ("INVALID", ["parentId"])
    assert astray["message"] == "The post to reply to stands in another thread."
    assert (late["code"], late["message"]) == ("INVALID_TRANSITION", "This post was deleted.")


@pytest.mark.parametrize(
    ("wrong", "code", "path"),
    [
        ({"body": ""}, "INVALID", ["body"]),
        ({"body": "\n "}, "INVALID", ["body"]),
        ({"body": "x" * 20001}, "INVALID", ["body"]),
        ({"kind": "REPLY"}, "INVALID", ["parentId"]),
        ({"threadId": "nonsense"}, "NOT_FOUND", ["threadId"]),
    ],
)
async def test_a_refused_post_leaves_nothing(
    network: Network, behind: Behind, wrong: dict[str, str], code: str, path: list[str]
) -> None:
    ada = await network.educator("ada")
    arguments = {"threadId": await ada.starts_thread(), "kind": "PROGRESS", "body": "Fine"} | wrong
    async with behind.nothing_happens():
        refused = await ada.api.perform("addPost", POST, **arguments)
    assert (refused["code"], refused["fields"][0]["path"]) == (code, path)


async def test_only_the_author_opens_new_subjects_and_others_reply(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    kinds = ["PROGRESS", "INSIGHT", "QUESTION", "MILESTONE", "SETBACK", "EVIDENCE"]
    async with behind.nothing_happens():
        for kind in kinds:
            refused = await ben.api.perform("addPost", POST, threadId=thread, kind=kind, body="Mine")
            assert refused["code"] == "FORBIDDEN"
        unsigned = await network.api.perform(
            "addPost", POST, threadId=thread, kind="REPLY", body="Hi", parentId=post["id"]
        )
        child = await ada.api.perform(
            "addPost", POST, threadId=thread, kind="INSIGHT", body="Hi", parentId=post["id"]
        )
    assert unsigned["code"] == "UNAUTHENTICATED"
    assert (child["code"], child["fields"][0]["path"]) == ("INVALID", ["parentId"])
    for number, kind in enumerate(kinds, start=2):
        post = await ada.api.perform("addPost", POST, threadId=thread, kind=kind, body="Hers")
        assert (post["kind"], post["seq"]) == (kind, number)


async def test_a_hidden_thread_takes_no_post_from_strangers(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    async with behind.nothing_happens():
        found = await absent(ben, "addPost", "thread", threadId=thread, kind="PROGRESS", body="Hi")
    assert found == ("NOT_FOUND", ["threadId"])


async def test_the_authors_mark_of_help_comes_and_goes(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    reply = await ben.posts(thread, parentId=post["id"])
    marks = []
    for helpful in (True, True, False, False):
        marked = await ada.api.perform("markHelpful", POST, postId=reply["id"], helpful=helpful)
        marks.append((marked["helpful"], marked["version"]))
    assert marks == [(True, 2), (True, 2), (False, 3), (False, 3)]
    assert await behind.events(thread) == ["POST_ADDED"] * 2 + ["POST_EDITED"] * 2


async def test_only_the_threads_author_marks_only_replies(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = await ada.posts(thread)
    reply, gone = [await ben.posts(thread, parentId=post["id"]) for _ in range(2)]
    await ben.api.perform("deletePost", POST, postId=gone["id"])
    async with behind.nothing_happens():
        own = await ben.api.perform("markHelpful", POST, postId=reply["id"])
        top = await ada.api.perform("markHelpful", POST, postId=post["id"])
        late = await ada.api.perform("markHelpful", POST, postId=gone["id"])
        unsigned = await network.api.perform("markHelpful", POST, postId=reply["id"])
        assert await absent(ada, "markHelpful", "post", postId=thread) == ("NOT_FOUND", ["postId"])
    assert [refused["code"] for refused in (own, top, late, unsigned)] == [
        "FORBIDDEN",
        "INVALID",
        "INVALID_TRANSITION",
        "UNAUTHENTICATED",
    ]
    assert top["fields"] == [{"path": ["postId"], "message": "Only replies can be marked as helpful."}]
