import asyncio
from typing import Any, NamedTuple

import pytest

from app.due import run_due
from resolvers.context import Platform
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.problems import refusal

PLEDGE = """... on Pledge { id everyDays restWeeks startedOn endedOn adherence educator { handle }
    thread { id } partners { totalCount nodes { status educator { handle } } } }"""
SEEN = """query ($id: ID!, $thread: ID!) { node(id: $id) { ... on Pledge { adherence } }
    thread(id: $thread) { pledge { id } } me { pledges { nodes { id } } } }"""


class World(NamedTuple):
    """Ada's thread; Ben and Cleo may watch over her pledge, Dan is nobody to it."""

    ada: Person
    ben: Person
    cleo: Person
    dan: Person
    thread: str

    async def pledges(self, person: Person | None = None, **more: Any) -> Any:
        given = {"threadId": self.thread, "everyDays": 7, **more}
        return await (person or self.ada).api.perform("setPledge", PLEDGE, **given)

    async def answers(self, person: Person, pledge: str, **more: Any) -> Any:
        return await person.api.perform("joinPledge", PLEDGE, pledgeId=pledge, **more)


@pytest.fixture
async def world(network: Network) -> World:
    ada, ben, cleo, dan = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo", "dan")))
    return World(ada, ben, cleo, dan, await ada.starts_thread())


async def told(person: Person) -> list[str]:
    news = await person.api.data("{ me { notifications { nodes { kind } } } }")
    return [row["kind"] for row in news["me"]["notifications"]["nodes"]]


async def test_a_pledge_is_watched_over_by_who_agreed(world: World, clock: DrivenClock) -> None:
    ada, ben, cleo, dan, thread = world
    made = await world.pledges(restWeeks=["2026-03-09"], partnerIds=[ben.id, cleo.id])
    assert made == {
        "__typename": "Pledge",
        "id": made["id"],
        "everyDays": 7,
        "restWeeks": ["2026-03-09"],
        "startedOn": "2026-03-02",
        "endedOn": None,
        "adherence": None,
        "educator": {"handle": "ada"},
        "thread": {"id": thread},
        "partners": {
            "totalCount": 2,
            "nodes": [
                {"status": "INVITED", "educator": {"handle": "ben"}},
                {"status": "INVITED", "educator": {"handle": "cleo"}},
            ],
        },
    }
    await ada.posts(thread)
    await world.answers(ben, made["id"])
    assert (await told(ben), await told(ada)) == (["PLEDGE_INVITED"], ["PLEDGE_ANSWERED"])
    clock.advance(days=14)
    for person in (ada, ben, cleo, dan):
        await person.signs_in_again()
    for person, adherence, is_seen in (
        (ada, 1.0, True),
        (ben, 1.0, True),
        (cleo, None, True),
        (dan, None, False),
    ):
        found = await person.api.data(SEEN, id=made["id"], thread=thread)
        assert found["node"] == ({"adherence": adherence} if is_seen else None), person.handle
        assert found["thread"]["pledge"] == ({"id": made["id"]} if is_seen else None)
        assert found["me"]["pledges"]["nodes"] == ([{"id": made["id"]}] if is_seen else [])


async def test_partners_decline_leave_and_are_let_go(world: World, behind: Behind) -> None:
    made = await world.pledges(partnerIds=[world.ben.id, world.cleo.id])
    await world.answers(world.ben, made["id"])
    async with behind.nothing_happens():
        assert (await world.answers(world.ben, made["id"]))["id"] == made["id"]
    await world.answers(world.cleo, made["id"], accept=False)
    async with behind.nothing_happens():
        assert refusal(await world.answers(world.cleo, made["id"])) == ("NOT_FOUND", ["pledgeId"])
        assert refusal(await world.answers(world.dan, made["id"])) == ("NOT_FOUND", ["pledgeId"])
        assert refusal(await world.answers(world.ada, made["id"])) == ("NOT_FOUND", ["pledgeId"])
    again = await world.pledges(partnerIds=[world.cleo.id])
    nodes = {row["educator"]["handle"]: row["status"] for row in again["partners"]["nodes"]}
    assert nodes == {"ben": "LEFT", "cleo": "INVITED"}
    assert await told(world.cleo) == ["PLEDGE_INVITED"]
    async with behind.nothing_happens():
        assert await world.pledges(partnerIds=[world.cleo.id]) == again


