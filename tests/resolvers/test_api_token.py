import hashlib
from typing import Any

import asyncpg
import pytest

from kit.ids import encode_id
from tests.api import Api
from tests.behind import Behind, row_id
from tests.clock import DrivenClock
from tests.network import Network, Person
from tests.problems import refusal

NEW = """... on NewApiToken { secret apiToken {
    id name scopes createdAt expiresAt lastUsedAt revokedAt } }"""
TOKEN = "... on ApiToken { id name revokedAt }"
LISTED = "{ me { apiTokens { totalCount nodes { id name lastUsedAt } } } }"


async def create(person: Person, *scopes: str, **more: Any) -> Any:
    arguments = {"name": "gradebook", "scopes": list(scopes), **more}
    return await person.api.perform("createApiToken", NEW, **arguments)


async def tool(network: Network, person: Person, *scopes: str, **more: Any) -> Api:
    return await network.client((await create(person, *scopes, **more))["secret"])


async def status(api: Api) -> int:
    return (await api.http.post("/graphql", json={"query": "{ me { email } }"})).status_code


async def test_a_token_is_made_and_its_secret_shown(network: Network) -> None:
    ada = await network.educator("ada")
    made = await create(ada, "READ", "WRITE", "READ")
    assert made["secret"].startswith("menteo_")
    assert made["apiToken"].pop("id")
    assert made["apiToken"].pop("createdAt").startswith("2026-03-02T08:00:00")
    assert made["apiToken"].pop("expiresAt").startswith("2026-05-31T08:00:00")
    assert made["apiToken"] == {
        "name": "gradebook",
        "scopes": ["READ", "WRITE"],
        "lastUsedAt": None,
        "revokedAt": None,
    }


async def test_only_the_digest_of_a_token_is_stored(network: Network, connection: asyncpg.Connection) -> None:
    ada = await network.educator("ada")
    secret = (await create(ada, "READ", idempotencyKey="once"))["secret"]
    stored = await connection.fetchrow("SELECT digest, t::text AS whole FROM api_token t")
    assert stored is not None
    assert stored["digest"] == hashlib.sha256(secret.encode()).digest()
    assert secret not in stored["whole"]
    assert secret not in await connection.fetchval("SELECT string_agg(a::text, '') FROM answer a")


async def test_two_tokens_of_one_name_differ(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    first, second = await create(ada, "READ"), await create(ada, "READ")
    assert first["secret"] != second["secret"]
    assert await behind.count("api_token") == 2


async def test_a_repeated_request_answers_the_token_without_its_secret(
    network: Network, behind: Behind
) -> None:
    ada = await network.educator("ada")
    made = await create(ada, "READ", idempotencyKey="once")
    async with behind.nothing_happens():
        again = await create(ada, "READ", idempotencyKey="once")
        other = await create(ada, "READ", "WRITE", idempotencyKey="once")
    assert again == {"__typename": "NewApiToken", "secret": None, "apiToken": made["apiToken"]}
    assert refusal(other) == ("CONFLICT", ["idempotencyKey"])
    ben = await network.educator("ben")
    assert (await create(ben, "READ", idempotencyKey="once"))["secret"] is not None


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": -1}, "days"),
        ({"days": 367}, "days"),
    ],
)
async def test_a_token_needs_a_name_scopes_and_an_end(
    network: Network, behind: Behind, wrong: dict[str, Any], path: str
) -> None:
    ada = await network.educator("ada")
    async with behind.nothing_happens():
        assert refusal(await create(ada, **{"scopes": ["READ"], **wrong})) == ("INVALID", [path])


