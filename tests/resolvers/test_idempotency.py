import asyncio
from typing import Any

import pytest

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.resolvers.deeds import SHAPES, arguments_for


async def conflict(person: Person, mutation: str, **arguments: Any) -> str:
    refused = await person.api.perform(mutation, SHAPES[mutation], **arguments)
    assert (refused["code"], refused["fields"][0]["path"]) == ("CONFLICT", ["idempotencyKey"])
    message: str = refused["message"]
    return message


@pytest.mark.parametrize("mutation", SHAPES)
async def test_sent_twice_with_a_key_it_happens_once_and_answers_the_same(
    network: Network, behind: Behind, mutation: str
) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    arguments = await arguments_for(mutation, ada, ben)
    first = await ada.api.perform(mutation, SHAPES[mutation], **arguments, idempotencyKey="k")
    assert first["__typename"] != "Problem"
    async with behind.nothing_happens():
        again = await ada.api.perform(mutation, SHAPES[mutation], **arguments, idempotencyKey="k")
    assert again == first


async def test_ten_at_once_with_one_key_are_one(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    await ben.follows(ada.id)
    post = {"threadId": thread, "kind": "INSIGHT", "body": "For @ben", "idempotencyKey": "ten"}
    answers = await asyncio.gather(
        *(ada.api.perform("addPost", SHAPES["addPost"], **post) for _ in range(10))
    )
    assert [answer == answers[0] for answer in answers] == [True] * 10
    assert (answers[0]["seq"], await behind.count("post"), await behind.count("mention")) == (1, 1, 1)
    assert (await behind.events(thread), await behind.events(ben.id)) == (
        ["POST_ADDED"],
        ["NOTIFICATION_ADDED"],
    )


async def test_a_key_with_other_input_is_a_conflict(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    thread = await ada.starts_thread()
    await ada.api.perform("createThread", SHAPES["createThread"], title="One", idempotencyKey="k")
    async with behind.nothing_happens():
        messages = {
            await conflict(ada, "createThread", title="Two", idempotencyKey="k"),
            await conflict(ada, "createThread", title="One", visibility="MEMBERS", idempotencyKey="k"),
            await conflict(ada, "concludeThread", threadId=thread, idempotencyKey="k"),
        }
    assert messages == {"This idempotency key was used for another request."}


async def test_a_key_belongs_to_one_account(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    threads = [
        (await person.api.perform("createThread", SHAPES["createThread"], title="Mine", idempotencyKey="k"))[
            "id"
        ]
        for person in (ada, ben, ada, ben)
    ]
    assert threads[:2] == threads[2:]
    assert await behind.count("thread") == 2


async def test_a_key_is_forgotten_after_a_day(network: Network, behind: Behind, clock: DrivenClock) -> None:
    ada = await network.educator("ada")
    made = []
    for hours in (0, 23.9, 0.2, 23.9):
        clock.advance(hours=hours)
        await ada.signs_in_again()
        answer = await ada.api.perform(
            "createThread", SHAPES["createThread"], title="Daily", idempotencyKey="day"
        )
        made.append(answer["id"])
    assert (made[0], made[2]) == (made[1], made[3])
    assert made[0] != made[2]
    assert await behind.count("answer") == 1


async def test_a_refusal_is_not_remembered(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread(visibility="FOLLOWERS")
    level = {"threadId": thread, "level": "WATCHING", "idempotencyKey": "k"}
    async with behind.nothing_happens():
        refused = await ben.api.perform("setThreadSubscription", SHAPES["setThreadSubscription"], **level)
    assert refused["code"] == "NOT_FOUND"
    await ben.follows(ada.id)
    answer = await ben.api.perform("setThreadSubscription", SHAPES["setThreadSubscription"], **level)
    assert answer["level"] == "WATCHING"


async def test_what_is_hidden_by_now_is_not_answered_again(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    thread = await ada.starts_thread()
    post = (await ada.posts(thread))["id"]
    sent: list[tuple[str, dict[str, Any]]] = [
        ("addPost", {"threadId": thread, "kind": "REPLY", "body": "Me too", "parentId": post}),
        ("markRead", {"threadId": thread, "seq": 1}),
    ]
    for mutation, arguments in sent:
        await ben.api.perform(mutation, SHAPES[mutation], **arguments, idempotencyKey=mutation)
    await ada.blocks(ben)
    async with behind.nothing_happens():
        messages = {
            await conflict(ben, mutation, **arguments, idempotencyKey=mutation)
            for mutation, arguments in sent
        }
    assert messages == {"What this key answered is gone."}


@pytest.mark.parametrize("key", ["", " ", "k" * 129, "nul\u0000"])
async def test_a_key_has_a_length(network: Network, behind: Behind, key: str) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        refused = await ada.api.perform(
            "createThread", SHAPES["createThread"], title="Mine", idempotencyKey=key
        )
    assert (refused["code"], refused["fields"][0]["path"]) == ("INVALID", ["idempotencyKey"])