async def test_what_cannot_be_pledged_is_refused(world: World, behind: Behind) -> None:
    five = [world.ben.id, world.cleo.id, world.dan.id]
    refused: list[tuple[dict[str, Any], tuple[str, list[str]]]] = [
        ({"everyDays": 2}, ("INVALID", ["everyDays"])),
        ({"everyDays": 31}, ("INVALID", ["everyDays"])),
        ({"restWeeks": ["2026-03-10"]}, ("INVALID", ["restWeeks"])),
        ({"partnerIds": [*five, world.ada.id]}, ("INVALID", ["partnerIds"])),
        ({"partnerIds": ["x"]}, ("NOT_FOUND", ["partnerIds"])),
        ({"threadId": "x"}, ("NOT_FOUND", ["threadId"])),
    ]
    async with behind.nothing_happens():
        for given, expected in refused:
            assert refusal(await world.pledges(**given)) == expected
        assert refusal(await world.pledges(world.ben)) == ("FORBIDDEN", [])
    await world.ada.api.perform("concludeThread", "... on Thread { id }", threadId=world.thread)
    async with behind.nothing_happens():
        assert refusal(await world.pledges()) == ("INVALID_TRANSITION", [])


async def test_a_pledge_ends_once_and_another_may_follow(world: World, behind: Behind) -> None:
    made = await world.pledges(partnerIds=[world.ben.id])
    given = {"pledgeId": made["id"]}
    async with behind.nothing_happens():
        refused = await world.ben.api.perform("endPledge", PLEDGE, **given)
        assert refusal(refused) == ("NOT_FOUND", ["pledgeId"])
    ended = await world.ada.api.perform("endPledge", PLEDGE, **given)
    assert ended["endedOn"] == "2026-03-02"
    async with behind.nothing_happens():
        assert await world.ada.api.perform("endPledge", PLEDGE, **given) == ended
    assert (await world.pledges())["id"] != made["id"]


async def test_a_pledge_ends_with_its_thread(
    world: World, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    made = await world.pledges(everyDays=3)
    await world.ada.api.perform("concludeThread", "... on Thread { status }", threadId=world.thread)
    query = "query ($id: ID!) { node(id: $id) { ... on Pledge { endedOn } } }"
    assert (await world.ada.api.data(query, id=made["id"]))["node"] == {"endedOn": "2026-03-02"}
    clock.advance(days=9)
    async with behind.nothing_happens():
        assert (await run_due(platform, clock()))["windows of pledges over"] == 0


async def test_nobody_misses_a_window_while_the_thread_is_locked(
    world: World, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    await world.pledges(everyDays=3)
    await behind.connection.execute("UPDATE thread SET status = 'LOCKED'")
    clock.advance(days=9)
    assert (await run_due(platform, clock()))["windows of pledges over"] == 1
    assert await behind.connection.fetch("SELECT FROM notification") == []


async def test_sent_again_with_its_key_it_happens_once_and_other_input_is_refused(
    world: World, behind: Behind
) -> None:
    async def twice(person: Person, mutation: str, **given: Any) -> Any:
        given["idempotencyKey"] = mutation
        first = await person.api.perform(mutation, PLEDGE, **given)
        assert first["__typename"] == "Pledge", first
        async with behind.nothing_happens():
            assert await person.api.perform(mutation, PLEDGE, **given) == first
            other = {name: "another" for name in given if name.endswith("Id")}
            refused = await person.api.perform(mutation, PLEDGE, **{**given, **other})
        assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])
        return first["id"]

    given = {"threadId": world.thread, "everyDays": 3, "partnerIds": [world.ben.id]}
    made = await twice(world.ada, "setPledge", **given)
    await twice(world.ben, "joinPledge", pledgeId=made)
    await twice(world.ada, "endPledge", pledgeId=made)


async def test_a_window_without_a_post_is_told_once_to_all_who_agreed(
    world: World, platform: Platform, clock: DrivenClock, behind: Behind
) -> None:
    ada, ben, cleo, _, thread = world
    made = await world.pledges(everyDays=3, partnerIds=[ben.id, cleo.id])
    await world.answers(ben, made["id"])
    await ada.posts(thread)

    async def over_after(days: int) -> tuple[int, list[str]]:
        clock.advance(days=days)
        done = (await run_due(platform, clock()))["windows of pledges over"]
        sql = """SELECT e.handle FROM notification n JOIN educator e ON e.id = n.educator_id
            WHERE n.kind = 'PLEDGE_MISSED' AND n.actor_id IS NULL ORDER BY 1"""
        return done, [row["handle"] for row in await behind.connection.fetch(sql)]

    assert await over_after(days=2) == (0, [])
    assert await over_after(days=1) == (1, [])
    assert await over_after(days=2) == (0, [])
    assert await over_after(days=1) == (1, ["ada", "ben"])
    async with behind.nothing_happens():
        assert await over_after(days=0) == (0, ["ada", "ben"])


async def test_other_terms_begin_a_window_of_their_own(
    world: World, platform: Platform, clock: DrivenClock
) -> None:
    await world.pledges(everyDays=3)
    await world.pledges(everyDays=3, restWeeks=["2026-03-02"])
    clock.advance(days=9)
    assert (await run_due(platform, clock()))["windows of pledges over"] == 0
    clock.advance(days=1)
    assert (await run_due(platform, clock()))["windows of pledges over"] == 1
