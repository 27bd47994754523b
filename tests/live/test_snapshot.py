"""A snapshot and its tail meet: events applied to an old state give the same as a fresh read."""

import asyncio
from random import Random
from typing import Any

from tests.network import Network, Person

POST = "id seq body editedAt helpful version reactions { kind count }"
SNAPSHOT = f"""query ($id: ID!) {{ thread(id: $id) {{
    liveCursor title status postCount posts(first: 100) {{ nodes {{ {POST} deletedAt }} }} }} }}"""
TAIL = f"""subscription ($id: ID!, $after: String) {{ threadEvents(threadId: $id, after: $after) {{
    __typename cursor
    ... on PostAdded {{ post {{ {POST} deletedAt thread {{ postCount }} }} }}
    ... on PostEdited {{ post {{ {POST} deletedAt }} }}
    ... on PostDeleted {{ postId }}
    ... on ReactionsChanged {{ post {{ {POST} deletedAt }} }}
    ... on ThreadChanged {{ thread {{ title status }} }} }} }}"""


class State:
    """What a client knows of a thread: a snapshot at first, then what events say."""

    def __init__(self, thread: dict[str, Any]) -> None:
        self.cursor = thread["liveCursor"]
        self.thread = {name: thread[name] for name in ("title", "status", "postCount")}
        self.posts = {post["id"]: self._kept(post) for post in thread["posts"]["nodes"]}
        self.applied: list[str] = []

    @staticmethod
    def _kept(post: dict[str, Any]) -> Any:
        """Of a deleted post, only that it is."""
        return "deleted" if post["deletedAt"] else {name: post[name] for name in post if name != "thread"}

    def apply(self, event: dict[str, Any]) -> None:
        """Take over what an event says."""
        self.applied.append(event["__typename"])
        self.cursor = event["cursor"]
        match event:
            case {"__typename": "PostDeleted", "postId": post_id}:
                self.posts[post_id] = "deleted"
            case {"thread": thread}:
                self.thread |= thread
            case {"post": post}:
                self.posts[post["id"]] = self._kept(post)
                self.thread |= post.get("thread", {})


async def snapshot(reader: Person, thread: str) -> State:
    """The thread as it is now."""
    return State((await reader.api.data(SNAPSHOT, id=thread))["thread"])


async def follow(reader: Person, thread: str, state: State, end: asyncio.Future[str]) -> State:
    """The old state, with all that happens up to the cursor `end`."""
    async with reader.api.subscribe(TAIL, id=thread, after=state.cursor) as tail:
        while not (end.done() and state.cursor == end.result()):
            state.apply(await tail.next())
    return state


CHANGES = ("post", "reply", "editPost", "deletePost", "react", "unreact", "markHelpful", "updateThread")


async def one_change(author: Person, reader: Person, thread: str, chance: Random, posts: list[str]) -> None:
    """Something that people do in a thread; some of it is refused, as in life."""
    match chance.choice(CHANGES):
        case "post":
            posts.append((await author.posts(thread))["id"])
        case "reply":
            made = await reader.posts(thread, "I agree.", parentId=posts[0])
            posts.append(made["id"])
        case "updateThread" as change:
            await author.api.perform(change, "", threadId=thread, title=f"Transitions {chance.random()}")
        case "editPost" as change:
            post_id, body = chance.choice(posts), f"Seen again, {chance.random()}"
            await author.api.perform(change, "", postId=post_id, body=body)
        case "react" | "unreact" as change:
            await reader.api.perform(change, "", postId=chance.choice(posts), kind="CELEBRATE")
        case change:
            # The first one stays, for replies.
            await author.api.perform(change, "", postId=chance.choice(posts[1:]))


async def test_events_applied_to_an_old_snapshot_give_a_fresh_read(network: Network) -> None:
    author, reader = await network.educator("ada"), await network.educator("ben")
    thread = await author.starts_thread()
    posts = [(await author.posts(thread))["id"] for _ in range(2)]

    reading: list[asyncio.Task[State]] = []
    end: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def write(seed: int) -> None:
        chance = Random(seed)
        for _ in range(25):
            await one_change(author, reader, thread, chance, posts)

    async def read() -> None:
        # Taken in the midst of the writing, each by a client of its own.
        for _ in range(5):
            state = await snapshot(reader, thread)
            reading.append(asyncio.create_task(follow(reader, thread, state, end)))

    await asyncio.gather(read(), *(write(seed) for seed in range(4)))
    await author.api.perform("concludeThread", "... on Thread { id }", threadId=thread)
    fresh = await snapshot(reader, thread)
    end.set_result(fresh.cursor)
    states = await asyncio.gather(*reading)
    for state in states:
        assert state.thread == fresh.thread
        assert state.posts == fresh.posts
        assert {"PostAdded", "PostEdited", "PostDeleted", "ReactionsChanged", "ThreadChanged"} <= {
            *state.applied
        }
