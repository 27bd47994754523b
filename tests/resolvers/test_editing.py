import asyncio
from collections import Counter

from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.network import Network
from tests.problems import refusal
from tests.resolvers.test_writing import POST, absent


async def test_an_edit_keeps_what_was_said_before(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread, "First"))["id"]
    for minute, body in enumerate(("Second", "Third"), start=1):
        clock.advance(seconds=60)
        edited = await ada.api.perform("editPost", POST, postId=post, body=body, expectedVersion=minute)
        assert (edited["body"], edited["version"], edited["seq"]) == (body, minute + 1, 1)
        assert edited["editedAt"][:16] == f"2026-03-02T08:0{minute}"
    said = [(before["number"], before["body"], before["writtenAt"][:16]) for before in edited["revisions"]]
    assert said == [(1, "First", "2026-03-02T08:00"), (2, "Second", "2026-03-02T08:01")]
    assert await behind.events(thread) == ["POST_ADDED", "POST_EDITED", "POST_EDITED"]


async def test_the_same_text_again_is_no_edit(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    post = (await ada.posts(await ada.starts_thread(), "Same"))["id"]
    async with behind.nothing_happens():
        answer = await ada.api.perform("editPost", POST, postId=post, body="Same")
    assert (answer["version"], answer["editedAt"], answer["revisions"]) == (1, None, [])


async def test_an_edit_of_another_version_is_a_conflict(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    post = (await ada.posts(await ada.starts_thread(), "First"))["id"]
    await ada.api.perform("editPost", POST, postId=post, body="Second")
    async with behind.nothing_happens():
        refused = await ada.api.perform("editPost", POST, postId=post, body="Third", expectedVersion=1)
    assert (refused["code"], refused["message"], refused["fields"][0]["path"]) == (
        "CONFLICT",
        "This post is at version 2 by now.",
        ["expectedVersion"],
    )


async def test_of_five_edits_at_once_of_one_version_one_wins(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    post = (await ada.posts(await ada.starts_thread()))["id"]
    answers = await asyncio.gather(
        *(
            ada.api.perform("editPost", POST, postId=post, body=f"Take {number}", expectedVersion=1)
            for number in range(5)
        )
    )
    codes = Counter(answer.get("code", "edited") for answer in answers)
    assert codes == {"edited": 1, "CONFLICT": 4}
    assert await behind.count("post_revision") == 1


async def test_only_its_author_edits_a_post(network: Network, behind: Behind) -> None:
    ada, ben, mod = [await network.educator(name) for name in ("ada", "ben", "mod")]
    await behind.connection.execute(
        "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = $1", mod.email
    )
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    reply = (await ben.posts(thread, parentId=top["id"]))["id"]
    async with behind.nothing_happens():
        for other in (ada.api, mod.api):
            refused = await other.perform("editPost", POST, postId=reply, body="Not mine")
            assert (refused["code"], refused["message"]) == (
                "FORBIDDEN",
                "Only the author of a post can edit it.",
            )
        unsigned = await network.api.perform("editPost", POST, postId=reply, body="Nobody's")
        empty = await ben.api.perform("editPost", POST, postId=reply, body=" ")
    assert unsigned["code"] == "UNAUTHENTICATED"
    assert (empty["code"], empty["fields"][0]["path"]) == ("INVALID", ["body"])


async def test_a_tombstone_keeps_its_place_and_loses_its_words(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    reply = (await ben.posts(thread, "Ask @ada", parentId=top["id"]))["id"]
    await ben.api.perform("editPost", POST, postId=reply, body="Ask @ada again")
    await ada.api.perform("markHelpful", POST, postId=reply)
    gone = await ben.api.perform("deletePost", POST, postId=reply)
    assert [gone[name] for name in ("seq", "body", "helpful", "version", "revisions", "kind")] == [
        2,
        None,
        False,
        4,
        [],
        "REPLY",
    ]
    assert gone["deletedAt"] is not None
    assert [await behind.count(table) for table in ("post_revision", "mention", "post")] == [0, 0, 2]
    assert (await ada.posts(thread))["seq"] == 3
    assert await behind.events(thread) == [
        *["POST_ADDED"] * 2,
        *["POST_EDITED"] * 2,
        "POST_DELETED",
        "POST_ADDED",
    ]


async def test_events_say_what_happened_to_which_post_and_by_whom(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    top = (await ada.posts(thread))["id"]
    reply = (await ben.posts(thread, parentId=top))["id"]
    await ada.api.perform("markHelpful", POST, postId=reply)
    await ada.api.perform("react", POST, postId=reply, kind="SUPPORT")
    await ben.api.perform("deletePost", POST, postId=reply)
    await ada.api.perform("concludeThread", "... on Thread { id }", threadId=thread)
    assert await behind.happened(thread) == [
        ("POST_ADDED", row_id(top), row_id(ada.id)),
        ("POST_ADDED", row_id(reply), row_id(ben.id)),
        ("POST_EDITED", row_id(reply), row_id(ada.id)),
        ("REACTIONS_CHANGED", row_id(reply), row_id(ada.id)),
        ("POST_DELETED", row_id(reply), row_id(ben.id)),
        ("THREAD_CHANGED", row_id(thread), row_id(ada.id)),
    ]


async def test_nothing_is_done_to_a_tombstone(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread))["id"]
    await ada.api.perform("deletePost", POST, postId=post)
    async with behind.nothing_happens():
        refusals = [
            await ada.api.perform("deletePost", POST, postId=post),
            await ada.api.perform("editPost", POST, postId=post, body="Back"),
            await ada.api.perform("react", POST, postId=post, kind="SUPPORT"),
        ]
    assert [(refused["code"], refused["message"]) for refused in refusals] == [
        ("INVALID_TRANSITION", "This post was deleted.")
    ] * 3


async def test_authors_and_moderators_delete_posts_and_nobody_else(network: Network, behind: Behind) -> None:
    ada, ben, mod = [await network.educator(name) for name in ("ada", "ben", "mod")]
    await behind.connection.execute(
        "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = $1", mod.email
    )
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    reply = await ben.posts(thread, parentId=top["id"])
    async with behind.nothing_happens():
        refused = await ada.api.perform("deletePost", POST, postId=reply["id"])
        unsigned = await network.api.perform("deletePost", POST, postId=reply["id"])
        rambling = await ben.api.perform("deletePost", POST, postId=reply["id"], reason="x" * 501)
        assert refusal(rambling) == ("INVALID", ["reason"])
        assert await absent(ben, "deletePost", "post", postId="nonsense") == ("NOT_FOUND", ["postId"])
    assert (refused["code"], refused["message"], unsigned["code"]) == (
        "FORBIDDEN",
        "Only the author of a post, or a moderator, can delete it.",
        "UNAUTHENTICATED",
    )
    gone = await mod.api.perform("deletePost", POST, postId=reply["id"])
    assert (gone["seq"], gone["body"]) == (2, None)


async def test_deleting_a_post_leaves_replies_to_it(network: Network) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    top = await ada.posts(thread)
    reply = await ben.posts(thread, "Stays.", parentId=top["id"])
    await ada.api.perform("deletePost", POST, postId=top["id"])
    query = """query ($id: ID!) { thread(id: $id) { postCount posts { nodes { seq body
        replies { nodes { id body } } } } } }"""
    thread_now = (await ben.api.data(query, id=thread))["thread"]
    assert thread_now["postCount"] == 2
    assert thread_now["posts"]["nodes"] == [
        {"seq": 1, "body": None, "replies": {"nodes": [{"id": reply["id"], "body": "Stays."}]}},
        {"seq": 2, "body": "Stays.", "replies": {"nodes": []}},
    ]
