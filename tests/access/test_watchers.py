"""A mark `SHARED` is true: who hears an event in a group hears what a query answers them alone.

The questions are made of the schema's own marks, so a field that is marked and depends on its viewer
is asked, shared among the viewers of the matrix, and found out.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import asyncpg
import orjson
import pytest
from graphql import get_named_type, is_leaf_type

from app.connection import Connection
from events.stream import Happened, live_cursor
from execution import COLUMN
from kit.ids import decode_id
from resolvers.audience import Subscriber
from resolvers.context import Platform
from resolvers.stream import ThreadRoom
from schema import build_schema
from schema.live import Answer, Question
from tests.access.matrix import AUTHORS
from tests.access.world import World
from tests.api import Api
from tests.database import empty_tables

SCHEMA = build_schema()
TYPES: Any = SCHEMA._schema.type_map
SHOWING = ["PostAdded", "PostEdited", "ReactionsChanged", "ThreadChanged"]
PLACES = [*(author.handle for author in AUTHORS), "common"]
# An event's post, what that replies to, its thread, who wrote that, and what they teach.
DEPTH = 5


def marks_of(field: Any) -> Any:
    definition = field.extensions.get("strawberry-definition")
    return definition.metadata if definition and definition.base_resolver else {COLUMN: None}


def selection(type_: Any, depth: int, asked: set[str]) -> Iterator[str]:
    """All that those who stand alike share, as deep as told; `asked` gets the marked fields."""
    for name, field in type_.fields.items():
        below, marks = get_named_type(field.type), marks_of(field)
        # Once is enough for what a reply replies to: a chain would outgrow what may be asked.
        left = depth - 1 - (below is type_)
        if not (marks.get("shared") or COLUMN in marks):
            continue
        if is_leaf_type(below):
            yield name
        elif left > 0:
            yield f"{name} {{ {' '.join(selection(below, left, asked))} }}"
        if marks.get("shared") and (left > 0 or is_leaf_type(below)):
            asked.add(f"{type_.name}.{name}")
    yield "__typename"


def shown_of(kind: str) -> str:
    return f"__typename ... on {kind} {{ {' '.join(selection(TYPES[kind], DEPTH, set()))} }}"


class Heard:
    """A sink that keeps what it takes."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []

    def take(self, answers: Sequence[Answer]) -> bool:
        self.answers += answers
        return True

    def complete(self) -> None:
        pass

    def fail(self, error: Exception) -> None:
        raise error

    def events(self) -> list[Any]:
        return [orjson.loads(answer.json)["data"]["threadEvents"] for answer in self.answers]


@pytest.fixture(scope="module")
async def stirred(world: World, connection: asyncpg.Connection) -> AsyncIterator[World]:
    """The matrix's world with reactions of some; others get a world without."""
    for author in AUTHORS:
        things = world.things[author.handle]
        for name in ("follower", "moderator"):
            for thing in ("post", "guest"):
                made = await world.clients[name].perform(
                    "react", "... on Post { id }", postId=things[thing], kind="SUPPORT"
                )
                assert made["__typename"] == "Post", made
        await world.clients["rui"].perform("deletePost", "... on Post { id }", postId=things["entry"])
    yield world
    await empty_tables(connection)


async def told(platform: Platform, clients: dict[str, Api], kind: str, thread: str) -> dict[str, Heard]:
    """What everyone hears of a thread's events, each told to all of them in a round of its own.

    In one round for all events, those who reacted to any of them would stand apart in each.
    """
    text = f"subscription ($id: ID!) {{ threadEvents(threadId: $id) {{ {shown_of(kind)} }} }}"
    question = Question(SCHEMA.live, SCHEMA.documents.ready(text), {"id": thread}, None)
    assert question.is_shared
    decoded = decode_id(thread)
    assert decoded is not None
    stream, sinks, subscribers = decoded.id, {name: Heard() for name in clients}, []
    for name, client in clients.items():
        headers = {"authorization": f"Bearer {client.token}"} if client.token else {}
        context = await Connection(platform, headers, None).operation()
        subscribers.append(Subscriber(ThreadRoom(stream), stream, context, question, sinks[name]))
    events = await platform.hub.log.after(stream, 0, 50)
    for one in events:
        await Subscriber.tell(subscribers, [Happened(live_cursor(platform.hub, stream, one.seq), one)])
    return sinks


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", SHOWING)
async def test_a_group_hears_what_each_of_it_may_ask_for(
    stirred: World, platform: Platform, kind: str, place: str
) -> None:
    things = stirred.things.get(place)
    thread = things["thread"] if things else stirred.things[AUTHORS[0].handle]["common"]
    sinks = await told(platform, stirred.clients, kind, thread)
    past = (
        f"query ($id: ID!) {{ thread(id: $id) {{ events(first: 50) {{ nodes {{ {shown_of(kind)} }} }} }} }}"
    )
    for name, client in stirred.clients.items():
        found = (await client.data(past, id=thread))["thread"]
        heard = sinks[name].events()
        if found is None:
            assert {event["__typename"] for event in heard} == {"AccessRevoked"}
        else:
            assert heard == found["events"]["nodes"], name
    assert len({id(sink.answers[0]) for sink in sinks.values()}) < len(sinks)


def test_every_mark_is_asked_for() -> None:
    asked: set[str] = set()
    for kind in SHOWING:
        list(selection(TYPES[kind], DEPTH, asked))
    assert asked == {
        f"{type_.name}.{name}"
        for type_ in TYPES.values()
        for name, field in getattr(type_, "fields", {}).items()
        if marks_of(field).get("shared")
    }
