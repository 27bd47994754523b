import asyncio
from typing import Any

import argon2
import asyncpg
import pytest

from tests.api import Api
from tests.behind import Behind
from tests.clock import DrivenClock
from tests.network import PASSWORD, Network
from tests.problems import refusal

SIGNED_IN = """... on SignedIn { accessToken accessTokenExpiresAt refreshToken educator { id handle } }"""
ADA = {
    "email": "ada@example.org",
    "password": PASSWORD,
    "handle": "ada",
    "displayName": "Ada Lima",
    "timeZone": "Europe/Lisbon",
}


async def sign_up(api: Api, **more: Any) -> Any:
    return await api.perform("signUp", SIGNED_IN, **{**ADA, **more})


async def test_signing_up_makes_an_account_with_a_profile_and_signs_in(
    api: Api, connection: asyncpg.Connection
) -> None:
    signed = await sign_up(api, email=" Ada@Example.ORG ")
    assert signed["educator"]["handle"] == "ada"
    assert signed["accessTokenExpiresAt"] == "2026-03-02T08:10:00+00:00"
    async with Api(api.address, signed["accessToken"]) as ada:
        assert await ada.data(
            "{ me { email account { roles timeZone locale } educator { id displayName bio visibility } } }"
        ) == {
            "me": {
                "email": "ada@example.org",
                "account": {"roles": ["MEMBER"], "timeZone": "Europe/Lisbon", "locale": "en"},
                "educator": {
                    "id": signed["educator"]["id"],
                    "displayName": "Ada Lima",
                    "bio": "",
                    "visibility": "PUBLIC",
                },
            }
        }
    stored = await connection.fetchval("SELECT password_hash FROM account")
    assert argon2.PasswordHasher().verify(stored, PASSWORD)


async def test_no_token_and_no_password_stands_in_the_database(
    api: Api, connection: asyncpg.Connection
) -> None:
    signed = await sign_up(api, idempotencyKey="once")
    tables = ["account", "educator", "sign_in", "refresh_token", "answer", "rate_limit"]
    rows = [await connection.fetch(f"SELECT t::text FROM {table} t") for table in tables]
    text = " ".join(row[0] for table in rows for row in table)
    assert "ada" in text
    for secret in (PASSWORD, signed["accessToken"], signed["refreshToken"]):
        assert secret not in text
        assert secret.encode().hex() not in text


@pytest.mark.parametrize(
    ("wrong", "paths"),
    [
        ({"email": "ada"}, ["email"]),
        ({"email": "ada@example"}, ["email"]),
        ({"email": "a da@example.org"}, ["email"]),
        ({"email": "a\x00da@example.org"}, ["email"]),
        ({"email": "a" * 65 + "@example.org"}, ["email"]),
        ({"email": "ada@" + "e" * 250 + ".org"}, ["email"]),
        ({"password": "nine char"}, ["password"]),
        ({"password": "x" * 201}, ["password"]),
        ({"handle": "ad"}, ["handle"]),
        ({"handle": "a" * 31}, ["handle"]),
        ({"handle": "Ada"}, ["handle"]),
        ({"handle": "ada\n"}, ["handle"]),
        ({"handle": "adá"}, ["handle"]),
        ({"displayName": " "}, ["displayName"]),
        ({"displayName": "x" * 81}, ["displayName"]),
        ({"displayName": "a\x00"}, ["displayName"]),
        ({"timeZone": "Mars/Olympus"}, ["timeZone"]),
        ({"timeZone": "../../etc/passwd"}, ["timeZone"]),
        (
            {"email": "", "password": "", "handle": "", "timeZone": ""},
            ["email", "password", "handle", "timeZone"],
        ),
    ],
)
async def test_signing_up_names_every_argument_that_is_wrong(
    api: Api, behind: Behind, wrong: dict[str, str], paths: list[str]
) -> None:
    async with behind.nothing_happens():
        assert refusal(await sign_up(api, **wrong)) == ("INVALID", paths)


@pytest.mark.parametrize(
    ("other", "path"),
    [
        ({"handle": "ada2"}, "email"),
        ({"handle": "ada2", "email": "ADA@EXAMPLE.org "}, "email"),
        ({"email": "ada2@example.org"}, "handle"),
        ({}, "email"),
    ],
)
async def test_an_e_mail_address_and_a_handle_belong_to_one_account(
    api: Api, behind: Behind, other: dict[str, str], path: str
) -> None:
    await sign_up(api)
    async with behind.nothing_happens():
        assert refusal(await sign_up(api, **other)) == ("CONFLICT", [path])