async def test_a_token_without_write_cannot_write(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    reader = await tool(network, ada, "READ", "REPORTS")
    assert await reader.data("{ me { email } }") == {"me": {"email": "ada@example.org"}}
    attempts: list[tuple[str, str, dict[str, Any]]] = [
        ("follow", "... on Follow { id }", {"targetId": ben.id}),
        ("unfollow", "... on Unfollowed { target { __typename } }", {"targetId": ben.id}),
        ("block", "... on Block { id }", {"educatorId": ben.id}),
        ("unblock", "... on Unblocked { educator { id } }", {"educatorId": ben.id}),
        ("mute", "... on Mute { id }", {"educatorId": ben.id}),
        ("unmute", "... on Unmuted { educator { id } }", {"educatorId": ben.id}),
        ("updateProfile", "... on Educator { id }", {"headline": "Taken over"}),
    ]
    async with behind.nothing_happens():
        for mutation, shape, arguments in attempts:
            refused = await reader.perform(mutation, shape, **arguments)
            assert refusal(refused) == ("FORBIDDEN", []), mutation


async def test_a_token_without_read_sees_as_nobody(network: Network) -> None:
    ada = await network.educator("ada", visibility="MEMBERS")
    await network.educator("ben", visibility="MEMBERS")
    cleo = await network.educator("cleo")
    writer = await tool(network, ada, "WRITE")
    seen = """{ me { email } ada: educator(handle: "ada") { id } ben: educator(handle: "ben") { id }
        cleo: educator(handle: "cleo") { id viewerIsFollowing } }"""
    nobodys = {"me": None, "ada": None, "ben": None}
    assert await writer.data(seen) == {**nobodys, "cleo": {"id": cleo.id, "viewerIsFollowing": False}}
    assert (await writer.perform("follow", "... on Follow { id }", targetId=cleo.id))[
        "__typename"
    ] == "Follow"
    assert await writer.data(seen) == {**nobodys, "cleo": {"id": cleo.id, "viewerIsFollowing": False}}
    assert (await ada.api.data(seen))["cleo"] == {"id": cleo.id, "viewerIsFollowing": True}


async def test_a_token_cannot_manage_the_account(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    made = await create(ada, "READ", "WRITE", "REPORTS")
    full = await network.client(made["secret"])
    assert await status(full) == 200
    attempts: list[tuple[str, str, dict[str, Any]]] = [
        ("createApiToken", NEW, {"name": "heir", "scopes": ["READ"]}),
        ("revokeApiToken", TOKEN, {"id": made["apiToken"]["id"]}),
        ("signOut", "... on Educator { id }", {"everywhere": True}),
    ]
    async with behind.nothing_happens():
        for mutation, shape, arguments in attempts:
            refused = await full.perform(mutation, shape, **arguments)
            assert refusal(refused) == ("FORBIDDEN", []), mutation


async def test_nobody_makes_or_ends_tokens(api: Api, behind: Behind) -> None:
    async with behind.nothing_happens():
        made = await api.perform("createApiToken", NEW, name="mine", scopes=["READ"])
        ended = await api.perform("revokeApiToken", TOKEN, id="x")
    assert (refusal(made), refusal(ended)) == (("UNAUTHENTICATED", []), ("UNAUTHENTICATED", []))


async def test_a_token_ends_with_its_last_day(network: Network, behind: Behind, clock: DrivenClock) -> None:
    ada = await network.educator("ada")
    reader = await tool(network, ada, "READ", days=1)
    clock.advance(hours=23, minutes=59)
    assert await status(reader) == 200
    clock.advance(minutes=1)
    async with behind.nothing_happens():
        assert await status(reader) == 401


async def test_a_token_tells_to_the_minute_when_it_was_last_used(
    network: Network, clock: DrivenClock
) -> None:
    ada = await network.educator("ada")
    reader = await tool(network, ada, "READ")

    async def last_used() -> str | None:
        (node,) = (await ada.api.data(LISTED))["me"]["apiTokens"]["nodes"]
        used: str | None = node["lastUsedAt"]
        return used

    assert await last_used() is None
    assert await status(reader) == 200
    first = await last_used()
    assert first is not None
    assert first.startswith("2026-03-02T08:00:00")
    clock.advance(seconds=59)
    assert await status(reader) == 200
    assert await last_used() == first
    clock.advance(seconds=2)
    assert await status(reader) == 200
    later = await last_used()
    assert later is not None
    assert later.startswith("2026-03-02T08:01:01")


async def test_a_revoked_token_ends_at_once_with_its_open_streams(network: Network) -> None:
    ada = await network.educator("ada")
    made = await create(ada, "READ")
    reader = await network.client(made["secret"])
    tail = "subscription { notificationEvents { __typename ... on AccessRevoked { reason } } }"
    async with reader.subscribe(tail) as events:
        assert await events.until("CaughtUp") == []
        revoked = await ada.api.perform("revokeApiToken", TOKEN, id=made["apiToken"]["id"])
        assert revoked["revokedAt"].startswith("2026-03-02T08:00:00")
        assert await events.event() == {"__typename": "AccessRevoked", "reason": "SIGNED_OUT"}
    assert await status(reader) == 401
    assert (await ada.api.data(LISTED))["me"]["apiTokens"] == {"totalCount": 0, "nodes": []}


@pytest.mark.parametrize("key", [None, "once"])
async def test_a_token_is_revoked_once(network: Network, behind: Behind, key: str | None) -> None:
    ada = await network.educator("ada")
    arguments = {"id": (await create(ada, "READ"))["apiToken"]["id"], "idempotencyKey": key}
    first = await ada.api.perform("revokeApiToken", TOKEN, **arguments)
    async with behind.nothing_happens():
        assert await ada.api.perform("revokeApiToken", TOKEN, **arguments) == first


async def test_a_key_revokes_one_token_only(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    one, two = [(await create(ada, "READ"))["apiToken"]["id"] for _ in range(2)]
    await ada.api.perform("revokeApiToken", TOKEN, id=one, idempotencyKey="once")
    async with behind.nothing_happens():
        refused = await ada.api.perform("revokeApiToken", TOKEN, id=two, idempotencyKey="once")
    assert refusal(refused) == ("CONFLICT", ["idempotencyKey"])


async def test_tokens_of_others_are_absent(network: Network, behind: Behind) -> None:
    ada, ben = await network.educator("ada"), await network.educator("ben")
    token = (await create(ada, "READ"))["apiToken"]["id"]
    absent = encode_id("ApiToken", row_id(ben.id))
    async with behind.nothing_happens():
        answers = [
            await ben.api.perform("revokeApiToken", TOKEN, id=text) for text in (token, absent, ben.id, "x")
        ]
    assert answers == [answers[0]] * 4
    assert refusal(answers[0]) == ("NOT_FOUND", ["id"])
    assert await ben.api.data("query ($id: ID!) { node(id: $id) { id } }", id=token) == {"node": None}


async def test_a_suspended_account_s_tokens_do_not_hold(
    network: Network, connection: asyncpg.Connection
) -> None:
    ada = await network.educator("ada")
    reader = await tool(network, ada, "READ")
    await connection.execute("UPDATE account SET status = 'SUSPENDED'")
    assert await status(reader) == 401
    await connection.execute("UPDATE account SET status = 'ACTIVE'")
    assert await status(reader) == 200
