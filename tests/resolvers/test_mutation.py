import asyncio
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
import strawberry

import schema.thread
from access.viewer import anyone
from app.sign_in import viewer_of
from execution import LIMITS
from models import Post, PostKind, Thread
from resolvers.context import Asker, Context, Info, Platform
from resolvers.sentences import CONSTRAINTS
from schema.operation import OperationSchema
from schema.wiring import performs
from tests.behind import Behind, row_id
from tests.network import Network, Person

POST = "... on Post { id seq body }"


async def forgetful(info: Info, thread_id: str) -> Thread:
    """Writes without asking whether it may."""
    thread = await Thread.get(id=row_id(thread_id))
    thread.title = "Taken over"
    await thread.save()
    return thread


async def clashing(info: Info, thread_id: str) -> Thread:
    """Takes a post's number that is taken."""
    info.context.viewer.must(anyone)
    thread = await Thread.get(id=row_id(thread_id))
    taken = await Post.get(thread_id=thread.id)
    now = info.context.now()
    await Post.create(
        id=Post.new_id(now),
        thread_id=thread.id,
        author_id=thread.author_id,
        seq=taken.seq,
        depth=0,
        kind=PostKind.INSIGHT,
        body="Me too",
        helpful=False,
        created_at=now,
        version=1,
    )
    return thread


@strawberry.type
class Tiny:
    forgetful = performs(forgetful, schema.thread.Thread)
    clashing = performs(clashing, schema.thread.Thread)


@strawberry.type
class Nothing:
    nothing: str = "nothing"


@dataclass
class Asking:
    """Opens operations on behalf of one person."""

    platform: Platform
    person: Person

    async def operation(self) -> Context:
        platform = self.platform
        viewer = await viewer_of(platform.database, platform.keys, self.person.api.token, platform.clock())

        async def again() -> None:
            return None

        return Context(platform, Asker(again, "127.0.0.1"), viewer)


async def tiny(platform: Platform, person: Person, mutation: str, thread: str) -> Any:
    """What a mutation of the tiny schema answers, with its errors."""
    name = mutation.capitalize()
    document = f"""mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{
        __typename ... on Problem {{ code message }} }} }}"""
    made = OperationSchema(query=Nothing, mutation=Tiny, introspection=True, limits=LIMITS)
    return await made.execute(document, {"input": {"threadId": thread}}, Asking(platform, person))


def internal_errors(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What was logged as our own mistakes."""
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line for line in lines if line["event"] == "internal error"]


async def test_a_mutation_that_asks_no_permission_is_undone(
    network: Network, behind: Behind, platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    async with behind.nothing_happens():
        result = await tiny(platform, ada, "forgetful", thread)
    assert (result.data, result.errors[0].message) == (None, "Something went wrong on our side.")
    (line,) = internal_errors(caplog)
    assert result.errors[0].extensions == {"code": "INTERNAL", "id": line["error_id"]}
    assert str(line["exc_info"]) == "forgetful asked no permission."


async def test_a_violated_constraint_is_a_conflict_in_words(
    network: Network, behind: Behind, platform: Platform
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.posts(thread)
    async with behind.nothing_happens():
        result = await tiny(platform, ada, "clashing", thread)
    assert (result.errors, result.data["clashing"]) == (
        None,
        {
            "__typename": "Problem",
            "code": "CONFLICT",
            "message": "Somebody posted at the same moment; send it again.",
        },
    )


async def test_every_constraint_with_words_stands(connection: asyncpg.Connection) -> None:
    rows = await connection.fetch("""SELECT conname AS name FROM pg_constraint
        UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique""")
    assert CONSTRAINTS.keys() <= {row["name"] for row in rows}


async def test_mutations_of_one_operation_happen_in_turn_and_see_each_other(network: Network) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    add = "addPost(input: {{threadId: $id, kind: INSIGHT, body: {body}}}) {{ ... on Post {{ {shape} }} }}"
    shape = "seq thread { postCount } ... on Post { author { posts { totalCount } } }"
    document = f"""mutation ($id: ID!) {{ one: {add.format(body='"1"', shape=shape)}
        no: {add.format(body='""', shape=shape)} two: {add.format(body='"2"', shape=shape)} }}"""
    answers = await ada.api.data(document, id=thread)
    assert answers == {
        "one": {"seq": 1, "thread": {"postCount": 1}, "author": {"posts": {"totalCount": 1}}},
        "no": {},
        "two": {"seq": 2, "thread": {"postCount": 2}, "author": {"posts": {"totalCount": 2}}},
    }


async def test_a_fault_of_the_database_is_masked_with_an_id(
    network: Network, behind: Behind, caplog: pytest.LogCaptureFixture
) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await behind.connection.execute("""
        CREATE FUNCTION out_of_order() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE 'secret of the house'; END $$;
        CREATE TRIGGER out_of_order BEFORE INSERT ON event EXECUTE FUNCTION out_of_order()""")
    document = f"""mutation ($input: AddPostInput!) {{ addPost(input: $input) {{ {POST} }} }}"""
    try:
        async with behind.nothing_happens():
            answer = await ada.api.send(
                document, input={"threadId": thread, "kind": "PROGRESS", "body": "Lost"}
            )
    finally:
        await behind.connection.execute("DROP FUNCTION out_of_order CASCADE")
    (error,) = answer["errors"]
    (line,) = internal_errors(caplog)
    assert (answer["data"], error["message"]) == (None, "Something went wrong on our side.")
    assert error["extensions"] == {"code": "INTERNAL", "id": line["error_id"]}
    assert "secret of the house" in str(line["exc_info"])
    assert (await ada.posts(thread))["seq"] == 1


async def test_a_deadlock_is_tried_again(network: Network, behind: Behind, database_url: str) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    rival = await asyncpg.connect(database_url)
    try:
        held = rival.transaction()
        await held.start()
        # The writer of a post is referred to, so the mutation waits here with the thread locked.
        await rival.execute("SELECT FROM educator WHERE id = $1 FOR UPDATE", row_id(ada.id))
        posting = asyncio.create_task(ada.posts(thread, "Twice tried"))
        await behind.until_somebody_waits()
        # Who waited first finds the deadlock first, and is the one to start again.
        await rival.execute("SELECT FROM thread WHERE id = $1 FOR UPDATE", row_id(thread))
        await held.commit()
        post = await posting
    finally:
        await rival.close()
    assert (post["__typename"], post["seq"], post["body"]) == ("Post", 1, "Twice tried")
    assert await behind.events(thread) == ["POST_ADDED"]
