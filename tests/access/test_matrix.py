"""Viewer × thing × way to it: everybody sees what the matrix says, whichever way they come."""

import json
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import pytest

from kit.ids import decode_id, encode_id
from tests.access.matrix import AUTHORS, VIEWERS, Author, sees
from tests.access.paths import PATHS, Path
from tests.access.world import World
from tests.api import Api

T = TypeVar("T")
NOTHING = UUID(int=7)
# Root fields in one operation: quicker than one by one, and within the limit.
AT_ONCE = 15
PROBLEM = "... on Problem { code message fields { path message } }"
MEMBERS = {"member", "follower", "mutual", "author", "blocked", "blocker", "moderator", "walled"}
LISTEN = 'subscription { threadEvents(threadId: "$thread") { __typename } }'


def name_of(value: object) -> str:
    return value.handle if isinstance(value, Author) else str(value)


@pytest.mark.parametrize("author", AUTHORS, ids=name_of)
@pytest.mark.parametrize("viewer", VIEWERS)
async def test_every_way_leads_to_what_the_matrix_lets_read(
    world: World, viewer: str, author: Author
) -> None:
    client, found = world.client(viewer, author), {}
    for some in in_turns(PATHS):
        fields = " ".join(f"p{i}: {path.query.strip('{ ')[:-1]}" for i, path in enumerate(some))
        data = await client.data(world.about(author, f"{{ {fields} }}"))
        for i, path in enumerate(some):
            found[path] = world.about(author, path.finds) in json.dumps(data[f"p{i}"])
    assert found == {path: leads_to(path, viewer, author) for path in PATHS}


def in_turns(things: list[T]) -> list[list[T]]:
    return [things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE)]


def leads_to(path: Path, viewer: str, author: Author) -> bool:
    return (path.only is None or viewer in path.only) and all(
        sees(viewer, kind, author) for kind in path.needs
    )


@pytest.mark.parametrize("author", AUTHORS, ids=name_of)
@pytest.mark.parametrize("viewer", VIEWERS)
async def test_a_stream_opens_where_the_thread_may_be_read(world: World, viewer: str, author: Author) -> None:
    client = world.client(viewer, author)
    async with client.subscribe(world.about(author, LISTEN)) as tail:
        message = await tail.message()
    async with client.subscribe(LISTEN.replace("$thread", encode_id("Thread", NOTHING))) as tail:
        absent = await tail.message()
    if sees(viewer, "thread", author):
        assert message["payload"] == {"data": {"threadEvents": {"__typename": "CaughtUp"}}}
    else:
        assert message == absent
        assert "NOT_FOUND" in json.dumps(message)


class Mutation(NamedTuple):
    """A mutation that names a thing, and the row of the matrix that thing belongs to."""

    name: str
    needs: str
    argument: str
    thing: str
    others: dict[str, Any]

    def input(self, world: World, author: Author, *, absent: bool = False) -> tuple[str, dict[str, Any]]:
        """The mutation's name and what it is given: the author's thing, or an id of nothing."""
        others = {
            name: world.about(author, v) if isinstance(v, str) else v for name, v in self.others.items()
        }
        thing = world.things[author.handle][self.thing]
        decoded = decode_id(thing)
        assert decoded is not None
        return self.name, {
            **others,
            self.argument: encode_id(decoded.type_name, NOTHING) if absent else thing,
        }


MUTATIONS = [
    Mutation("follow", "educator", "targetId", "educator", {}),
    Mutation("unfollow", "educator", "targetId", "educator", {}),
    Mutation("block", "educator", "educatorId", "educator", {}),
    Mutation("unblock", "educator", "educatorId", "educator", {}),
    Mutation("mute", "educator", "educatorId", "educator", {}),
    Mutation("unmute", "educator", "educatorId", "educator", {}),
    Mutation("updateThread", "thread", "threadId", "thread", {"title": "Mine"}),
    Mutation("concludeThread", "thread", "threadId", "thread", {}),
    Mutation("lockThread", "thread", "threadId", "thread", {"reason": "Enough"}),
    Mutation("unlockThread", "thread", "threadId", "thread", {}),
    Mutation("setThreadSubscription", "thread", "threadId", "thread", {"level": "WATCHING"}),
    Mutation("markRead", "thread", "threadId", "thread", {"seq": 1}),
    Mutation("addPost", "thread", "threadId", "thread", {"kind": "PROGRESS", "body": "Hello"}),
    Mutation(
        "addPost", "thread", "parentId", "post", {"threadId": "$common", "kind": "REPLY", "body": "Hello"}
    ),
    Mutation("addPost", "guest", "parentId", "guest", {"threadId": "$common", "kind": "REPLY", "body": "Hi"}),
    Mutation("editPost", "thread", "postId", "post", {"body": "Mine"}),
    Mutation("deletePost", "thread", "postId", "post", {}),
    Mutation("deletePost", "guest", "postId", "guest", {}),
    Mutation("markHelpful", "thread", "postId", "reply", {}),
    Mutation("react", "thread", "postId", "post", {"kind": "SUPPORT"}),
    Mutation("react", "guest", "postId", "guest", {"kind": "SUPPORT"}),
    Mutation("unreact", "thread", "postId", "reply", {"kind": "SUPPORT"}),
    Mutation(
        "requestMentorship",
        "educator",
        "mentorId",
        "educator",
        {"message": "m" * 50, "topics": [], "functions": []},
    ),
    Mutation("revokeApiToken", "private", "id", "token", {}),
]
# Who put a wall up may take it down, and hears that it stands; so may leave, who follows.
MAY_KNOW = {("blocker", "block"), ("blocker", "unblock")} | {
    (viewer, "unfollow") for viewer in ("follower", "mutual", "tool")
}


@pytest.mark.parametrize("author", AUTHORS, ids=name_of)
@pytest.mark.parametrize("viewer", [viewer for viewer in VIEWERS if viewer != "author"])
async def test_mutations_tell_hidden_from_absent_to_nobody(world: World, viewer: str, author: Author) -> None:
    hidden = [
        mutation
        for mutation in MUTATIONS
        if not sees(viewer, mutation.needs, author) and (viewer, mutation.name) not in MAY_KNOW
    ]
    client = world.client(viewer, author)
    answers = await problems(client, [mutation.input(world, author) for mutation in hidden])
    absent = await problems(client, [mutation.input(world, author, absent=True) for mutation in hidden])
    assert list(zip(hidden, answers, strict=True)) == list(zip(hidden, absent, strict=True))
    expected = {"NOT_FOUND"} if viewer in MEMBERS else {"NOT_FOUND", "UNAUTHENTICATED", "FORBIDDEN"}
    assert {answer["code"] for answer in answers} <= expected


async def problems(client: Api, inputs: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """The Problems that mutations answer."""
    found: list[dict[str, Any]] = []
    for some in in_turns(inputs):
        types = ", ".join(f"$i{i}: {name[0].upper()}{name[1:]}Input!" for i, (name, _) in enumerate(some))
        fields = " ".join(f"m{i}: {name}(input: $i{i}) {{ {PROBLEM} }}" for i, (name, _) in enumerate(some))
        variables = {f"i{i}": given for i, (_, given) in enumerate(some)}
        found += (await client.data(f"mutation ({types}) {{ {fields} }}", **variables)).values()
    return found