async def test_of_ten_who_want_a_handle_at_once_one_gets_it(api: Api, behind: Behind) -> None:
    asked = [sign_up(api, email=f"ada{n}@example.org") for n in range(10)]
    answers = await asyncio.gather(*asked)
    refused = [answer for answer in answers if answer["__typename"] == "Problem"]
    assert [refusal(answer) for answer in refused] == [("CONFLICT", ["handle"])] * 9
    assert [await behind.count(table) for table in ("account", "educator", "sign_in")] == [1, 1, 1]


async def test_signing_up_again_with_the_same_key_answers_the_same_tokens(api: Api, behind: Behind) -> None:
    first = await sign_up(api, idempotencyKey="once")
    async with behind.nothing_happens():
        assert await sign_up(api, idempotencyKey="once") == first
        assert refusal(await sign_up(api, idempotencyKey="twice")) == ("CONFLICT", ["email"])


async def test_two_strangers_may_sign_up_with_the_same_key(api: Api) -> None:
    ada = await sign_up(api, idempotencyKey="once")
    ben = await sign_up(api, idempotencyKey="once", email="ben@example.org", handle="ben")
    assert (ada["educator"]["handle"], ben["educator"]["handle"]) == ("ada", "ben")


async def test_sign_ups_from_one_address_run_out_and_come_back(
    api: Api, behind: Behind, clock: DrivenClock
) -> None:
    for _ in range(60):
        assert refusal(await sign_up(api, handle="A")) == ("INVALID", ["handle"])
    async with behind.nothing_happens():
        assert refusal(await sign_up(api)) == ("RATE_LIMITED", [])
    clock.advance(minutes=1)
    assert (await sign_up(api))["__typename"] == "SignedIn"
    assert refusal(await sign_up(api)) == ("RATE_LIMITED", [])


async def open_streams_end(network: Network, everywhere: bool) -> list[Any]:
    ada = await network.educator("ada")
    tail = "subscription { notificationEvents { __typename ... on AccessRevoked { reason } } }"
    async with ada.api.subscribe(tail) as events:
        assert await events.until("CaughtUp") == []
        await ada.api.perform("signOut", "... on Educator { id }", everywhere=everywhere)
        return [await events.event()]


async def test_signing_out_ends_open_streams(network: Network) -> None:
    for_ever = [{"__typename": "AccessRevoked", "reason": "SIGNED_OUT"}]
    assert await open_streams_end(network, everywhere=False) == for_ever


async def signed_in(network: Network, email: str) -> Any:
    return await network.api.perform("signIn", SIGNED_IN, email=email, password=PASSWORD)


@pytest.mark.parametrize(("everywhere", "others"), [(False, "ada"), (True, None)])
async def test_signing_out_ends_this_sign_in_or_all_of_them(
    network: Network, everywhere: bool, others: str | None
) -> None:
    here = await network.educator("ada")
    elsewhere = await signed_in(network, here.email)
    stranger = await network.educator("ben")
    done = await here.api.perform("signOut", "... on Educator { handle }", everywhere=everywhere)
    assert done == {"__typename": "Educator", "handle": "ada"}
    assert (await here.api.http.post("/graphql", json={"query": "{ __typename }"})).status_code == 401
    assert await stranger.api.codes("{ me { email } }") == []
    renewed = [
        await network.api.perform("refreshAccess", SIGNED_IN, refreshToken=token)
        for token in (here.refresh_token, elsewhere["refreshToken"])
    ]
    assert refusal(renewed[0]) == ("UNAUTHENTICATED", [])
    assert (renewed[1].get("educator") or {}).get("handle") == others


async def test_signing_out_again_finds_nobody_signed_in(network: Network, behind: Behind) -> None:
    ada = await network.educator("ada")
    await ada.api.perform("signOut", "... on Educator { id }", idempotencyKey="once")
    async with behind.nothing_happens():
        for key in ("once", None):
            document = "mutation ($key: String) { signOut(input: { idempotencyKey: $key }) { __typename } }"
            assert await ada.api.codes(document, key=key) == ["UNAUTHENTICATED"]


async def test_nobody_cannot_sign_out(api: Api, behind: Behind) -> None:
    async with behind.nothing_happens():
        refused = await api.perform("signOut", "... on Educator { id }", everywhere=True)
    assert refusal(refused) == ("UNAUTHENTICATED", [])
