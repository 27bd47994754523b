"""What moderators work through: each reported thing once, and what they look at is written down."""

import asyncio
from typing import Any, NamedTuple

import pytest

from tests.behind import Behind, row_id
from tests.network import Network, Person

QUEUE = """query ($status: FlagStatus! = OPEN, $reason: FlagReason, $target: FlagTarget) { me {
    moderationQueue(status: $status, reason: $reason, target: $target) { totalCount nodes { id target targetId
        reason snapshot { name text } reviewer { handle } others { totalCount nodes { id } } } } } }"""
LOG = """query ($actor: ID, $kind: AuditKind) { me { auditLog(actorId: $actor, kind: $kind) {
    totalCount nodes { kind subjectId at actor { handle } } } } }"""


class World(NamedTuple):
    """Ada wrote what Ben and Cleo report; Mod moderates, Adm administrates."""

    ada: Person
    ben: Person
    cleo: Person
    mod: Person
    adm: Person
    thread: str
    flags: list[str]

    async def queue(self, person: Person, **criteria: Any) -> list[Any]:
        page = (await person.api.data(QUEUE, **criteria))["me"]["moderationQueue"]
        assert page["totalCount"] == len(page["nodes"])
        rows: list[Any] = page["nodes"]
        return rows

    async def log(self, person: Person, **criteria: Any) -> list[Any]:
        page = (await person.api.data(LOG, **criteria))["me"]["auditLog"]
        assert page["totalCount"] == len(page["nodes"])
        return [(row["kind"], row["subjectId"], row["actor"]["handle"]) for row in page["nodes"]]


async def reports(person: Person, target: str, reason: str) -> str:
    made = await person.api.perform("flag", "... on Flag { id }", targetId=target, reason=reason)
    flag_id: str = made["id"]
    return flag_id


@pytest.fixture
async def world(network: Network, behind: Behind) -> World:
    people = await asyncio.gather(*map(network.educator, ("ada", "ben", "cleo", "mod", "adm")))
    ada, ben, cleo, mod, adm = people
    for person, roles in ((mod, "MODERATOR"), (adm, "ADMIN")):
        sql = "UPDATE account SET roles = ARRAY['MEMBER', $2::text] WHERE email = $1"
        await behind.connection.execute(sql, person.email, roles)
    thread = await ada.starts_thread("Buy my course")
    flags = [await reports(ben, thread, "SPAM"), await reports(cleo, thread, "OTHER")]
    flags.append(await reports(ben, ada.id, "IMPERSONATION"))
    return World(ada, ben, cleo, mod, adm, thread, flags)


async def test_each_reported_thing_stands_once_in_the_queue_longest_waiting_first(world: World) -> None:
    by_ben, by_cleo, of_ada = world.flags
    first, second = await world.queue(world.mod)
    assert first == {
        "id": by_ben,
        "target": "THREAD",
        "targetId": world.thread,
        "reason": "SPAM",
        "snapshot": [{"name": "title", "text": "Buy my course"}],
        "reviewer": None,
        "others": {"totalCount": 1, "nodes": [{"id": by_cleo}]},
    }
    assert (second["id"], second["others"]["totalCount"]) == (of_ada, 0)
    assert [row["id"] for row in await world.queue(world.mod, reason="OTHER")] == [by_cleo]
    assert [row["id"] for row in await world.queue(world.mod, target="EDUCATOR")] == [of_ada]
    page = """query ($after: String) { me { moderationQueue(first: 1, after: $after) {
        nodes { id } pageInfo { endCursor hasNextPage } } } }"""
    one = (await world.mod.api.data(page))["me"]["moderationQueue"]
    after = one["pageInfo"]["endCursor"]
    two = (await world.mod.api.data(page, after=after))["me"]["moderationQueue"]
    assert [row["id"] for row in (*one["nodes"], *two["nodes"])] == [by_ben, of_ada]
    review = {"flagId": by_ben, "expectedVersion": 1}
    await world.mod.api.perform("reviewFlag", "... on Flag { id }", **review)
    (reviewed,) = await world.queue(world.adm, status="IN_REVIEW")
    assert (reviewed["id"], reviewed["reviewer"]) == (by_ben, {"handle": "mod"})
    assert [row["id"] for row in await world.queue(world.adm)] == [by_cleo, of_ada]


async def test_who_is_no_moderator_finds_an_empty_queue_and_no_snapshot(world: World, behind: Behind) -> None:
    fields = "snapshot { text } reviewer { id } others { totalCount }"
    own = f"query ($id: ID!) {{ node(id: $id) {{ ... on Flag {{ {fields} }} }} }}"
    async with behind.nothing_happens():
        for person in (world.ada, world.ben):
            assert await world.queue(person) == []
            assert await world.log(person) == []
        mine = (await world.ben.api.data(own, id=world.flags[0]))["node"]
        assert mine == {"snapshot": None, "reviewer": None, "others": {"totalCount": 0}}
        assert (await world.ada.api.data(own, id=world.flags[0]))["node"] is None


async def test_a_moderator_has_nothing_to_do_with_their_own_case(world: World, behind: Behind) -> None:
    flag = await reports(world.ben, world.mod.id, "OTHER")
    assert flag not in [row["id"] for row in await world.queue(world.mod)]
    assert flag in [row["id"] for row in await world.queue(world.adm)]


async def test_what_moderators_look_at_is_written_down_for_administrators(
    world: World, behind: Behind
) -> None:
    await world.queue(world.mod, target="THREAD")
    emails = '{ one: educator(handle: "ben") { email } same: educator(handle: "ben") { email } }'
    shown = await world.mod.api.data(emails)
    assert shown == {"one": {"email": "ben@example.org"}, "same": {"email": "ben@example.org"}}
    nobody = {"one": {"email": None}, "same": {"email": None}}
    async with behind.nothing_happens():
        assert await world.cleo.api.data(emails) == nobody
        assert await world.ben.api.data(emails) == nobody
        assert await world.log(world.mod) == []
    looked = [("EMAIL", world.ben.id, "mod"), ("FLAG_SNAPSHOT", world.flags[0], "mod")]
    assert await world.log(world.adm) == looked
    assert await world.log(world.adm, kind="EMAIL") == looked[:1]
    assert await world.log(world.adm, actor=world.adm.id) == []
    entry = await behind.connection.fetchval("SELECT id FROM audit_entry LIMIT 1")
    assert row_id(world.ben.id) != entry


async def test_whom_a_decision_concerns_reads_it(world: World) -> None:
    given = {"flagId": world.flags[2], "action": "WARN", "reason": "Who are you?", "expectedVersion": 1}
    done = await world.mod.api.perform("actOnFlag", "... on Flag { status }", **given)
    assert done["status"] == "ACTIONED"
    news = "{ me { notifications { nodes { kind action { kind target targetId reason until } } } } }"
    told = (await world.ada.api.data(news))["me"]["notifications"]["nodes"]
    assert [row["action"] for row in told if row["kind"] == "MODERATION"] == [
        {
            "kind": "WARN",
            "target": "EDUCATOR",
            "targetId": world.ada.id,
            "reason": "Who are you?",
            "until": None,
        }
    ]
    reporter = (await world.ben.api.data(news))["me"]["notifications"]["nodes"]
    assert {str(row["action"]) for row in reporter} <= {"None"}
