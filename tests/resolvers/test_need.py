import asyncio
from datetime import timedelta
from typing import Any

from tests.behind import Behind
from tests.clock import DrivenClock
from tests.mentoring import add_topics, mentors
from tests.network import Network, Person
from tests.problems import refusal

NEED = "id note visibility function closedAt topic { slug } educator { handle }"
SHAPE = f"... on Need {{ {NEED} }}"


async def need(person: Person, **more: Any) -> Any:
    given = {"topic": "art", "function": "SAFE_SPACE", **more}
    return await person.api.perform("openNeed", SHAPE, **given)


async def close(person: Person, need_id: str) -> Any:
    return await person.api.perform("closeNeed", SHAPE, needId=need_id)


async def own(person: Person) -> Any:
    listed = (await person.api.data(f"{{ me {{ needs {{ totalCount nodes {{ {NEED} }} }} }} }}"))["me"][
        "needs"
    ]
    assert listed["totalCount"] == len(listed["nodes"])
    return listed["nodes"]


async def test_a_need_is_open_until_it_is_closed(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    ada = await network.educator("ada")
    first = await need(ada, note="A place to be wrong.")
    assert first == {
        "__typename": "Need",
        "id": first["id"],
        "note": "A place to be wrong.",
        "visibility": "MATCHING",
        "function": "SAFE_SPACE",
        "closedAt": None,
        "topic": {"slug": "art"},
        "educator": {"handle": "ada"},
    }
    again = await need(ada, note="Quiet.", visibility="PRIVATE")
    assert again == {**first, "note": "Quiet.", "visibility": "PRIVATE"}
    closed = await close(ada, first["id"])
    assert closed["closedAt"].startswith("2026-03-02T08:00:00")
    async with behind.nothing_happens():
        assert await close(ada, first["id"]) == closed
    fresh = await need(ada)
    assert (fresh["id"] != first["id"], fresh["note"]) == (True, "")
    assert [row["id"] for row in await own(ada)] == [fresh["id"], first["id"]]


async def test_ten_at_once_open_one_need(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    ada = await network.educator("ada")
    answers = await asyncio.gather(*(need(ada) for _ in range(10)))
    assert answers == [answers[0]] * 10
    assert await behind.count("need") == 1


async def test_a_need_is_seen_by_whom_it_is_for(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art", "reading")
    handles = ("ada", "ben", "cem", "dan", "eve")
    ada, ben, cem, dan, eve = await asyncio.gather(*map(network.educator, handles))
    await mentors(ben, ("art", "SAFE_SPACE"))
    await mentors(cem, ("art", "ROLE_MODEL"), ("reading", "SAFE_SPACE"))
    await mentors(dan, ("art", "SAFE_SPACE"), status="PAUSED")
    await mentors(eve, ("art", "SAFE_SPACE"), status="WAITLIST")
    ids = {
        "matching": (await need(ada))["id"],
        "public": (await need(ada, function="ROLE_MODEL", visibility="PUBLIC"))["id"],
        "private": (await need(ada, function="SPONSORSHIP", visibility="PRIVATE"))["id"],
        "closed": (await need(ada, function="EMOTIONAL_SUPPORT", visibility="PUBLIC"))["id"],
    }
    await close(ada, ids["closed"])
    await ada.blocks(eve)
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { id }
        educator(handle: "ada") { needs { totalCount nodes { id } } } }"""
    clients = [ada.api, network.api, ben.api, cem.api, dan.api, eve.api]
    seen = [set(ids), {"public"}, {"matching", "public"}, {"public"}, {"public"}, set()]
    for client, expected in zip(clients, seen, strict=True):
        answer = await client.data(query, ids=list(ids.values()))
        names = {name for name, row in zip(ids, answer["nodes"], strict=True) if row}
        assert names == expected
        listed = answer["educator"] and answer["educator"]["needs"]
        open_ones = {ids[name] for name in expected - {"closed"}}
        assert {row["id"] for row in (listed or {"nodes": []})["nodes"]} == open_ones
        assert (listed or {"totalCount": 0})["totalCount"] == len(open_ones)


async def test_a_mentor_back_from_being_away_sees_what_matches(
    network: Network, behind: Behind, clock: DrivenClock
) -> None:
    await add_topics(behind.connection, "art")
    ada, ben = await network.educator("ada"), await network.educator("ben")
    until = clock() + timedelta(minutes=5)
    await mentors(ben, ("art", "SAFE_SPACE"), status="AWAY", awayUntil=until.isoformat())
    wanted = {"id": (await need(ada))["id"]}
    query = """query ($id: ID!) {
        node(id: $id) { id } educator(handle: "ada") { needs { totalCount nodes { id } } } }"""
    nothing = {"node": None, "educator": {"needs": {"totalCount": 0, "nodes": []}}}
    assert await ben.api.data(query, id=wanted["id"]) == nothing
    clock.advance(minutes=5)
    everything = {"node": wanted, "educator": {"needs": {"totalCount": 1, "nodes": [wanted]}}}
    assert await ben.api.data(query, id=wanted["id"]) == everything


async def test_what_cannot_be_needed_or_closed_is_refused(network: Network, behind: Behind) -> None:
    await add_topics(behind.connection, "art")
    ada, ben = await network.educator("ada"), await network.educator("ben")
    public = (await need(ada, visibility="PUBLIC"))["id"]
    hidden = (await need(ada, function="ROLE_MODEL"))["id"]
    async with behind.nothing_happens():
        assert refusal(await need(ada, note="x" * 501)) == ("INVALID", ["note"])
        assert refusal(await need(ada, topic="nothing")) == ("INVALID", ["topic"])
        assert refusal(await close(ben, public)) == ("FORBIDDEN", [])
        assert refusal(await close(ben, hidden)) == ("NOT_FOUND", ["needId"])
        assert refusal(await close(ben, ben.id)) == ("NOT_FOUND", ["needId"])
        nobody = await network.api.perform("openNeed", SHAPE, topic="art", function="SAFE_SPACE")
        assert refusal(nobody) == ("UNAUTHENTICATED", [])
        ended = await network.api.perform("closeNeed", SHAPE, needId=public)
        assert refusal(ended) == ("UNAUTHENTICATED", [])
