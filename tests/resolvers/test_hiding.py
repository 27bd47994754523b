"""What is hidden is gone for everyone but its author and moderators, wherever it could be read."""

import asyncio
from typing import Any

from tests.behind import Behind, row_id
from tests.network import Network, Person
from tests.pairs import Pair

HIDE = "UPDATE {} SET hidden_at = now() WHERE id = $1"
EDUCATOR = """query ($id: ID!) { node(id: $id) { id } educator(handle: "ben") { id }
    educators { nodes { handle } } search(query: "ben", kinds: [EDUCATOR]) { totalCount } }"""
POST = """query ($id: ID!, $thread: ID!) {
    node(id: $id) { ... on Post { body isHidden revisions { body } author { posts { totalCount } } } }
    thread(id: $thread) { posts { nodes { seq body isHidden } } }
    search(query: "loudest", kinds: [POST]) { totalCount } me { feed { totalCount } } }"""
MESSAGE = "query ($id: ID!) { node(id: $id) { ... on Message { seq body isHidden } } }"


async def moderator(network: Network, behind: Behind, handle: str = "mod") -> Person:
    person = await network.educator(handle)
    roles = "UPDATE account SET roles = '{MEMBER,MODERATOR}' WHERE email = $1"
    await behind.connection.execute(roles, person.email)
    return person


async def test_a_hidden_educator_is_seen_by_themselves_and_moderators(
    network: Network, behind: Behind
) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    mod = await moderator(network, behind)
    await behind.connection.execute(HIDE.format("educator"), row_id(ben.id))

    async def seen(reader: Person) -> tuple[Any, ...]:
        found = await reader.api.data(EDUCATOR, id=ben.id)
        handles = [node["handle"] for node in found["educators"]["nodes"]]
        return found["node"], found["educator"], "ben" in handles, found["search"]["totalCount"]

    for reader in (ben, mod):
        assert await seen(reader) == ({"id": ben.id}, {"id": ben.id}, True, 1)
    assert await seen(ada) == (None, None, False, 0)


async def test_a_hidden_post_keeps_its_place_without_its_text(network: Network, behind: Behind) -> None:
    ada, ben = await asyncio.gather(*map(network.educator, ("ada", "ben")))
    mod = await moderator(network, behind)
    thread = await ben.starts_thread()
    post = (await ben.posts(thread, "The loud one"))["id"]
    await ben.api.perform("editPost", "... on Post { id }", postId=post, body="The loudest one")
    await asyncio.gather(ada.follows(ben.id), mod.follows(ben.id))
    await behind.connection.execute(HIDE.format("post"), row_id(post))

    async def seen(reader: Person) -> tuple[Any, ...]:
        found = await reader.api.data(POST, id=post, thread=thread)
        node, (listed,) = found["node"], found["thread"]["posts"]["nodes"]
        assert (listed["body"], listed["isHidden"], node["isHidden"]) == (node["body"], True, True)
        counts = [found["search"], node["author"]["posts"], found["me"]["feed"]]
        return node["body"], len(node["revisions"]), [count["totalCount"] for count in counts]

    assert await seen(ben) == ("The loudest one", 1, [1, 1, 0])
    assert await seen(mod) == ("The loudest one", 1, [1, 1, 1])
    assert await seen(ada) == (None, 0, [0, 0, 0])
    reacted = await ada.api.perform("react", "... on Post { body }", postId=post, kind="SUPPORT")
    assert reacted["body"] is None


async def test_a_hidden_message_is_read_by_its_author_alone(pair: Pair) -> None:
    sending = {"mentorshipId": pair.id, "body": "Loud"}
    sent = await pair.mentor.api.perform("sendMessage", "... on Message { id }", **sending)
    await pair.behind.connection.execute(HIDE.format("message"), row_id(sent["id"]))
    for reader, body in ((pair.mentor, "Loud"), (pair.mentee, None)):
        found = (await reader.api.data(MESSAGE, id=sent["id"]))["node"]
        assert found == {"seq": 1, "body": body, "isHidden": True}
